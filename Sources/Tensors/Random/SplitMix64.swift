/// The SplitMix64 generator: small, sequential, and the one that the reference values of this field's tests use.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", doi:10.1145/2714064.2660195.
public struct SplitMix64: Hashable, Sendable, RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SplitMix64.finalized(state)
  }

  /// A number of 53 random bits in [0, 1).
  public mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// One step from a given state: a good 64-bit mixing function.
  static func mixed(_ value: UInt64) -> UInt64 { finalized(value &+ 0x9E37_79B9_7F4A_7C15) }

  private static func finalized(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
