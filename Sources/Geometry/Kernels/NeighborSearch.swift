import Tensors

/// Shortlists of the nearest rows of a matrix by single-precision products, one product a pair of blocks.
///
/// |x - y|² = |x|² + |y|² - 2⟨x, y⟩ is computed for the upper triangle of blocks only; each entry serves its row and
/// its column. Blocks meet as in a round-robin tournament, so that the pairs of a round share no block and run side
/// by side. A shortlist is the smallest entries under the total order (value, index): no order of work changes it.
struct NeighborSearch {
  /// Rows × width, centred and scaled to magnitudes of at most 1.
  let rows: [Float]
  let squares: [Float]
  let count: Int
  let width: Int
  /// Entries kept for each row.
  let kept: Int

  /// Candidates of every row: `kept` a row, in heap order.
  struct Shortlist {
    var keys: [Float]
    var indices: [Int32]
  }

  /// Rows of a block: a product of two blocks stays below about 100 MFLOP, an interrupt's patience.
  static func blockSize(width: Int) -> Int {
    var size = 512
    while size > 64, size * size * width > 60_000_000 { size -= 32 }
    return size
  }

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N²·D) single-precision operations; 8·N·kept bytes and one block product a thread.
  func shortlist(checkpoint: Checkpoint) throws(Interrupted) -> Shortlist {
    var list = Shortlist(
      keys: [Float](repeating: .infinity, count: count * kept), indices: [Int32](repeating: .max, count: count * kept))
    var limits = [Float](repeating: .infinity, count: count)
    let size = NeighborSearch.blockSize(width: width)
    let blocks = (count + size - 1) / size
    var failure: Interrupted?
    rows.withUnsafeBufferPointer { rows in
      squares.withUnsafeBufferPointer { squares in
        list.keys.withUnsafeMutableBufferPointer { keys in
          list.indices.withUnsafeMutableBufferPointer { indices in
            limits.withUnsafeMutableBufferPointer { limits in
              guard let rows = rows.baseAddress, let squares = squares.baseAddress, let keys = keys.baseAddress,
                let indices = indices.baseAddress, let limits = limits.baseAddress
              else { return }
              let table = CandidateTable(keys: keys, indices: indices, limits: limits, kept: kept)
              let pass = BlockPass(rows: rows, squares: squares, count: count, width: width, size: size, table: table)
              do throws(Interrupted) {
                try NeighborSearch.runRounds(blocks: blocks, checkpoint: checkpoint, pass.meet)
              } catch {
                failure = error
              }
            }
          }
        }
      }
    }
    if let failure { throw failure }
    return list
  }

  /// Calls `meet` once for each unordered pair of blocks, a block with itself included.
  static func runRounds(
    blocks: Int, checkpoint: Checkpoint, _ meet: (Int, Int) -> Void
  ) throws(Interrupted) {
    try Parallel.forEach(blocks, checkpoint: checkpoint) { meet($0, $0) }
    let seats = blocks + blocks % 2
    let ring = seats - 1
    for round in 0..<max(ring, 0) {
      checkpoint.report(Progress("neighbours", round, of: ring, unit: "round"))
      try Parallel.forEach(seats / 2, checkpoint: checkpoint) { table in
        let first = table == 0 ? ring : (round + table) % ring
        let second = (round + ring - table) % ring
        if first < blocks, second < blocks { meet(min(first, second), max(first, second)) }
      }
    }
    checkpoint.report(Progress("neighbours", ring, of: ring, unit: "round"))
  }
}

/// One max-heap of candidates a row under the order (key, index); `limits` repeats each root for the scan.
private struct CandidateTable {
  let keys: UnsafeMutablePointer<Float>
  let indices: UnsafeMutablePointer<Int32>
  let limits: UnsafeMutablePointer<Float>
  let kept: Int

  func offer(_ key: Float, _ index: Int32, to row: Int) {
    let keys = keys + row * kept, indices = indices + row * kept
    guard (key, index) < (keys[0], indices[0]) else { return }
    var hole = 0
    while true {
      var child = 2 * hole + 1
      if child >= kept { break }
      if child + 1 < kept, (keys[child], indices[child]) < (keys[child + 1], indices[child + 1]) { child += 1 }
      if (keys[child], indices[child]) <= (key, index) { break }
      keys[hole] = keys[child]
      indices[hole] = indices[child]
      hole = child
    }
    keys[hole] = key
    indices[hole] = index
    limits[row] = keys[0]
  }
}

/// The product of two blocks of rows and the scan of its entries.
private struct BlockPass {
  let rows: UnsafePointer<Float>
  let squares: UnsafePointer<Float>
  let count: Int
  let width: Int
  let size: Int
  let table: CandidateTable

  func meet(_ first: Int, _ second: Int) {
    let above = first * size..<min((first + 1) * size, count)
    let aside = second * size..<min((second + 1) * size, count)
    let product = UnsafeMutablePointer<Float>.allocate(capacity: above.count * aside.count)
    defer { product.deallocate() }
    BLAS.multiply(
      MatrixView(rows + above.lowerBound * width, rows: above.count, columns: width),
      MatrixView(rows + aside.lowerBound * width, rows: aside.count, columns: width).transposed,
      into: product, stride: aside.count, alpha: -2)
    for row in above {
      // In a block's product with itself only the entries right of the diagonal count.
      let start = first == second ? row + 1 : aside.lowerBound
      scan(row, start..<aside.upperBound, product + (row - above.lowerBound) * aside.count - aside.lowerBound)
    }
  }

  private func scan(_ row: Int, _ columns: Range<Int>, _ products: UnsafePointer<Float>) {
    let square = squares[row]
    var column = columns.lowerBound
    while column + 16 <= columns.upperBound {
      let distances = load(products + column) + load(squares + column) + square
      var bound = load(UnsafePointer(table.limits) + column)
      let limit = SIMD16(repeating: table.limits[row])
      bound.replace(with: limit, where: bound .< limit)
      if any(distances .<= bound) {
        for lane in 0..<16 { offer(row, column + lane, distances[lane]) }
      }
      column += 16
    }
    while column < columns.upperBound {
      offer(row, column, products[column] + squares[column] + square)
      column += 1
    }
  }

  private func offer(_ row: Int, _ column: Int, _ distance: Float) {
    table.offer(distance, Int32(truncatingIfNeeded: column), to: row)
    table.offer(distance, Int32(truncatingIfNeeded: row), to: column)
  }

  private func load(_ address: UnsafePointer<Float>) -> SIMD16<Float> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD16<Float>.self)
  }
}
