public import Datasets
import Networks
import Tensors

extension PruningScore {
  /// |w·∂L/∂w|: what the loss changes by, to first order, when a weight is gone.
  ///
  /// Source: Molchanov, Tyree, Karras, Aila, Kautz, "Pruning convolutional neural networks for resource efficient
  /// inference", arXiv:1611.06440.
  /// - Parameters:
  ///   - samples: what the loss is the mean over.
  ///   - batch: samples a pass; batch normalisation goes by each pass's own statistics.
  public static func gradient(on samples: Samples, batch: Int = 128) -> PruningScore {
    PruningScore(".gradient(on: \(samples.count) samples)", demand: fits(samples, batch)) { network, checkpoint in
      try sensitivities(network, samples, batch, checkpoint)
    }
  }

  /// |w·∂L/∂w| before training, as SNIP: the sensitivity of the loss to a factor at each connection.
  ///
  /// With `biases`, biases are ranked and counted as in the authors' code, and the ones that go are set to 0; masks are on
  /// weights alone, so training moves them again, and sparsities of networks do not count them.
  ///
  /// Source: Lee, Ajanthan, Torr, "SNIP: single-shot network pruning based on connection sensitivity", arXiv:1810.02340;
  /// the authors take one batch of 100 samples and draw fresh weights before training (`reinitialized`).
  public static func snip(on samples: Samples, batch: Int = 100, biases: Bool = false) -> PruningScore {
    PruningScore(
      ".snip(on: \(samples.count) samples\(biases ? ", biases: true" : ""))", ranksBiases: biases,
      demand: fits(samples, batch)
    ) { network, checkpoint in
      try sensitivities(network, samples, batch, checkpoint)
    }
  }

  private static func sensitivities(
    _ network: Network, _ samples: Samples, _ batch: Int, _ checkpoint: Checkpoint
  ) throws -> [String: Tensor] {
    let gradient = LossGradient(network, on: samples, batch: batch)
    return gradient.tensors(try gradient.mean(checkpoint: checkpoint)) { ($0 * $1).magnitude }
  }

  /// What scores on samples need: samples that fit, a batch in range.
  static func fits(_ samples: Samples, _ batch: Int) -> @Sendable (Network) throws -> Void {
    { network in
      guard batch >= 1, batch <= 65_536 else {
        throw PruningError.count(name: "batch", expected: "1 to 65536", found: batch)
      }
      try network.demand(samples)
    }
  }
}
