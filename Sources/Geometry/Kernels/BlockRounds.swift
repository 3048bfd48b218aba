import Tensors

/// All unordered pairs of blocks, in rounds whose pairs share no block, as in a round-robin tournament: pairs of a
/// round may run side by side and write to both of their blocks.
enum BlockRounds {
  /// Calls `meet` once for each pair, a block with itself included.
  /// - Throws: `Interrupted`.
  static func run(
    blocks: Int, operation: String, checkpoint: Checkpoint, _ meet: (Int, Int) -> Void
  ) throws(Interrupted) {
    try Parallel.forEach(blocks, checkpoint: checkpoint) { meet($0, $0) }
    let seats = blocks + blocks % 2
    let ring = seats - 1
    func report(_ round: Int) {
      checkpoint.report(Progress(operation, round, of: ring, unit: "round"))
    }
    for round in 0..<max(ring, 0) {
      report(round)
      try Parallel.forEach(seats / 2, checkpoint: checkpoint) { table in
        let first = table == 0 ? ring : (round + table) % ring
        let second = (round + ring - table) % ring
        if first < blocks, second < blocks { meet(min(first, second), max(first, second)) }
      }
    }
    report(ring)
  }
}
