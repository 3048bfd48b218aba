import CKernels
import Tensors

/// The product of two blocks of rows and the scan of its entries |x|² + |y|² - 2⟨x, y⟩.
///
/// An entry at most the limit of its row (or, within one set, of its column) is a candidate.
struct BlockPass {
  let left: PreparedRows.Pointers
  let right: PreparedRows.Pointers
  /// Whether both sides are one set: an entry then serves its row and its column.
  let isOneSet: Bool
  /// For each row of the left the row of the right that does not count, or -1; nil within one set.
  let excluded: UnsafePointer<Int32>?
  let table: CandidateTable
  let leftSize: Int
  let rightSize: Int

  func meet(_ first: Int, _ second: Int) {
    let above = first * leftSize..<min((first + 1) * leftSize, left.count)
    let aside = second * rightSize..<min((second + 1) * rightSize, right.count)
    let product = UnsafeMutablePointer<Float>.allocate(capacity: above.count * aside.count)
    defer { product.deallocate() }
    BLAS.multiply(
      MatrixView(left.rows + above.lowerBound * left.width, rows: above.count, columns: left.width),
      MatrixView(right.rows + aside.lowerBound * right.width, rows: aside.count, columns: right.width).transposed,
      into: product, stride: aside.count, alpha: -2)
    for row in above {
      let products = product + (row - above.lowerBound) * aside.count - aside.lowerBound
      if isOneSet {
        // In a block's product with itself only the entries right of the diagonal count.
        scanBoth(row, (first == second ? row + 1 : aside.lowerBound)..<aside.upperBound, products)
      } else {
        scan(row, aside, products)
      }
    }
  }

  private func scanBoth(_ row: Int, _ columns: Range<Int>, _ products: UnsafePointer<Float>) {
    scan(row, columns, products, table.limits)
  }

  private func scan(_ row: Int, _ columns: Range<Int>, _ products: UnsafePointer<Float>) {
    scan(row, columns, products, nil)
  }

  /// Offers the entries at most the limit of their row or, where there are any, of their column.
  private func scan(
    _ row: Int, _ columns: Range<Int>, _ products: UnsafePointer<Float>, _ limits: UnsafePointer<Float>?
  ) {
    let square = left.squares[row]
    var column = columns.lowerBound
    while true {
      var bits: UInt32 = 0
      column = espalier_near_block(
        products, right.squares, limits, square, table.limits[row], column, columns.upperBound, &bits)
      if bits == 0 { break }
      while bits != 0 {
        let place = column + bits.trailingZeroBitCount
        bits &= bits - 1
        offer(row, place, products[place] + right.squares[place] + square)
      }
      column += 16
    }
    while column < columns.upperBound {
      let entry = products[column] + right.squares[column] + square
      if entry <= max(limits?[column] ?? -.infinity, table.limits[row]) { offer(row, column, entry) }
      column += 1
    }
  }

  private func offer(_ row: Int, _ column: Int, _ entry: Float) {
    if let excluded, Int(excluded[row]) == column { return }
    table.offer(entry, Int32(truncatingIfNeeded: column), to: row)
    if isOneSet { table.offer(entry, Int32(truncatingIfNeeded: row), to: column) }
  }
}
