import Glibc
import Tensors

/// A layer of units and a linear layer on top, trained together: f(x) = Σ vⱼ max(aⱼ · x + bⱼ, 0) over the `active`
/// largest units of x.
struct TrainedUnits {
  private let count: Int
  private let active: Int
  private let seed: Int
  /// Weights [inputs, count], offsets and top weights, one after the other.
  private var parameters: [Double]

  private static let batch = 100
  private static let rate = 3e-3

  /// The units start random and the top layer at 0.
  init(_ units: RandomUnits, active: Int, seed: Int) {
    count = units.count
    self.active = active
    self.seed = seed
    parameters = units.weights + units.offsets + [Double](repeating: 0, count: units.count)
  }

  /// Adam over shuffled batches (stream `order`).
  /// - Throws: `Interrupted`.
  /// - Complexity: O(epochs · points · units).
  mutating func learn(
    _ points: [Double], _ targets: [Double], epochs: Int, checkpoint: Checkpoint
  ) throws(Interrupted) {
    let inputs = ActivationTarget.inputs
    var first = [Double](repeating: 0, count: parameters.count)
    var second = first
    var step = 0.0
    for epoch in 0..<epochs {
      var order = RandomStream(seed: seed, name: "order", index: epoch)
      let rows = order.permutation(of: targets.count)
      for start in stride(from: 0, to: rows.count, by: TrainedUnits.batch) {
        try checkpoint.check()
        let batch = rows[start..<min(start + TrainedUnits.batch, rows.count)]
        let slopes = gradient(
          batch.flatMap { points[$0 * inputs..<($0 + 1) * inputs] }, batch.map { targets[$0] })
        step += 1
        let scale = TrainedUnits.rate * (1 - pow(0.999, step)).squareRoot() / (1 - pow(0.9, step))
        for index in parameters.indices {
          first[index] += 0.1 * (slopes[index] - first[index])
          second[index] += 0.001 * (slopes[index] * slopes[index] - second[index])
          parameters[index] -= scale * first[index] / (second[index].squareRoot() + 1e-8)
        }
      }
    }
  }

  /// f at points.
  func values(at points: [Double]) -> [Double] {
    let top = parameters[(ActivationTarget.inputs + 1) * count..<parameters.count]
    let chunk = 1_000 * ActivationTarget.inputs
    return stride(from: 0, to: points.count, by: chunk).flatMap { start -> [Double] in
      let units = activations(Array(points[start..<min(start + chunk, points.count)]))
      return stride(from: 0, to: units.count, by: count).map { row in
        zip(units[row..<row + count], top).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
  }

  private func activations(_ points: [Double]) -> [Double] {
    let inputs = ActivationTarget.inputs
    let units = RandomUnits(
      weights: Array(parameters[..<(inputs * count)]),
      offsets: Array(parameters[(inputs * count)..<((inputs + 1) * count)]))
    return units.values(at: points, active: active)
  }

  /// Of the mean squared error of a batch.
  private func gradient(_ points: [Double], _ targets: [Double]) -> [Double] {
    let (inputs, rows) = (ActivationTarget.inputs, targets.count)
    let units = activations(points)
    let top = (inputs + 1) * count
    var slopes = [Double](repeating: 0, count: parameters.count)
    var upstream = [Double](repeating: 0, count: units.count)
    for row in 0..<rows {
      var value = -targets[row]
      for unit in 0..<count { value += units[row * count + unit] * parameters[top + unit] }
      let slope = 2 * value / Double(rows)
      for unit in 0..<count where units[row * count + unit] > 0 {
        slopes[top + unit] += slope * units[row * count + unit]
        upstream[row * count + unit] = slope * parameters[top + unit]
        slopes[inputs * count + unit] += slope * parameters[top + unit]
      }
    }
    var product = [Double](repeating: 0, count: inputs * count)
    BLAS.multiply(
      MatrixOperand(points, inputs, rows, isTransposed: true), MatrixOperand(upstream, rows, count), into: &product)
    for index in product.indices { slopes[index] = product[index] }
    return slopes
  }
}
