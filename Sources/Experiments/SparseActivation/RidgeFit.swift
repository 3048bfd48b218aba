import Tensors

/// The weights of a linear layer over features that minimise Σ (y - f · w)² + n λ ‖w‖², in closed form.
struct RidgeFit {
  let weights: [Double]

  /// Points whose features are made at once: a few tens of milliseconds between looks for an interrupt.
  private static let chunk = 256

  /// - Parameters:
  ///   - points: [n, inputs].
  ///   - penalty: λ.
  ///   - features: those of some of the points, [points, width].
  /// - Throws: `ExperimentError.setting` where λ is too small for the features; `Interrupted`.
  /// - Complexity: O(n · width²).
  init(
    _ points: [Double], _ targets: [Double], width: Int, penalty: Double, checkpoint: Checkpoint,
    _ features: ([Double]) -> [Double]
  ) throws {
    var gram = [Double](repeating: 0, count: width * width)
    var moments = [Double](repeating: 0, count: width)
    var product = gram
    try RidgeFit.forEachChunk(of: points, checkpoint: checkpoint) { first, chunk in
      let values = features(chunk)
      let rows = values.count / width
      BLAS.multiply(
        MatrixOperand(values, width, rows, isTransposed: true), MatrixOperand(values, rows, width), into: &product)
      for index in gram.indices { gram[index] += product[index] }
      for row in 0..<rows {
        let target = targets[first + row]
        for column in 0..<width { moments[column] += target * values[row * width + column] }
      }
    }
    for index in 0..<width { gram[index * width + index] += penalty * Double(targets.count) }
    guard let factor = try Cholesky(gram, order: width, checkpoint: checkpoint) else {
      throw ExperimentError.setting(
        name: "penalty", expected: "a positive number that makes the normal equations solvable", found: "\(penalty)")
    }
    weights = factor.solve(moments)
  }

  /// f · w at points.
  func values(
    at points: [Double], checkpoint: Checkpoint, _ features: ([Double]) -> [Double]
  ) throws(Interrupted) -> [Double] {
    var all: [Double] = []
    let width = weights.count
    try RidgeFit.forEachChunk(of: points, checkpoint: checkpoint) { _, chunk in
      let values = features(chunk)
      for first in stride(from: 0, to: values.count, by: width) {
        var sum = 0.0
        for column in 0..<width { sum += values[first + column] * weights[column] }
        all.append(sum)
      }
    }
    return all
  }

  private static func forEachChunk(
    of points: [Double], checkpoint: Checkpoint, _ body: (Int, [Double]) -> Void
  ) throws(Interrupted) {
    let inputs = ActivationTarget.inputs
    let count = points.count / inputs
    for first in stride(from: 0, to: count, by: chunk) {
      try checkpoint.check()
      body(first, Array(points[first * inputs..<min(first + chunk, count) * inputs]))
    }
  }
}
