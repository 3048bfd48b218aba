import Tensors

extension Neighborhood {
  /// Eigenvalues of Σvvᵀ over the vectors, descending, min(k, D) of them; products and vectors are spent.
  ///
  /// - Complexity: O(min(k, D)³) beside the products.
  func scatterEigenvalues() -> [Double] {
    let order = min(count, width)
    var solver = SymmetricSolver(capacity: order)
    if count <= width {
      try? solver.solve(products, order: order)
    } else {
      // k² places hold the D² products of coordinates.
      let view = MatrixView(UnsafePointer(vectors), rows: count, columns: width)
      BLAS.multiply(view.transposed, view, into: products, stride: width)
      try? solver.solve(products, order: order)
    }
    return solver.values.reversed()
  }

  /// The vectors, k × D.
  func copiedVectors() -> [Double] { Array(UnsafeBufferPointer(start: vectors, count: count * width)) }
}
