import Tensors

/// Rows by their content.
struct RowTable {
  private let points: Tensor
  /// For each row the first row equal to it.
  let firsts: [Int]
  /// The last first row of each hash, and before each row the one of the same hash: -1 ends a chain.
  private let heads: [UInt64: Int]
  private let before: [Int]

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D).
  init(_ points: Tensor, checkpoint: Checkpoint) throws {
    let hashes = try RowTable.hashes(points, checkpoint)
    var heads: [UInt64: Int] = [:]
    heads.reserveCapacity(hashes.count)
    var before = [Int](repeating: -1, count: hashes.count)
    var firsts = [Int](repeating: 0, count: hashes.count)
    for (row, hash) in hashes.enumerated() {
      let head = heads[hash] ?? -1
      let equal = RowTable.find(row, in: points, among: points, from: head, before)
      firsts[row] = equal ?? row
      if equal == nil {
        before[row] = head
        heads[hash] = row
      }
    }
    self.points = points
    self.firsts = firsts
    self.heads = heads
    self.before = before
  }

  /// For each row of `others` the first row equal to it, or nil.
  /// - Throws: `Interrupted`.
  func places(of others: Tensor, checkpoint: Checkpoint) throws -> [Int?] {
    try RowTable.hashes(others, checkpoint).enumerated().map { row, hash in
      RowTable.find(row, in: others, among: points, from: heads[hash] ?? -1, before)
    }
  }

  private static func find(
    _ row: Int, in others: Tensor, among points: Tensor, from head: Int, _ before: [Int]
  ) -> Int? {
    var place = head
    while place >= 0 {
      if points.doubles(rows: place..<place + 1) == others.doubles(rows: row..<row + 1) { return place }
      place = before[place]
    }
    return nil
  }

  /// One number a row, the same for equal rows.
  private static func hashes(_ points: Tensor, _ checkpoint: Checkpoint) throws -> [UInt64] {
    let width = points.rowWidth
    return try Centering.shards(of: points.shape[0], checkpoint) { range in
      let values = points.doubles(rows: range)
      return stride(from: 0, to: values.count, by: width).map { start in
        var hash: UInt64 = 0
        for offset in start..<start + width {
          // Adding zero turns -0 into +0, which it equals.
          hash = (hash ^ (values[offset] + 0).bitPattern) &* 0x9E37_79B9_7F4A_7C15
          hash ^= hash >> 29
        }
        return hash
      }
    }.flatMap(\.self)
  }
}
