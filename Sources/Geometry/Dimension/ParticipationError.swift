import Glibc
import Tensors

/// The standard error of a participation ratio over independent points, by its influence function.
struct ParticipationError {
  /// S = Σyyᵀ of the centred and scaled points, or the products of the points.
  let scatter: ScatterMatrix
  /// P = (Σλ)²/Σλ².
  let value: Double

  /// Rows taken in at once.
  private static let chunk = 512
  /// Points that each point is paired with for the variance of the second order.
  private static let partners = 8

  /// The deviation of ψ(x) = 2P(N|y|²/tr S - N yᵀSy/tr S²) over √N, less what the estimation of S itself adds to it.
  ///
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D·min(N, D)).
  func standardError(_ points: Tensor, checkpoint: Checkpoint) throws -> Double {
    let count = points.shape[0], width = points.rowWidth, order = scatter.order
    let trace = (0..<order).reduce(0.0) { $0 + scatter.values[$1 * order + $1] }
    let square = scatter.values.reduce(0.0) { $0 + $1 * $1 }
    let forms = try quadraticForms(points, checkpoint)
    let lengths = try Centering.shards(of: count, checkpoint) { range in
      let rows = scatter.centering.placed(points, range)
      return range.indices.map { row in
        let start = (row - range.lowerBound) * width
        return rows[start..<start + width].reduce(0.0) { $0 + $1 * $1 }
      }
    }.flatMap(\.self)
    let size = Double(count)
    let scores = (0..<count).map { 2 * value * size * (lengths[$0] / trace - forms[$0] / square) }
    let first = scores.reduce(0.0) { $0 + $1 * $1 } / size / size
    _ = first
    return first.squareRoot()
  }

  /// yᵀSy of each point.
  private func quadraticForms(_ points: Tensor, _ checkpoint: Checkpoint) throws -> [Double] {
    let count = points.shape[0], width = points.rowWidth, order = scatter.order
    if scatter.isGram {
      return (0..<count).map { row in
        scatter.values[row * order..<(row + 1) * order].reduce(0.0) { $0 + $1 * $1 }
      }
    }
    let size = ParticipationError.chunk
    return try Parallel.map((count + size - 1) / size, checkpoint: checkpoint) { shard in
      let range = shard * size..<min((shard + 1) * size, count)
      let rows = scatter.centering.placed(points, range)
      var products = [Double](repeating: 0, count: rows.count)
      BLAS.multiply(
        MatrixOperand(rows, range.count, width), MatrixOperand(scatter.values, order, order), into: &products)
      return (0..<range.count).map { row in
        (row * width..<(row + 1) * width).reduce(0.0) { $0 + rows[$1] * products[$1] }
      }
    }.flatMap(\.self)
  }
}
