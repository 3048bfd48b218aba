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

  /// Copies a row.
  /// - Precondition: the row exists and `memory` holds as many numbers.
  func copyRow(_ index: Int, to memory: UnsafeMutablePointer<Double>) {
    precondition(index >= 0 && index < rows)
    values.withUnsafeBufferPointer { values in
      if let base = values.baseAddress { memory.update(from: base + index * columns, count: columns) }
    }
  }

  /// ⟨p_index, v⟩.
  /// - Precondition: the row exists and `vector.count == columns`.
  func product(_ index: Int, _ vector: [Double]) -> Double {
    precondition(index >= 0 && index < rows && vector.count == columns)
    return values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return 0 }
      return vector.withUnsafeBufferPointer { vector in
        guard let vector = vector.baseAddress else { return 0 }
        return DenseVector.dot(base + index * columns, vector, count: columns)
      }
    }
  }

  /// |p_index - x|², by direct differences.
  /// - Precondition: the row exists and `x.count == columns`.
  func square(_ index: Int, _ x: [Double]) -> Double {
    precondition(index >= 0 && index < rows && x.count == columns)
    return values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return 0 }
      return x.withUnsafeBufferPointer { x in
        guard let x = x.baseAddress else { return 0 }
        return SquaredDistance.between(base + index * columns, x, count: columns, scale: 1)
      }
    }
  }

  /// Rows whose products are computed between two looks for an interrupt.
  private static let block = 4096

  /// ⟨p_j, v⟩ for every row.
  /// - Precondition: `vector.count == columns` and `products.count == rows`.
  /// - Throws: `Interrupted`; the products are then incomplete.
  /// - Complexity: O(rows·columns).
  func products(
    with vector: [Double], into products: inout [Double], checkpoint: Checkpoint
  ) throws(Interrupted) {
    precondition(vector.count == columns && products.count == rows)
    values.withUnsafeBufferPointer { values in
      vector.withUnsafeBufferPointer { vector in
        products.withUnsafeMutableBufferPointer { products in
          guard let values = values.baseAddress, let vector = vector.baseAddress, let products = products.baseAddress
          else { return }
          for first in stride(from: 0, to: rows, by: Self.block) where !checkpoint.isInterrupted {
            let part = MatrixView(
              values + first * columns, rows: min(Self.block, rows - first), columns: columns)
            BLAS.multiply(part, vector: vector, into: products + first)
          }
        }
      }
    }
    try checkpoint.check()
  }
}
