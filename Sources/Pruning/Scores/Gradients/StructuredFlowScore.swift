public import Datasets
import Networks
import Tensors

extension PruningScore {
  /// |Σ w·(H g)| over a unit's weights and its bias, for `structure: .units`: how far the flow of gradients ‖g‖² changes
  /// with a gate on the unit, to first order; g the gradient that is there, H the Hessian of the mean loss.
  ///
  /// Gates of the authors' code stand at a unit's input and at its output and also move the gradient itself; here they only
  /// move the weights, which for ReLU is one and the same on both sides.
  ///
  /// Source: Rachwan, Zügner, Charpentier, Geisler, Ayle, Günnemann, "Winning the lottery ahead of time: efficient early
  /// network pruning", arXiv:2206.10451.
  public static func cropUnits(on samples: Samples, batch: Int = 128) -> PruningScore {
    PruningScore(
      ".cropUnits(on: \(samples.count) samples)", ofUnits: true, demand: fits(samples, batch),
      ofNetwork: { network, checkpoint in
        let gradient = LossGradient(network, on: samples, batch: batch, isHeld: true)
        let parts = gradient.tensors(
          try gradient.hessianTimesGradient(step: flowStep, checkpoint: checkpoint)
        ) { $0 * $1 }
        var scores: [String: Tensor] = [:]
        for parameter in network.parameters where parameter.isPrunable {
          guard let products = parts[parameter.name]?.doubles else { continue }
          let units = parameter.value.shape[0]
          let width = products.count / units
          let biases = parts[parameter.layerName + ".bias"]?.doubles
          let flows = (0..<units).map { unit -> Double in
            let weights = products[unit * width..<(unit + 1) * width].reduce(0, +)
            return abs(weights + (biases?[unit] ?? 0))
          }
          scores[parameter.name] = Tensor([units], flows)
        }
        return scores
      })
  }
}
