/// The active points of Wolfe's algorithm and the factor of their Gram matrix.
///
/// With rows q_s = p_s - x and q̂_s = (1, q_s), R is the upper triangle with RᵀR = Q̂Q̂ᵀ. Adding a point costs O(m·D),
/// removing one O(m²); both products with R are refined once against the rows themselves, so that the conditioning of
/// the rows, not its square, decides the accuracy.
struct Corral {
  private(set) var indices: [Int] = []
  private var rows: [[Double]] = []
  /// Column j of R, j + 1 entries.
  private var factor: [[Double]] = []

  /// A new row whose part outside the span of the others is smaller than this share of it counts as dependent.
  private static let dependence = 1e-14

  /// Adds a point; false, and nothing changed, where it depends affinely on the others.
  mutating func append(_ index: Int, _ row: [Double]) -> Bool {
    var residual = row
    // The leading 1 of q̂.
    var lead = 1.0
    var column = [Double](repeating: 0, count: rows.count)
    for _ in 0..<2 {
      let projection = solveTransposed(rows.map { lead + DenseVector.dot($0, residual) })
      for (position, value) in projection.enumerated() { column[position] += value }
      for (position, share) in solve(projection).enumerated() {
        lead -= share
        DenseVector.add(rows[position], times: -share, to: &residual)
      }
    }
    let rest = (lead * lead + DenseVector.dot(residual, residual)).squareRoot()
    guard rest > Corral.dependence * (1 + DenseVector.dot(row, row)).squareRoot() else { return false }
    indices.append(index)
    rows.append(row)
    factor.append(column + [rest])
    return true
  }

  /// Removes a point and turns R back to a triangle by plane rotations.
  mutating func remove(at position: Int) {
    indices.remove(at: position)
    rows.remove(at: position)
    factor.remove(at: position)
    for row in position..<factor.count {
      // The entry below the diagonal of column `row` is rotated into the diagonal.
      let a = factor[row][row], b = factor[row][row + 1]
      let length = (a * a + b * b).squareRoot()
      let cosine = length > 0 ? a / length : 1, sine = length > 0 ? b / length : 0
      for column in row..<factor.count {
        let upper = factor[column][row], lower = factor[column][row + 1]
        factor[column][row] = cosine * upper + sine * lower
        factor[column][row + 1] = cosine * lower - sine * upper
      }
      factor[row].removeLast()
    }
  }

  /// The weights Σλ = 1 with the shortest Σλ_s q_s; some may be negative.
  func affineMinimizer() -> [Double] {
    let ones = [Double](repeating: 1, count: rows.count)
    let base = solve(solveTransposed(ones))
    let sum = base.reduce(0, +)
    var weights = base.map { $0 / sum }
    // At the minimum ⟨q_s, y⟩ is the same for every s: solve for the correction that makes it so, of sum zero.
    let y = combination(weights)
    let correction = solve(solveTransposed(rows.map { -DenseVector.dot($0, y) }))
    let excess = correction.reduce(0, +) / sum
    for position in weights.indices { weights[position] += correction[position] - excess * base[position] }
    return weights
  }

  /// Σ w_s q_s.
  func combination(_ weights: [Double]) -> [Double] {
    var y = [Double](repeating: 0, count: rows.first?.count ?? 0)
    for (row, weight) in zip(rows, weights) { DenseVector.add(row, times: weight, to: &y) }
    return y
  }

  /// a with Rᵀa = b.
  private func solveTransposed(_ b: [Double]) -> [Double] {
    var a = b
    for column in a.indices {
      var value = b[column]
      for row in 0..<column { value -= factor[column][row] * a[row] }
      a[column] = value / factor[column][column]
    }
    return a
  }

  /// a with Ra = b.
  private func solve(_ b: [Double]) -> [Double] {
    var a = b
    for column in a.indices.reversed() {
      a[column] /= factor[column][column]
      for row in 0..<column { a[row] -= factor[column][row] * a[column] }
    }
    return a
  }
}
