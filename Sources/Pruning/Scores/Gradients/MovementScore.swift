public import Datasets
import Networks
import Tensors

extension PruningScore {
  /// -Σ w·∂L/∂w over steps of training: weights stay that move away from 0. The steps are made here, on a copy, by plain
  /// gradient descent without momentum or decay; the network that is pruned keeps its numbers.
  ///
  /// Source: Sanh, Wolf, Rush, "Movement pruning: adaptive sparsity by fine-tuning", arXiv:2005.07683, which accumulates
  /// the scores during the fine-tuning itself, under masks that change with them.
  /// - Parameters:
  ///   - samples: what is trained on.
  ///   - steps: how many steps.
  ///   - batch: samples a step.
  ///   - rate: how far a step goes.
  ///   - seed: orders the samples, by the stream `order`.
  public static func movement(
    on samples: Samples, steps: Int = 100, batch: Int = 60, rate: Double = 0.1, seed: Int = 0
  ) -> PruningScore {
    let fits = PruningScore.fits(samples, batch)
    return PruningScore(
      ".movement(on: \(samples.count) samples, steps: \(steps), batch: \(batch), rate: \(rate), seed: \(seed))",
      demand: { network in
        guard steps >= 1, steps <= 1_000_000 else {
          throw PruningError.count(name: "steps", expected: "1 to 1000000", found: steps)
        }
        guard rate > 0, rate.isFinite else {
          throw PruningError.fraction(name: "rate", expected: "a positive number", found: rate)
        }
        try fits(network)
      },
      ofNetwork: { network, checkpoint in
        let batch = min(batch, samples.count)
        let differentiator = Differentiator(network, batch: batch, seed: seed)
        var sums = [Double](repeating: 0, count: differentiator.parameters.count)
        // What masks prune does not move, nor do running statistics.
        var isFixed = [Bool](repeating: false, count: sums.count)
        for (parameter, range) in zip(network.parameters, differentiator.ranges) {
          for (offset, place) in range.enumerated() {
            isFixed[place] = !parameter.isTrained || parameter.mask?.kept[offset] == 0
          }
        }
        var order: [Int] = []
        var epoch = 0
        for step in 0..<steps {
          if order.count < batch {
            var stream = RandomStream(seed: seed, name: "order", index: epoch)
            order = stream.permutation(of: samples.count)
            epoch += 1
          }
          let rows = Array(order.suffix(batch))
          order.removeLast(batch)
          _ = try differentiator.differentiate(rows[...], of: samples, checkpoint: checkpoint)
          for place in sums.indices where !isFixed[place] {
            let (weight, slope) = (differentiator.parameters[place], differentiator.gradient[place])
            sums[place] -= Double(weight) * Double(slope)
            differentiator.parameters[place] = weight - Float(rate) * slope
          }
          checkpoint.report(Progress("score", step + 1, of: steps, unit: "step"))
        }
        guard sums.allSatisfy(\.isFinite) else { throw PruningError.overflow(score: ".movement") }
        var scores: [String: Tensor] = [:]
        for (parameter, range) in zip(network.parameters, differentiator.ranges) where parameter.isPrunable {
          scores[parameter.name] = Tensor(parameter.value.shape, Array(sums[range]))
        }
        return scores
      })
  }
}
