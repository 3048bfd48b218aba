extension Tensor {
  /// The matrix product [m, k] · [k, n] → [m, n] through BLAS.
  /// - Throws: `TensorError.rank` unless both are matrices, `.shapes` where the inner extents differ.
  /// - Complexity: O(m·k·n).
  public func matmul(_ other: Tensor) throws(TensorError) -> Tensor {
    guard rank == 2 else { throw .rank(operation: "matmul", expected: 2, found: shape) }
    guard other.rank == 2 else { throw .rank(operation: "matmul", expected: 2, found: other.shape) }
    guard shape[1] == other.shape[0] else { throw .shapes(operation: "matmul", shape, other.shape) }
    let (m, k, n) = (shape[0], shape[1], other.shape[1])
    switch (storage, other.storage) {
    case (.float(let a), .float(let b)):
      var c = [Float](repeating: 0, count: m * n)
      BLAS.multiply(.init(a, m, k), .init(b, k, n), into: &c)
      return Tensor([m, n], c)
    default:
      var c = [Double](repeating: 0, count: m * n)
      BLAS.multiply(.init(doubles, m, k), .init(other.doubles, k, n), into: &c)
      return Tensor([m, n], c)
    }
  }

  /// The transpose of a matrix.
  /// - Throws: `TensorError.rank` unless a matrix.
  public func transposed() throws(TensorError) -> Tensor {
    guard rank == 2 else { throw .rank(operation: "transposed", expected: 2, found: shape) }
    let (rows, columns) = (shape[0], shape[1])
    func flip<Scalar>(_ values: [Scalar]) -> [Scalar] {
      (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
    }
    switch storage {
    case .float(let values): return Tensor([columns, rows], flip(values))
    case .double(let values): return Tensor([columns, rows], flip(values))
    }
  }
}
