/// The numerical rank of a symmetric positive semidefinite matrix.
enum PivotedCholesky {
  /// Pivots taken, each the largest left, until none exceeds `tolerance` times its own diagonal entry.
  /// - Complexity: O(order²·rank).
  static func rank(_ matrix: [Double], order: Int, tolerance: Double) -> Int {
    var left = (0..<order).map { matrix[$0 * order + $0] }
    let scale = left
    var columns: [[Double]] = []
    while columns.count < order {
      var pivot = -1
      for row in 0..<order where left[row] > tolerance * scale[row] && (pivot < 0 || left[row] > left[pivot]) {
        pivot = row
      }
      guard pivot >= 0 else { break }
      var column = Array(matrix[pivot * order..<(pivot + 1) * order])
      for earlier in columns { DenseVector.add(earlier, times: -earlier[pivot], to: &column) }
      let root = left[pivot].squareRoot()
      for row in 0..<order {
        column[row] /= root
        left[row] -= column[row] * column[row]
      }
      left[pivot] = 0
      columns.append(column)
    }
    return columns.count
  }
}
