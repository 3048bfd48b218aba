import Tensors

/// Products of centred points with each other: Σ(x - x̄)(x - x̄)ᵀ over rows, or the inner products of rows where there
/// are fewer rows than coordinates. Both have the same eigenvalues other than zero.
///
/// Memory: 8·min(N, D)² bytes, and 8·D·min(N, 1024) for the rows at work (8·N·D where N ≤ D).
struct ScatterMatrix {
  /// Symmetric, order × order.
  var values: [Double]
  let order: Int
  /// Means and the power of two that the coordinates were multiplied by.
  let centering: Centering
  /// Whether the entries are products of rows.
  let isGram: Bool

  /// Rows taken in at once.
  private static let chunk = 1024
  /// Side of the blocks that shards compute.
  private static let block = 128

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D·min(N, D)).
  init(_ points: Tensor, checkpoint: Checkpoint) throws {
    let count = points.shape[0], width = points.rowWidth
    centering = try Centering(points, checkpoint: checkpoint)
    isGram = count <= width
    order = min(count, width)
    values = [Double](repeating: 0, count: order * order)
    let step = isGram ? count : ScatterMatrix.chunk
    for first in stride(from: 0, to: count, by: step) {
      let rows = centering.placed(points, first..<min(first + step, count))
      try add(rows, rows: rows.count / width, columns: width, checkpoint)
      checkpoint.report(Progress("covariance", min(first + step, count), of: count, unit: "row"))
    }
    for row in 0..<order {
      for column in 0..<row { values[row * order + column] = values[column * order + row] }
    }
  }

  /// Adds the products of a chunk to the blocks on and above the diagonal.
  private mutating func add(_ chunk: [Double], rows: Int, columns: Int, _ checkpoint: Checkpoint) throws(Interrupted) {
    let size = ScatterMatrix.block, order = order, isGram = isGram
    let blocks = (order + size - 1) / size
    var outcome = Result<Void, Interrupted>.success(())
    chunk.withUnsafeBufferPointer { chunk in
      values.withUnsafeMutableBufferPointer { values in
        guard let chunk = chunk.baseAddress, let values = values.baseAddress else { return }
        outcome = Result { () throws(Interrupted) in
          try Parallel.forEach(blocks * (blocks + 1) / 2, checkpoint: checkpoint) { shard in
            let (top, left) = ScatterMatrix.blockAbove(shard, of: blocks)
            let height = min(size, order - top * size), width = min(size, order - left * size)
            let target = values + top * size * order + left * size
            if isGram {
              BLAS.multiply(
                MatrixView(chunk + top * size * columns, rows: height, columns: columns),
                MatrixView(chunk + left * size * columns, rows: width, columns: columns).transposed,
                into: target, stride: order, beta: 1)
            } else {
              BLAS.multiply(
                MatrixView(chunk + top * size, rows: rows, columns: height, stride: columns).transposed,
                MatrixView(chunk + left * size, rows: rows, columns: width, stride: columns),
                into: target, stride: order, beta: 1)
            }
          }
        }
      }
    }
    try outcome.get()
  }

  /// The row and column of a block counted along the rows of the upper triangle.
  static func blockAbove(_ index: Int, of blocks: Int) -> (row: Int, column: Int) {
    var row = 0, rest = index
    while rest >= blocks - row {
      rest -= blocks - row
      row += 1
    }
    return (row, row + rest)
  }

  /// The eigenvalues, descending; the matrix is spent.
  mutating func eigenvalues(checkpoint: Checkpoint) throws(Interrupted) -> [Double] {
    var solver = SymmetricSolver(capacity: order)
    var outcome = Result<Void, Interrupted>.success(())
    let order = order
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      outcome = Result { () throws(Interrupted) in try solver.solve(base, order: order, checkpoint: checkpoint) }
    }
    try outcome.get()
    return solver.values.reversed()
  }

  /// Eigenvalues, descending, and the unit eigenvectors, one a row, of those above `share` of the largest; the matrix
  /// is spent.
  mutating func leading(
    above share: Double, checkpoint: Checkpoint
  ) throws(Interrupted) -> (values: [Double], vectors: [Double], count: Int) {
    var solver = SymmetricSolver(capacity: order)
    var outcome = Result<(vectors: [Double], count: Int), Interrupted>.success(([], 0))
    let order = order
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      outcome = Result { () throws(Interrupted) in
        try solver.solve(base, order: order, checkpoint: checkpoint)
        let largest = solver.values[order - 1]
        let count = solver.values.reversed().prefix { $0 > largest * share }.count
        return (solver.leadingVectors(of: base, order: order, count: count), count)
      }
    }
    let found = try outcome.get()
    return (solver.values.reversed(), found.vectors, found.count)
  }
}
