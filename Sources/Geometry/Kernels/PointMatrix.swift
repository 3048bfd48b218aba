import Tensors

/// Rows of points in double precision, and products with them.
struct PointMatrix: Sendable {
  let values: [Double]
  let rows: Int
  let columns: Int

  /// - Precondition: `values.count == rows * columns`.
  init(_ values: [Double], rows: Int, columns: Int) {
    precondition(values.count == rows * columns)
    self.values = values
    self.rows = rows
    self.columns = columns
  }

  func row(_ index: Int) -> ArraySlice<Double> { values[index * columns..<(index + 1) * columns] }

  /// ⟨p_j, v⟩ for every row.
  /// - Precondition: `vector.count == columns` and `products.count == rows`.
  /// - Complexity: O(rows·columns).
  func products(with vector: [Double], into products: inout [Double]) {
    precondition(vector.count == columns && products.count == rows)
    values.withUnsafeBufferPointer { values in
      vector.withUnsafeBufferPointer { vector in
        products.withUnsafeMutableBufferPointer { products in
          guard let values = values.baseAddress, let vector = vector.baseAddress, let products = products.baseAddress
          else { return }
          BLAS.multiply(MatrixView(values, rows: rows, columns: columns), vector: vector, into: products)
        }
      }
    }
  }
}
