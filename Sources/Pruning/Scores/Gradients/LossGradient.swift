import Datasets
import Glibc
import Networks
import Tensors

/// Mean gradients of the cross-entropy over samples, at a network's numbers or a step away from them.
///
/// Numbers lie in one flat vector, as `Differentiator` has them.
final class LossGradient {
  private let network: Network
  private let samples: Samples
  private let batch: Int
  private let temperature: Double
  private let differentiator: Differentiator
  private let start: [Float]
  /// Whether each number is a weight that is there: what a pruned network can still move.
  private let isFree: [Bool]

  /// - Parameter temperature: what logits are divided by.
  init(_ network: Network, on samples: Samples, batch: Int, temperature: Double = 1) {
    self.network = network
    self.samples = samples
    self.batch = min(batch, samples.count)
    self.temperature = temperature
    differentiator = Differentiator(network, batch: min(batch, samples.count))
    start = Array(differentiator.parameters)
    var isFree = [Bool](repeating: false, count: start.count)
    for (parameter, range) in zip(network.parameters, differentiator.ranges) where parameter.isPrunable {
      for (offset, place) in range.enumerated() { isFree[place] = parameter.mask?.kept[offset] != 0 }
    }
    self.isFree = isFree
  }

  /// The mean gradient.
  /// - Throws: `Interrupted`.
  func mean(checkpoint: Checkpoint) throws -> [Double] {
    var sums = [Double](repeating: 0, count: start.count)
    for first in stride(from: 0, to: samples.count, by: batch) {
      let rows = Array(first..<min(first + batch, samples.count))
      if temperature == 1 {
        _ = try differentiator.differentiate(rows[...], of: samples, checkpoint: checkpoint)
      } else {
        _ = try differentiator.differentiate(rows[...], of: samples, checkpoint: checkpoint) { logits in
          tempered(logits, rows.map { samples.labels[$0] })
        }
      }
      let share = Double(rows.count) / Double(samples.count)
      for (place, slope) in differentiator.gradient.enumerated() { sums[place] += share * Double(slope) }
      checkpoint.report(Progress("score", first + rows.count, of: samples.count, unit: "sample"))
    }
    return sums
  }

  /// H·v over the weights that are there, H the Hessian of the mean loss and v the gradient by these weights, as a
  /// central difference of exact gradients: (∇L(w + εv) - ∇L(w - εv)) / 2ε with ε = `step` · ‖w‖ / ‖v‖.
  ///
  /// What the gradient makes of a step of single precision is about 10⁻⁷/`step` of it; the step also carries some ReLUs
  /// over their kinks, where the Hessian of neither side counts.
  /// - Throws: `Interrupted`.
  func hessianTimesGradient(step: Double, checkpoint: Checkpoint) throws -> [Double] {
    let direction = zip(try mean(checkpoint: checkpoint), isFree).map { $1 ? $0 : 0 }
    let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0 else { return direction }
    let weights = zip(start, isFree).reduce(0) { $1.1 ? $0 + Double($1.0) * Double($1.0) : $0 }.squareRoot()
    let epsilon = step * weights / length
    func gradient(_ sign: Double) throws -> [Double] {
      for (place, slope) in direction.enumerated() {
        differentiator.parameters[place] = Float(Double(start[place]) + sign * epsilon * slope)
      }
      return try mean(checkpoint: checkpoint)
    }
    let (ahead, behind) = (try gradient(1), try gradient(-1))
    for place in start.indices { differentiator.parameters[place] = start[place] }
    return zip(ahead, behind).map { ($0 - $1) / (2 * epsilon) }
  }

  /// A tensor a parameter out of its numbers and those of a vector.
  func tensors(_ vector: [Double], _ number: (_ w: Double, _ value: Double) -> Double) -> [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for (parameter, range) in zip(network.parameters, differentiator.ranges) where parameter.isTrained {
      let values = parameter.value.doubles
      tensors[parameter.name] = Tensor(
        parameter.value.shape, zip(values, range).map { number($0, vector[$1]) })
    }
    return tensors
  }

  /// The mean cross-entropy of logits over the temperature, and its gradient.
  private func tempered(_ logits: Tensor, _ labels: [Int]) -> (value: Double, gradient: Tensor) {
    let (rows, classes, values) = (logits.shape[0], logits.shape[1], logits.doubles)
    var loss = 0.0
    var gradient = [Float](repeating: 0, count: values.count)
    for row in 0..<rows {
      let scaled = values[row * classes..<(row + 1) * classes].map { $0 / temperature }
      let top = scaled.max() ?? 0
      let exponentials = scaled.map { exp($0 - top) }
      let sum = exponentials.reduce(0, +)
      loss += top + log(sum) - scaled[labels[row]]
      for label in 0..<classes {
        let slope = exponentials[label] / sum - (label == labels[row] ? 1 : 0)
        gradient[row * classes + label] = Float(slope / temperature / Double(rows))
      }
    }
    return (loss / Double(rows), Tensor(logits.shape, gradient))
  }
}
