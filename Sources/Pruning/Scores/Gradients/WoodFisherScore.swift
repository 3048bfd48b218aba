public import Datasets
import Networks
import Tensors

extension PruningScore {
  /// w² / (2 [F⁻¹]ᵢᵢ), F = damping·1 + Σ g gᵀ / m over the gradients of m samples, in blocks of weights that follow each
  /// other in a layer: optimal brain surgeon with the empirical Fisher information for the Hessian.
  ///
  /// With `update`, the weights that stay take up what the removed ones did, to second order within each block:
  /// δw = -F⁻¹[:, Q] (F⁻¹[Q, Q])⁻¹ w[Q] for all removed Q together.
  ///
  /// Source: Singh, Alistarh, "WoodFisher: efficient second-order approximation for neural network compression",
  /// arXiv:2004.14340; Hassibi, Stork, "Optimal brain surgeon" (NIPS 1992).
  /// - Parameters:
  ///   - samples: whose gradients.
  ///   - block: weights a block; the inverse takes weights · block numbers of 8 bytes.
  ///   - count: how many of the samples, the first ones; all of them, at most 1,024, unless given.
  ///   - damping: what is added to the diagonal.
  ///   - update: whether the weights that stay are adjusted.
  public static func woodFisher(
    on samples: Samples, block: Int = 50, samples count: Int? = nil, damping: Double = 1e-5, update: Bool = false
  ) -> PruningScore {
    let used = count ?? min(samples.count, 1_024)
    let fits = PruningScore.fits(samples, 1)
    let fisher: @Sendable (Network, Checkpoint) throws -> InverseFisher = { network, checkpoint in
      try InverseFisher(network, on: samples, count: used, block: block, damping: damping, checkpoint: checkpoint)
    }
    let surgery: @Sendable (Network, Network, Checkpoint) throws -> Network = { before, after, checkpoint in
      try fisher(before, checkpoint).updated(before, to: after)
    }
    return PruningScore(
      ".woodFisher(on: \(used) samples, block: \(block), damping: \(damping)\(update ? ", update: true" : ""))",
      demand: { network in
        try fits(network)
        guard used >= 1, used <= samples.count else {
          throw PruningError.count(name: "samples", expected: "1 to \(samples.count)", found: used)
        }
        let most = max(1, min(1_024, InverseFisher.memoryLimit / 8 / network.prunableCount))
        guard block >= 1, block <= most else {
          throw PruningError.count(name: "block", expected: "1 to \(most) for this network", found: block)
        }
        guard damping > 0, damping.isFinite else {
          throw PruningError.fraction(name: "damping", expected: "a positive number", found: damping)
        }
      },
      adjustment: update ? surgery : nil,
      ofNetwork: { network, checkpoint in try fisher(network, checkpoint).scores(of: network) })
  }
}
