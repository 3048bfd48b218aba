import Tensors

/// Shortlists of the nearest rows by single-precision products, one product a pair of blocks.
///
/// Within one set |x - y|² = |x|² + |y|² - 2⟨x, y⟩ is computed for the upper triangle of blocks only: each entry serves
/// its row and its column. Blocks meet as in a round-robin tournament, so that the pairs of a round share no block and
/// run side by side. A shortlist is the smallest entries under the total order (value, index): no order of work changes
/// it.
struct NeighborSearch {
  /// The rows whose neighbours are wanted.
  let left: PreparedRows
  /// The rows among which they are sought; nil for the left itself, no row its own neighbour.
  let right: PreparedRows?
  /// For each row of the left the row of the right that does not count, or -1; empty within one set.
  let excluded: [Int32]

  /// Rows of a block: a product of two blocks stays below about 100 MFLOP, an interrupt's patience.
  static func blockSize(width: Int) -> Int {
    var size = 512
    while size > 64, size * size * width > 60_000_000 { size -= 32 }
    return size
  }

  /// - Parameter kept: entries kept for each row.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N²·D) single-precision operations; 8·N·kept bytes and one block product a thread.
  func shortlist(kept: Int, checkpoint: Checkpoint) throws -> CandidateTable {
    let table = CandidateTable(rows: left.count, kept: kept)
    try withSides { try run($0, $1, table, NeighborSearch.blockSize(width: left.width), checkpoint) }
    return table
  }

  private func withSides(_ body: (PreparedRows.Pointers, PreparedRows.Pointers) throws -> Void) throws {
    try left.withPointers { left in
      if let right {
        try right.withPointers { try body(left, $0) }
      } else {
        try body(left, left)
      }
    }
  }

  private func run(
    _ left: PreparedRows.Pointers, _ right: PreparedRows.Pointers, _ table: CandidateTable, _ size: Int,
    _ checkpoint: Checkpoint
  ) throws {
    let isOneSet = self.right == nil
    // Few rows on the left are cut finer, so that there is work for every thread.
    let leftSize = isOneSet ? size : min(size, max((left.count + 15) / 16, 32))
    try excluded.withUnsafeBufferPointer { excluded in
      let pass = BlockPass(
        left: left, right: right, isOneSet: isOneSet, excluded: isOneSet ? nil : excluded.baseAddress, table: table,
        leftSize: leftSize, rightSize: size)
      let rounds = Rounds(checkpoint: checkpoint)
      if isOneSet {
        try rounds.triangle((left.count + size - 1) / size, pass.meet)
      } else {
        try rounds.rectangle((left.count + leftSize - 1) / leftSize, (right.count + size - 1) / size, pass.meet)
      }
    }
  }
}

/// The order in which blocks meet.
private struct Rounds {
  let checkpoint: Checkpoint

  /// Calls `meet` once for each unordered pair of blocks, a block with itself included.
  func triangle(_ blocks: Int, _ meet: (Int, Int) -> Void) throws(Interrupted) {
    try BlockRounds.run(blocks: blocks, operation: "neighbours", checkpoint: checkpoint, meet)
  }

  /// Calls `meet` once for each block of the left with each of the right.
  func rectangle(_ left: Int, _ right: Int, _ meet: (Int, Int) -> Void) throws(Interrupted) {
    for second in 0..<right {
      report(second, of: right)
      try Parallel.forEach(left, checkpoint: checkpoint) { meet($0, second) }
    }
    report(right, of: right)
  }

  private func report(_ round: Int, of rounds: Int) {
    checkpoint.report(Progress("neighbours", round, of: rounds, unit: "round"))
  }
}
