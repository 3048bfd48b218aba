import Tensors

/// The number of a rank among many, without sorting them.
struct OrderStatistic {
  /// The number.
  let value: Double
  /// How many are smaller.
  let below: Int

  /// The number that would stand at `rank` if all were sorted.
  ///
  /// By radix: sixteen bits at a time, counting how many numbers have each, until one is left. Keys are the bits of the
  /// numbers, turned so that they order as the numbers do.
  /// - Precondition: `0 <= rank < values.count`; none is NaN.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(n).
  init(_ rank: Int, of values: [Double], checkpoint: Checkpoint) throws(Interrupted) {
    precondition(values.indices.contains(rank))
    var candidates = values.map(OrderStatistic.key)
    var (left, below) = (rank, 0)
    var counts = [Int](repeating: 0, count: 1 << 16)
    for shift in stride(from: 48, through: 0, by: -16) {
      try checkpoint.check()
      counts.withUnsafeMutableBufferPointer { counts in
        counts.update(repeating: 0)
        for key in candidates { counts[Int((key >> shift) & 0xFFFF)] += 1 }
      }
      var digit = 0
      while left >= counts[digit] {
        left -= counts[digit]
        below += counts[digit]
        digit += 1
      }
      if counts[digit] < candidates.count { candidates.removeAll { Int(($0 >> shift) & 0xFFFF) != digit } }
    }
    value = OrderStatistic.number(candidates[0])
    self.below = below
  }

  /// Bits that order as the numbers do; both zeros are one.
  private static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }

  private static func number(_ key: UInt64) -> Double { Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key) }
}
