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

  /// A lower bound of distances by shorter rows, and what a pair must not exceed to be measured in full.
  struct Filter {
    let left: PreparedRows
    /// nil within one set.
    let right: PreparedRows?
    /// Entries of shorter rows above these belong to pairs farther apart than the neighbours sought.
    let limits: [Float]
    /// The same for entries of the rows in full.
    let fullLimits: [Float]
    /// Squared distances in double precision that are known of each row.
    let known: [[NearestList.Candidate]]
  }

  /// Rows of a block: a product of two blocks stays below about 100 MFLOP, an interrupt's patience.
  static func blockSize(width: Int) -> Int {
    var size = 512
    while size > 64, size * size * width > 60_000_000 { size -= 32 }
    return size
  }

  /// - Parameters:
  ///   - kept: entries kept for each row.
  ///   - filter: only pairs under its limits are measured in full, by differences.
  ///   - stage: which part of the work this is, for the progress.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N²·D) single-precision operations; 8·N·kept bytes and one block product a thread.
  func shortlist(
    kept: Int, filter: Filter? = nil, stage: (index: Int, count: Int) = (0, 1), checkpoint: Checkpoint
  ) throws -> CandidateTable {
    let table = CandidateTable(rows: left.count, kept: kept)
    let size = NeighborSearch.blockSize(width: filter?.left.width ?? left.width)
    try withSides(left, right) { left, right in
      guard let filter else {
        return try run(left, right, table.limits, nil, table, size, stage, checkpoint)
      }
      for row in 0..<left.count { table.limits[row] = filter.fullLimits[row] }
      try withSides(filter.left, filter.right) { short, shortRight in
        try filter.limits.withUnsafeBufferPointer { limits in
          guard let limits = limits.baseAddress else { return }
          try run(short, shortRight, limits, (left, right), table, size, stage, checkpoint)
        }
      }
    }
    return table
  }

  private func withSides(
    _ left: PreparedRows, _ right: PreparedRows?, _ body: (PreparedRows.Pointers, PreparedRows.Pointers) throws -> Void
  ) throws {
    try left.withPointers { left in
      if let right {
        try right.withPointers { try body(left, $0) }
      } else {
        try body(left, left)
      }
    }
  }

  private func run(
    _ left: PreparedRows.Pointers, _ right: PreparedRows.Pointers, _ limits: UnsafePointer<Float>,
    _ refined: (left: PreparedRows.Pointers, right: PreparedRows.Pointers)?, _ table: CandidateTable, _ size: Int,
    _ stage: (index: Int, count: Int), _ checkpoint: Checkpoint
  ) throws {
    let isOneSet = self.right == nil
    // Few rows on the left are cut finer, so that there is work for every thread.
    let leftSize = isOneSet ? size : min(size, max((left.count + 15) / 16, 32))
    try excluded.withUnsafeBufferPointer { excluded in
      let pass = BlockPass(
        left: left, right: right, isOneSet: isOneSet, leftLimits: limits, rightLimits: limits, refined: refined,
        excluded: isOneSet ? nil : excluded.baseAddress, table: table, leftSize: leftSize, rightSize: size)
      let rounds = Rounds(stage: stage, checkpoint: checkpoint)
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
  let stage: (index: Int, count: Int)
  let checkpoint: Checkpoint

  /// Calls `meet` once for each unordered pair of blocks, a block with itself included.
  func triangle(_ blocks: Int, _ meet: (Int, Int) -> Void) throws(Interrupted) {
    try BlockRounds.run(blocks: blocks, operation: "neighbours", stage: stage, checkpoint: checkpoint, meet)
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
    checkpoint.report(
      Progress("neighbours", stage.index * rounds + round, of: stage.count * rounds, unit: "round"))
  }
}
