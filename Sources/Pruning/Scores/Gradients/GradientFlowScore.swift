public import Datasets
import Tensors

extension PruningScore {
  /// How far the weights go along the gradient to find H·g by the difference of two gradients, in lengths of the weights.
  package static let flowStep = 1e-2

  /// w·(H g) with its sign: weights stay whose removal lessens the flow of gradients most. The loss is taken at a
  /// temperature, that is of logits divided by it.
  ///
  /// Source: Wang, Zhang, Grosse, "Picking winning tickets before training by preserving gradient flow",
  /// arXiv:2002.07376; its code takes ten samples a class and temperature 200.
  public static func grasp(on samples: Samples, batch: Int = 128, temperature: Double = 200) -> PruningScore {
    flow(".grasp(on: \(samples.count) samples)", samples, batch, temperature) { $0 * $1 }
  }

  /// |w·(H g)|: weights stay whose removal changes the flow of gradients most.
  ///
  /// Source: Rachwan, Zügner, Charpentier, Geisler, Ayle, Günnemann, "Winning the lottery ahead of time: efficient early
  /// network pruning", arXiv:2206.10451.
  public static func crop(on samples: Samples, batch: Int = 128) -> PruningScore {
    flow(".crop(on: \(samples.count) samples)", samples, batch, 1) { ($0 * $1).magnitude }
  }

  /// A score out of w and H·g.
  package static func flow(
    _ name: String, _ samples: Samples, _ batch: Int, _ temperature: Double, step: Double = flowStep,
    _ number: @escaping @Sendable (Double, Double) -> Double
  ) -> PruningScore {
    let fits = PruningScore.fits(samples, batch)
    return PruningScore(
      name,
      demand: { network in
        guard temperature > 0, temperature.isFinite else {
          throw PruningError.fraction(name: "temperature", expected: "a positive number", found: temperature)
        }
        try fits(network)
      },
      ofNetwork: { network, checkpoint in
        let gradient = LossGradient(
          network, on: samples, batch: batch, temperature: temperature, isHeld: true)
        return gradient.tensors(
          try gradient.hessianTimesGradient(step: step, checkpoint: checkpoint), number)
      })
  }
}
