/// How the scores of an element's weights become one.
public enum ScoreAggregation: String, Hashable, Sendable, CaseIterable {
  /// Σ s; with the magnitude as score, the L1 norm.
  case sum
  /// The mean of s over the weights that are there, which layers of different width share a scale by.
  case mean
  /// √Σ s²; with the magnitude as score, the L2 norm.
  case l2

  func term(_ score: Double) -> Double { self == .l2 ? score * score : score }

  func result(_ sum: Double, _ count: Double) -> Double {
    switch self {
    case .sum: sum
    case .mean: count > 0 ? sum / count : 0
    case .l2: sum.squareRoot()
    }
  }
}
