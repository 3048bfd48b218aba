import Tensors

/// Finds the first row of a set that equals a query exactly.
struct RowIndex: Sendable {
  private let points: Tensor
  /// Hashes ascending, rows of equal hash in order.
  private let entries: [Entry]

  private struct Entry: Sendable {
    var hash: UInt64
    var row: Int32
  }

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D + N·log N).
  init(_ points: Tensor, checkpoint: Checkpoint) throws {
    self.points = points
    let width = points.rowWidth
    let parts = try Centering.shards(of: points.shape[0], checkpoint) { range in
      let values = points.doubles(rows: range)
      return range.indices.map { row in
        let start = (row - range.lowerBound) * width
        return Entry(hash: RowIndex.hash(values[start..<start + width]), row: Int32(truncatingIfNeeded: row))
      }
    }
    entries = parts.flatMap(\.self).sorted { ($0.hash, $0.row) < ($1.hash, $1.row) }
  }

  /// The first row with the same numbers, other than one that is left out.
  /// - Complexity: O(log N + D).
  func firstRow(equalTo query: ArraySlice<Double>, leavingOut: Int32) -> Int? {
    let hash = RowIndex.hash(query)
    var low = 0, high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    while low < entries.count, entries[low].hash == hash {
      let row = Int(entries[low].row)
      if entries[low].row != leavingOut, points.doubles(rows: row..<row + 1).elementsEqual(query) { return row }
      low += 1
    }
    return nil
  }

  /// One number a row, the same for equal rows.
  private static func hash(_ row: ArraySlice<Double>) -> UInt64 {
    var hash: UInt64 = 0
    for value in row {
      // Adding zero turns -0 into +0, which it equals.
      hash = (hash ^ (value + 0).bitPattern) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    return hash
  }
}
