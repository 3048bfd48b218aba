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
  private let gates = FrozenGates()
  private let differentiator: Differentiator
  private let start: [Float]
  /// Whether each number is a weight that is there: what a pruned network can still move.
  private let isFree: [Bool]

  /// - Parameters:
  ///   - temperature: what logits are divided by.
  ///   - isHeld: whether ReLUs and max pools can be held, for second derivatives; dropout then lets everything pass.
  init(_ network: Network, on samples: Samples, batch: Int, temperature: Double = 1, isHeld: Bool = false) {
    self.network = network
    self.samples = samples
    self.batch = min(batch, samples.count)
    self.temperature = temperature
    differentiator = Differentiator(
      network, batch: min(batch, samples.count), gates: isHeld ? gates : nil)
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
    try forEachBatch(checkpoint) { rows in
      try differentiate(rows, checkpoint)
      add(Double(rows.count) / Double(samples.count), to: &sums)
    }
    return sums
  }

  /// H·v over the weights that are there, H the Hessian of the mean loss and v the gradient by these weights.
  ///
  /// It is the central difference of exact gradients, (∇L(w + εv) - ∇L(w - εv)) / 2ε with ε = `step` · ‖w‖ / ‖v‖, while
  /// every ReLU and max pool is held to what it did at w: the Hessian of such layers is that of the smooth piece that w
  /// lies on, and a step over a kink would count the jump of the gradient there. What is left are roundings of single
  /// precision, about 10⁻⁷/`step` of a gradient, and a part of the order of `step`².
  /// - Throws: `Interrupted`.
  func hessianTimesGradient(step: Double, checkpoint: Checkpoint) throws -> [Double] {
    let direction = zip(try mean(checkpoint: checkpoint), isFree).map { $1 ? $0 : 0 }
    let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0 else { return direction }
    let weights = zip(start, isFree).reduce(0) { $1.1 ? $0 + Double($1.0) * Double($1.0) : $0 }.squareRoot()
    let epsilon = step * weights / length
    var product = [Double](repeating: 0, count: start.count)
    defer { gates.isRecording = true }
    try forEachBatch(checkpoint) { rows in
      move(by: 0, along: direction)
      gates.isRecording = true
      try differentiate(rows, checkpoint)
      gates.isRecording = false
      for sign in [1.0, -1] {
        move(by: sign * epsilon, along: direction)
        try differentiate(rows, checkpoint)
        add(sign * Double(rows.count) / Double(samples.count) / (2 * epsilon), to: &product)
      }
    }
    move(by: 0, along: direction)
    return product
  }

  private func forEachBatch(_ checkpoint: Checkpoint, _ body: ([Int]) throws -> Void) throws {
    for first in stride(from: 0, to: samples.count, by: batch) {
      let rows = Array(first..<min(first + batch, samples.count))
      try body(rows)
      checkpoint.report(Progress("score", first + rows.count, of: samples.count, unit: "sample"))
    }
  }

  private func differentiate(_ rows: [Int], _ checkpoint: Checkpoint) throws {
    if temperature == 1 {
      _ = try differentiator.differentiate(rows[...], of: samples, checkpoint: checkpoint)
    } else {
      _ = try differentiator.differentiate(rows[...], of: samples, checkpoint: checkpoint) { logits in
        tempered(logits, rows.map { samples.labels[$0] })
      }
    }
  }

  private func add(_ factor: Double, to sums: inout [Double]) {
    for (place, slope) in differentiator.gradient.enumerated() { sums[place] += factor * Double(slope) }
  }

  private func move(by distance: Double, along direction: [Double]) {
    for (place, slope) in direction.enumerated() {
      differentiator.parameters[place] = Float(Double(start[place]) + distance * slope)
    }
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
