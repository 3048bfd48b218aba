/// A counter-based generator of random numbers, passed as a value: Philox 4×32 with ten rounds.
///
/// A stream is a key and a position, so copying it replays it and no state is shared. Streams for different purposes
/// are derived from one run seed by name (`init`, `order`, `mask`, …) and never overlap in practice: the 64-bit key is
/// a hash of seed and name, the counter has 2⁶⁴ blocks of its own.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", doi:10.1145/2063384.2063405.
public struct RandomStream: Hashable, Sendable {
  /// What the stream is drawn with.
  public let key: UInt64
  /// How many 32-bit words have been drawn.
  public private(set) var position: UInt64

  private var block: SIMD4<UInt32> = .zero

  public init(key: UInt64, position: UInt64 = 0) {
    self.key = key
    self.position = position
    if position % 4 != 0 { block = Philox.block(position / 4, key: key) }
  }

  /// The stream called `name` of a run seed, optionally one of a numbered family (an epoch, a round).
  public init(seed: Int, name: String, index: Int = 0) {
    var hash = SplitMix64.mixed(UInt64(bitPattern: Int64(seed)))
    for byte in name.utf8 { hash = SplitMix64.mixed(hash ^ UInt64(byte)) }
    hash = SplitMix64.mixed(hash ^ UInt64(bitPattern: Int64(index)))
    self.init(key: hash)
  }

  /// The next 32 random bits.
  /// - Complexity: O(1); one block of four words every fourth call.
  public mutating func nextWord() -> UInt32 {
    let lane = Int(position & 3)
    if lane == 0 { block = Philox.block(position >> 2, key: key) }
    position &+= 1
    return block[lane]
  }
}

extension RandomStream: RandomNumberGenerator {
  /// The next 64 random bits.
  public mutating func next() -> UInt64 { UInt64(nextWord()) | UInt64(nextWord()) << 32 }
}

/// The Philox 4×32-10 block function.
package enum Philox {
  static func block(_ counter: UInt64, key: UInt64) -> SIMD4<UInt32> {
    block(
      SIMD4(UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter >> 32), 0, 0),
      SIMD2(UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)))
  }

  package static func block(_ counter: SIMD4<UInt32>, _ key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var x = counter, k = key
    for _ in 0..<10 {
      let a = UInt64(0xD251_1F53) &* UInt64(x[0])
      let b = UInt64(0xCD9E_8D57) &* UInt64(x[2])
      x = SIMD4(
        UInt32(truncatingIfNeeded: b >> 32) ^ x[1] ^ k[0], UInt32(truncatingIfNeeded: b),
        UInt32(truncatingIfNeeded: a >> 32) ^ x[3] ^ k[1], UInt32(truncatingIfNeeded: a))
      k &+= SIMD2(0x9E37_79B9, 0xBB67_AE85)
    }
    return x
  }
}
