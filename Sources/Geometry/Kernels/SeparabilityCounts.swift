import Tensors

/// How many other unit vectors lie within each of a row of margins of a unit vector.
///
/// Blocks of the upper triangle of the products are counted as they appear, each entry for its row and its column; what
/// shards count are integers, so that no order of work changes the result. Memory: 4·N·(margins + 1) bytes and one
/// block product a thread.
struct SeparabilityCounts {
  /// N × margins: how many j ≠ i have ⟨xᵢ, xⱼ⟩ ≥ margin.
  let counts: [Int32]
  let margins: Int

  /// Rows of a block.
  private static let block = 256

  /// - Parameters:
  ///   - rows: N × width unit vectors.
  ///   - first: the lowest margin; the others follow at equal `step`.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N²·width).
  init(
    rows: [Double], count: Int, width: Int, first: Double, step: Double, margins: Int, checkpoint: Checkpoint
  ) throws(Interrupted) {
    self.margins = margins
    let size = Self.block, blocks = (count + size - 1) / size
    let levels = (0..<margins).map { first + step * Double($0) }
    var counts = [Int32](repeating: 0, count: count * margins)
    var outcome = Result<Void, Interrupted>.success(())
    rows.withUnsafeBufferPointer { rows in
      counts.withUnsafeMutableBufferPointer { counts in
        levels.withUnsafeBufferPointer { levels in
          guard let rows = rows.baseAddress, let counts = counts.baseAddress, let levels = levels.baseAddress else {
            return
          }
          let pass = CountPass(
            rows: rows, count: count, width: width, size: size, levels: levels, margins: margins, counts: counts)
          outcome = Result { () throws(Interrupted) in
            try BlockRounds.run(blocks: blocks, operation: "separability", checkpoint: checkpoint, pass.meet)
          }
        }
      }
    }
    try outcome.get()
    // Each entry was counted at the largest margin that it reaches.
    for row in 0..<count {
      for margin in stride(from: margins - 2, through: 0, by: -1) {
        counts[row * margins + margin] += counts[row * margins + margin + 1]
      }
    }
    self.counts = counts
  }
}

private struct CountPass {
  let rows: UnsafePointer<Double>
  let count: Int
  let width: Int
  let size: Int
  let levels: UnsafePointer<Double>
  let margins: Int
  let counts: UnsafeMutablePointer<Int32>

  func meet(_ first: Int, _ second: Int) {
    let above = first * size..<min((first + 1) * size, count)
    let aside = second * size..<min((second + 1) * size, count)
    let product = UnsafeMutablePointer<Double>.allocate(capacity: above.count * aside.count)
    defer { product.deallocate() }
    BLAS.multiply(
      MatrixView(rows + above.lowerBound * width, rows: above.count, columns: width),
      MatrixView(rows + aside.lowerBound * width, rows: aside.count, columns: width).transposed,
      into: product, stride: aside.count)
    let lowest = levels[0]
    for row in above {
      let line = product + (row - above.lowerBound) * aside.count - aside.lowerBound
      var column = first == second ? row + 1 : aside.lowerBound
      while column + 8 <= aside.upperBound {
        let values = UnsafeRawPointer(line + column).loadUnaligned(as: SIMD8<Double>.self)
        if any(values .>= lowest) {
          for lane in 0..<8 where values[lane] >= lowest { tally(values[lane], row, column + lane) }
        }
        column += 8
      }
      while column < aside.upperBound {
        if line[column] >= lowest { tally(line[column], row, column) }
        column += 1
      }
    }
  }

  private func tally(_ value: Double, _ row: Int, _ column: Int) {
    var level = 0
    while level + 1 < margins, value >= levels[level + 1] { level += 1 }
    counts[row * margins + level] += 1
    counts[column * margins + level] += 1
  }
}
