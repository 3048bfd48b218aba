import Tensors

/// Features of samples, centred, in double precision, kept on their smaller side: the features themselves where there
/// are fewer of them than samples, else the samples' inner products.
///
/// They are scaled by a power of two, which neither alignment nor angles see.
struct CenteredFeatures: Sendable {
  /// Samples.
  let count: Int
  /// Features a sample.
  let width: Int
  /// Whether `values` are the inner products [count, count], not the features [count, width].
  let isGram: Bool
  let values: [Double]
  /// |x - x̄|² of each sample.
  let squares: [Double]

  /// Bytes that features of these extents are kept in.
  static func bytes(rows: Int, width: Int) -> Int { 8 * rows * min(rows, width) }

  private static let block = 128

  /// - Precondition: finite numbers, at least one row.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D), and O(N²·D) where N ≤ D.
  init(_ features: Tensor, checkpoint: Checkpoint) throws {
    let centering = try Centering(features, checkpoint: checkpoint)
    let count = features.shape[0], width = features.rowWidth
    (self.count, self.width) = (count, width)
    isGram = count <= width
    let rows = try Centering.shards(of: count, checkpoint) { centering.placed(features, $0) }.flatMap(\.self)
    if isGram {
      let gram = try CenteredFeatures.gram(rows, count, width, checkpoint)
      squares = (0..<count).map { gram[$0 * count + $0] }
      values = gram
    } else {
      values = rows
      squares = (0..<count).map { row in
        rows[row * width..<(row + 1) * width].reduce(0) { $0 + $1 * $1 }
      }
    }
  }

  private static func gram(
    _ rows: [Double], _ count: Int, _ width: Int, _ checkpoint: Checkpoint
  ) throws(Interrupted) -> [Double] {
    var gram = [Double](repeating: 0, count: count * count)
    let blocks = (count + block - 1) / block
    var outcome = Result<Void, Interrupted>.success(())
    rows.withUnsafeBufferPointer { rows in
      gram.withUnsafeMutableBufferPointer { gram in
        guard let rows = rows.baseAddress, let gram = gram.baseAddress else { return }
        outcome = Result { () throws(Interrupted) in
          try Parallel.forEach(blocks * (blocks + 1) / 2, checkpoint: checkpoint) { shard in
            let (top, left) = ScatterMatrix.blockAbove(shard, of: blocks)
            let (y, x) = (top * block, left * block)
            BLAS.multiply(
              MatrixView(rows + y * width, rows: min(block, count - y), columns: width),
              MatrixView(rows + x * width, rows: min(block, count - x), columns: width).transposed,
              into: gram + y * count + x, stride: count)
          }
        }
      }
    }
    try outcome.get()
    for row in 0..<count {
      for column in 0..<row { gram[row * count + column] = gram[column * count + row] }
    }
    return gram
  }

  /// hᵢ = Σⱼ Kᵢⱼ·Lᵢⱼ, K and L the inner products of the two; Σhᵢ = |XᵀY|².
  /// - Precondition: the same samples.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·min(N, D)·min(N, E)), O(N²) for two matrices of inner products.
  func rowProducts(with other: CenteredFeatures, checkpoint: Checkpoint) throws -> [Double] {
    if isGram, other.isGram {
      return try Centering.shards(of: count, checkpoint) { range in
        range.map { row in
          let (start, end) = (row * count, (row + 1) * count)
          return zip(values[start..<end], other.values[start..<end]).reduce(0) { $0 + $1.0 * $1.1 }
        }
      }.flatMap(\.self)
    }
    if isGram { return try rowDots(values, count, other.values, other.width, other.values, checkpoint) }
    if other.isGram { return try other.rowProducts(with: self, checkpoint: checkpoint) }
    // X·(XᵀY) row by row with Y.
    let cross = try cross(with: other, checkpoint)
    return try rowDots(values, width, cross, other.width, other.values, checkpoint)
  }

  /// Of each row of A·B its product with the row of C: A [count, inner], B [inner, width], C [count, width].
  private func rowDots(
    _ a: [Double], _ inner: Int, _ b: [Double], _ width: Int, _ c: [Double], _ checkpoint: Checkpoint
  ) throws -> [Double] {
    let block = 64
    return try Parallel.map((count + block - 1) / block, checkpoint: checkpoint) { shard in
      let first = shard * block, rows = min(block, count - shard * block)
      var product = [Double](repeating: 0, count: rows * width)
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          product.withUnsafeMutableBufferPointer { product in
            guard let a = a.baseAddress, let b = b.baseAddress, let product = product.baseAddress else { return }
            BLAS.multiply(
              MatrixView(a + first * inner, rows: rows, columns: inner), MatrixView(b, rows: inner, columns: width),
              into: product, stride: width)
          }
        }
      }
      return (0..<rows).map { row in
        zip(product[row * width..<(row + 1) * width], c[(first + row) * width..<(first + row + 1) * width])
          .reduce(0) { $0 + $1.0 * $1.1 }
      }
    }.flatMap(\.self)
  }

  /// XᵀY, [width, other.width].
  private func cross(with other: CenteredFeatures, _ checkpoint: Checkpoint) throws(Interrupted) -> [Double] {
    var cross = [Double](repeating: 0, count: width * other.width)
    let block = CenteredFeatures.block, width = width, otherWidth = other.width, count = count
    let down = (width + block - 1) / block, across = (otherWidth + block - 1) / block
    var outcome = Result<Void, Interrupted>.success(())
    values.withUnsafeBufferPointer { x in
      other.values.withUnsafeBufferPointer { y in
        cross.withUnsafeMutableBufferPointer { cross in
          guard let x = x.baseAddress, let y = y.baseAddress, let cross = cross.baseAddress else { return }
          outcome = Result { () throws(Interrupted) in
            try Parallel.forEach(down * across, checkpoint: checkpoint) { shard in
              let (top, left) = (shard / across * block, shard % across * block)
              BLAS.multiply(
                MatrixView(x + top, rows: count, columns: min(block, width - top), stride: width).transposed,
                MatrixView(y + left, rows: count, columns: min(block, otherWidth - left), stride: otherWidth),
                into: cross + top * otherWidth + left, stride: otherWidth)
            }
          }
        }
      }
    }
    try outcome.get()
    return cross
  }

  /// K·v, K the inner products.
  func gramProduct(_ vector: [Double]) -> [Double] {
    if isGram { return product(values, count, vector, transposed: false) }
    return product(values, width, product(values, width, vector, transposed: true), transposed: false)
  }

  private func product(_ matrix: [Double], _ columns: Int, _ vector: [Double], transposed: Bool) -> [Double] {
    var result = [Double](repeating: 0, count: transposed ? columns : count)
    matrix.withUnsafeBufferPointer { matrix in
      vector.withUnsafeBufferPointer { vector in
        result.withUnsafeMutableBufferPointer { result in
          guard let matrix = matrix.baseAddress, let vector = vector.baseAddress, let result = result.baseAddress
          else { return }
          let view = MatrixView(matrix, rows: count, columns: columns)
          BLAS.multiply(transposed ? view.transposed : view, vector: vector, into: result)
        }
      }
    }
    return result
  }
}
