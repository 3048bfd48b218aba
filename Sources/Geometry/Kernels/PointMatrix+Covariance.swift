import Tensors

extension PointMatrix {
  /// Rows of the sample whose covariance is taken, for each column.
  private static let rowsPerColumn = 8

  /// Some of the columns.
  /// - Throws: `Interrupted`.
  func selecting(_ wanted: [Int], checkpoint: Checkpoint) throws -> PointMatrix {
    if wanted.count == columns { return self }
    let parts = try Centering.shards(of: rows, checkpoint) { range in
      range.indices.flatMap { row in wanted.map { values[row * columns + $0] } }
    }
    return PointMatrix(parts.flatMap(\.self), rows: rows, columns: wanted.count)
  }

  /// Rows at equal steps, at most so many.
  func sample(_ most: Int) -> PointMatrix {
    if rows <= most { return self }
    let chosen = (0..<most).map { Int(Double($0) * Double(rows) / Double(most)) }
    return PointMatrix(chosen.flatMap { row($0) }, rows: most, columns: columns)
  }

  /// The product AᵀA / rows.
  /// - Throws: `Interrupted`.
  func secondMoments(checkpoint: Checkpoint) throws(Interrupted) -> [Double] {
    var product = [Double](repeating: 0, count: columns * columns)
    let width = columns, height = rows
    // Strips of columns side by side, each summed over the rows in fixed blocks.
    let strip = 64
    var failure: Interrupted?
    values.withUnsafeBufferPointer { values in
      product.withUnsafeMutableBufferPointer { product in
        guard let values = values.baseAddress, let product = product.baseAddress else { return }
        do throws(Interrupted) {
          try Parallel.forEach((width - 1) / strip + 1, checkpoint: checkpoint) { index in
            let first = index * strip
            let span = min(strip, width - first)
            for top in stride(from: 0, to: height, by: 2048) where !checkpoint.isInterrupted {
              let count = min(2048, height - top)
              let block = values + top * width
              BLAS.multiply(
                MatrixView(block + first, rows: count, columns: span, stride: width).transposed,
                MatrixView(block, rows: count, columns: width), into: product + first * width, stride: width,
                alpha: 1 / Double(height), beta: top == 0 ? 0 : 1)
            }
          }
        } catch { failure = error }
      }
    }
    if let failure { throw failure }
    return product
  }

  /// The inverse of the second moments of a sample of the rows, a millionth of their mean added to the diagonal; nil
  /// where all rows are zero.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(columns³).
  func inverseCovariance(checkpoint: Checkpoint) throws -> [Double]? {
    var moments = try sample(PointMatrix.rowsPerColumn * columns).secondMoments(checkpoint: checkpoint)
    let trace = (0..<columns).reduce(0) { $0 + moments[$1 * columns + $1] }
    guard trace > 0 else { return nil }
    for column in 0..<columns { moments[column * columns + column] += 1e-6 * trace / Double(columns) }
    guard let factor = try Cholesky(moments, order: columns, checkpoint: checkpoint) else { return nil }
    let rows = try Parallel.map(columns, checkpoint: checkpoint) { column in
      var unit = [Double](repeating: 0, count: columns)
      unit[column] = 1
      return factor.solve(unit)
    }
    return rows.flatMap(\.self)
  }
}
