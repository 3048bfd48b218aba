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
    let second = try secondOrder(points, lengths: lengths, forms: forms, trace: trace, square: square, checkpoint)
    // The estimate of the first order takes in the second twice.
    return (max(first - 2 * second, 0) + second).squareRoot()
  }

  /// E[h²]/(2N²) for the second derivative h of P along two points, over pairs of rows at eight distances.
  ///
  /// With e = |x|² - T, f = |y|² - T, T = tr C, Q = tr C², u = xᵀCx - Q, v = yᵀCy - Q and
  /// g = ⟨x, y⟩² - xᵀCx - yᵀCy + Q: h = 2ef/Q - 4T(ev + fu)/Q² + T²(8uv/Q³ - 2g/Q²).
  private func secondOrder(
    _ points: Tensor, lengths: [Double], forms: [Double], trace: Double, square: Double, _ checkpoint: Checkpoint
  ) throws -> Double {
    let count = points.shape[0], width = points.rowWidth, size = Double(count)
    let t = trace / size, q = square / size / size
    let distances = Set(
      (1...ParticipationError.partners).map { max($0 * (count / 2) / ParticipationError.partners, 1) }
    )
    .sorted()
    let parts = try Centering.shards(of: count, checkpoint) { range -> Double in
      let rows = scatter.centering.placed(points, range)
      var sum = 0.0
      for distance in distances {
        let partners = range.map { ($0 + distance) % count }
        for (offset, partner) in partners.enumerated() {
          let other = scatter.centering.placed(points, partner..<partner + 1)
          let product = (0..<width).reduce(0.0) { $0 + rows[offset * width + $1] * other[$1] }
          let own = range.lowerBound + offset
          let e = lengths[own] - t, f = lengths[partner] - t
          let u = forms[own] / size - q, v = forms[partner] / size - q
          let g = product * product - u - v - q
          let h =
            2 * e * f / q - 4 * t * (e * v + f * u) / (q * q) + t * t * (8 * u * v / (q * q * q) - 2 * g / (q * q))
          sum += h * h
        }
      }
      return sum
    }
    return parts.reduce(0, +) / (size * Double(distances.count)) / (2 * size * size)
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
