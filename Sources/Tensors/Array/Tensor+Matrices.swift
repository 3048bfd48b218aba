extension Tensor {
  /// The matrix product [m, k] · [k, n] → [m, n] through BLAS.
  /// - Throws: `TensorError.rank` unless both are matrices, `.shapes` where the inner extents differ, `Interrupted`.
  /// - Complexity: O(m·k·n).
  public func matmul(_ other: Tensor, checkpoint: Checkpoint = .none) throws -> Tensor {
    guard rank == 2 else { throw TensorError.rank(operation: "matmul", expected: 2, found: shape) }
    guard other.rank == 2 else { throw TensorError.rank(operation: "matmul", expected: 2, found: other.shape) }
    guard shape[1] == other.shape[0] else { throw TensorError.shapes(operation: "matmul", shape, other.shape) }
    let (m, k, n) = (shape[0], shape[1], other.shape[1])
    switch (storage, other.storage) {
    case (.float(let a), .float(let b)):
      var c = [Float](repeating: 0, count: m * n)
      try BLAS.multiplyInPanels(.init(a, m, k), .init(b, k, n), into: &c, checkpoint: checkpoint)
      return Tensor([m, n], c)
    default:
      var c = [Double](repeating: 0, count: m * n)
      try BLAS.multiplyInPanels(.init(doubles, m, k), .init(other.doubles, k, n), into: &c, checkpoint: checkpoint)
      return Tensor([m, n], c)
    }
  }

  /// The transpose of a matrix.
  /// - Throws: `TensorError.rank` unless a matrix.
  public func transposed() throws(TensorError) -> Tensor {
    guard rank == 2 else { throw .rank(operation: "transposed", expected: 2, found: shape) }
    let (rows, columns) = (shape[0], shape[1])
    // In blocks, so that both sides stay in the cache.
    let block = 32
    func flip<Scalar>(_ values: [Scalar]) -> [Scalar] {
      [Scalar](unsafeUninitializedCapacity: values.count) { flipped, count in
        for top in stride(from: 0, to: rows, by: block) {
          for left in stride(from: 0, to: columns, by: block) {
            for column in left..<min(left + block, columns) {
              for row in top..<min(top + block, rows) {
                flipped.initializeElement(at: column * rows + row, to: values[row * columns + column])
              }
            }
          }
        }
        count = values.count
      }
    }
    switch storage {
    case .float(let values): return Tensor([columns, rows], flip(values))
    case .double(let values): return Tensor([columns, rows], flip(values))
    }
  }
}
