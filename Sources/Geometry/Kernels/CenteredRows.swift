import Tensors

/// Squared distances from the rows of a matrix to a few centres by blocked products in double precision.
///
/// Rows are centred, scaled and widened block by block, so that no copy of the points is kept.
struct CenteredRows {
  let points: Tensor
  let centering: Centering
  let count: Int
  let width: Int

  /// Rows of a block at most, and multiplications of a block: an interrupt's patience.
  private static let block = 64, work = 1 << 25
  /// Partial sums at most, and the numbers they may hold together.
  private static let parts = 32, numbers = 1 << 24

  /// - Throws: `Interrupted`.
  init(_ points: Tensor, checkpoint: Checkpoint) throws {
    self.points = points
    centering = try Centering(points, checkpoint: checkpoint)
    count = points.shape[0]
    width = points.rowWidth
  }

  /// One row in the new coordinates.
  func placed(_ row: Int) -> [Double] { centering.placed(points, row..<row + 1) }

  /// Positions in the new coordinates in the old ones.
  func placedBack(_ positions: [Double]) -> [Double] {
    positions.enumerated().map { $1 / centering.scale + centering.means[$0 % width] }
  }

  /// What one pass over the rows finds.
  struct Pass {
    /// The first of the nearest centres of each row.
    var nearest: [Int32]
    /// The squared distance to it.
    var squares: [Double]
    /// The sum of the rows of each centre, K × D.
    var sums: [Double]
    var counts: [Int]
  }

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·K·D).
  func assign(to centers: [Double], checkpoint: Checkpoint) throws -> Pass {
    let centersCount = centers.count / width
    let parts = max(1, min(CenteredRows.parts, CenteredRows.numbers / centers.count, count))
    let found = try Parallel.map(parts, checkpoint: checkpoint) { part in
      var pass = Pass(
        nearest: [], squares: [], sums: [Double](repeating: 0, count: centers.count),
        counts: [Int](repeating: 0, count: centersCount))
      visit(count * part / parts..<count * (part + 1) / parts, centers, checkpoint) { row, rows, squares in
        var best = 0
        for center in 1..<centersCount where squares[center] < squares[best] { best = center }
        pass.nearest.append(Int32(truncatingIfNeeded: best))
        pass.squares.append(squares[best])
        pass.counts[best] += 1
        pass.sums.withUnsafeMutableBufferPointer { sums in
          guard let sum = sums.baseAddress.map({ $0 + best * width }) else { return }
          for column in 0..<width { sum[column] += rows[column] }
        }
      }
      return pass
    }
    var pass = Pass(
      nearest: found.flatMap(\.nearest), squares: found.flatMap(\.squares),
      sums: [Double](repeating: 0, count: centers.count), counts: [Int](repeating: 0, count: centersCount))
    for part in found {
      DenseVector.add(part.sums, times: 1, to: &pass.sums)
      for center in 0..<centersCount { pass.counts[center] += part.counts[center] }
    }
    return pass
  }

  /// The squared distances of all rows to each centre; what rounding cannot tell from zero is zero.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·K·D).
  func squares(to centers: [Double], checkpoint: Checkpoint) throws -> [[Double]] {
    let centersCount = centers.count / width
    let parts = min(CenteredRows.parts, count)
    let found = try Parallel.map(parts, checkpoint: checkpoint) { part in
      var squares = [[Double]](repeating: [], count: centersCount)
      visit(count * part / parts..<count * (part + 1) / parts, centers, checkpoint) { _, _, values in
        for center in 0..<centersCount { squares[center].append(values[center]) }
      }
      return squares
    }
    return (0..<centersCount).map { center in found.flatMap { $0[center] } }
  }

  /// Calls `body` for each row with its coordinates and its squared distances |x|² + |c|² - 2⟨x, c⟩.
  private func visit(
    _ range: Range<Int>, _ centers: [Double], _ checkpoint: Checkpoint,
    _ body: (Int, UnsafePointer<Double>, UnsafePointer<Double>) -> Void
  ) {
    let centersCount = centers.count / width
    let size = max(1, min(CenteredRows.block, CenteredRows.work / centers.count))
    let rows = UnsafeMutablePointer<Double>.allocate(capacity: size * width)
    let products = UnsafeMutablePointer<Double>.allocate(capacity: size * centersCount)
    defer {
      rows.deallocate()
      products.deallocate()
    }
    // A product of D terms and both norms are each off by at most D·2⁻⁵³ of |x|² + |c|².
    let rounding = 4 * Double(width + 8) * 0x1p-53
    centers.withUnsafeBufferPointer { centers in
      guard let centers = centers.baseAddress else { return }
      let norms = (0..<centersCount).map { squaredNorm(centers + $0 * width) }
      for first in stride(from: range.lowerBound, to: range.upperBound, by: size) where !checkpoint.isInterrupted {
        let count = min(size, range.upperBound - first)
        centering.place(points, first..<first + count, into: rows)
        BLAS.multiply(
          MatrixView(UnsafePointer(rows), rows: count, columns: width),
          MatrixView(centers, rows: centersCount, columns: width).transposed, into: products, stride: centersCount)
        for row in 0..<count {
          let squares = products + row * centersCount
          let norm = squaredNorm(rows + row * width)
          for center in 0..<centersCount {
            let square = norm + norms[center] - 2 * squares[center]
            squares[center] = square > rounding * (norm + norms[center]) ? square : 0
          }
          body(first + row, rows + row * width, squares)
        }
      }
    }
  }

  /// |x|² by eight partial sums in fixed order.
  private func squaredNorm(_ values: UnsafePointer<Double>) -> Double {
    var sums = SIMD8<Double>.zero
    var place = 0
    while place + 8 <= width {
      let part = UnsafeRawPointer(values + place).loadUnaligned(as: SIMD8<Double>.self)
      sums += part * part
      place += 8
    }
    var sum = sums.sum()
    while place < width {
      sum += values[place] * values[place]
      place += 1
    }
    return sum
  }
}
