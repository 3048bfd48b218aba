import Tensors

extension PointMatrix {
  /// For each of some vectors v the smallest ⟨p_j, v⟩ over all rows, or all but one: a product a tile of rows.
  /// - Parameters:
  ///   - vectors: m × columns.
  ///   - leavingOut: for each vector a row that does not count, or nil.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(m·rows·columns).
  func smallestProducts(
    with vectors: [Double], leavingOut: [Int?], checkpoint: Checkpoint
  ) throws(Interrupted) -> [Double] {
    let m = leavingOut.count, size = 512
    var smallest = [Double](repeating: .infinity, count: m)
    var products = [Double](repeating: 0, count: m * size)
    values.withUnsafeBufferPointer { values in
      vectors.withUnsafeBufferPointer { vectors in
        products.withUnsafeMutableBufferPointer { products in
          guard let values = values.baseAddress, let vectors = vectors.baseAddress, let products = products.baseAddress
          else { return }
          for first in stride(from: 0, to: rows, by: size) where !checkpoint.isInterrupted {
            let tile = min(size, rows - first)
            BLAS.multiply(
              MatrixView(vectors, rows: m, columns: columns),
              MatrixView(values + first * columns, rows: tile, columns: columns).transposed, into: products,
              stride: size)
            for vector in 0..<m {
              let own = products + vector * size
              if let row = leavingOut[vector], row >= first, row < first + tile { own[row - first] = .infinity }
              var least = smallest[vector]
              for index in 0..<tile where own[index] < least { least = own[index] }
              smallest[vector] = least
            }
          }
        }
      }
    }
    try checkpoint.check()
    return smallest
  }
}
