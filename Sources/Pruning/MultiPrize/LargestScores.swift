/// The choice of the largest magnitudes, in two passes over the bits of single-precision numbers.
enum LargestScores {
  /// 1 for the `count` largest |score|, 0 for the others; of equal ones the later stay.
  /// - Precondition: `0 <= count <= scores.count`; no score is NaN.
  /// - Complexity: O(scores).
  static func marks(_ count: Int, of scores: [Float]) -> [UInt8] {
    precondition(count >= 0 && count <= scores.count)
    // Magnitudes order as their bits do.
    let keys = scores.map { $0.magnitude.bitPattern }
    var dropped = scores.count - count
    if dropped == 0 { return [UInt8](repeating: 1, count: keys.count) }
    if count == 0 { return [UInt8](repeating: 0, count: keys.count) }
    // The key of the first that stays, its upper half first: `dropped` keys lie before it.
    var upper = [Int](repeating: 0, count: 1 << 16)
    for key in keys { upper[Int(key >> 16)] += 1 }
    var high = 0
    while upper[high] <= dropped {
      dropped -= upper[high]
      high += 1
    }
    var lower = [Int](repeating: 0, count: 1 << 16)
    for key in keys where Int(key >> 16) == high { lower[Int(key & 0xFFFF)] += 1 }
    var low = 0
    while lower[low] <= dropped {
      dropped -= lower[low]
      low += 1
    }
    let bound = UInt32(high) << 16 | UInt32(low)
    // Of those equal to the bound, `dropped` go, the earlier first.
    return keys.map { key in
      if key != bound { return key > bound ? 1 : 0 }
      if dropped > 0 {
        dropped -= 1
        return 0
      }
      return 1
    }
  }
}
