/// The factor L of a symmetric positive definite matrix, A = L · Lᵀ, in double precision.
package struct Cholesky {
  /// L row after row; what lies above the diagonal is left over from A.
  private let factor: [Double]
  package let order: Int

  /// Columns that are factored at once; the products behind them go through BLAS.
  private static let block = 64

  /// The factor, or nil where the matrix is not positive definite to rounding.
  /// - Precondition: `a` has order² numbers; only the lower triangle is read.
  /// - Throws: `Interrupted`, looked for once a block of columns.
  /// - Complexity: O(order³ / 3).
  package init?(_ a: [Double], order: Int, checkpoint: Checkpoint = .none) throws(Interrupted) {
    precondition(a.count == order * order)
    self.order = order
    var values = a
    var isDefinite = true
    for first in stride(from: 0, to: order, by: Cholesky.block) where isDefinite {
      try checkpoint.check()
      let width = min(Cholesky.block, order - first)
      values.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        let panel = base + first * order
        if first > 0 {
          let above = MatrixView(UnsafePointer(panel), rows: width, columns: first, stride: order).transposed
          BLAS.multiply(
            MatrixView(UnsafePointer(panel), rows: order - first, columns: first, stride: order), above,
            into: panel + first, stride: order, alpha: -1, beta: 1)
        }
        isDefinite = Cholesky.factorColumns(base, order: order, first: first, width: width)
      }
    }
    guard isDefinite else { return nil }
    factor = values
  }

  /// Factors columns from which everything to their left has been taken out.
  /// - Returns: whether the diagonal stayed positive.
  private static func factorColumns(
    _ base: UnsafeMutablePointer<Double>, order: Int, first: Int, width: Int
  ) -> Bool {
    for row in first..<order {
      let own = base + row * order + first
      for column in 0..<min(width, row - first + 1) {
        let other = base + (first + column) * order + first
        var value = own[column]
        for inner in 0..<column { value -= own[inner] * other[inner] }
        if row == first + column {
          guard value > 0 else { return false }
          own[column] = value.squareRoot()
        } else {
          own[column] = value / other[column]
        }
      }
    }
    return true
  }

  /// x of A · x = b.
  /// - Precondition: as many numbers as the matrix has rows.
  package func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == order)
    var x = b
    for row in 0..<order {
      for column in 0..<row { x[row] -= factor[row * order + column] * x[column] }
      x[row] /= factor[row * order + row]
    }
    for row in stride(from: order - 1, through: 0, by: -1) {
      x[row] /= factor[row * order + row]
      for column in 0..<row { x[column] -= factor[row * order + column] * x[row] }
    }
    return x
  }
}
