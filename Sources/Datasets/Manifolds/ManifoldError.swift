/// Why a manifold, or points of it, cannot be had.
public enum ManifoldError: Error, Hashable, Sendable {
  /// There is no benchmark set of that name.
  case unknownBenchmark(String, known: [String])
  /// A dimension that is out of range.
  case dimension(Int, manifold: String, expected: ClosedRange<Int>)
  /// Fewer coordinates than the manifold needs, or too many.
  case ambient(Int, manifold: String, dimension: Int, expected: ClosedRange<Int>)
  /// Another parameter that is out of range.
  case parameter(String, found: Int, manifold: String, expected: ClosedRange<Int>)
  /// Fewer than one point was asked for.
  case count(Int)
  /// More points than fit in memory.
  case tooLarge(count: Int, ambient: Int, most: Int)
  /// Noise that is negative, not finite, or too large for distances.
  case noise(ManifoldNoise)
}
