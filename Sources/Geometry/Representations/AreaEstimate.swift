/// An area under the receiver operating curve with its standard error.
///
/// A = P(score of a positive > score of a negative), ties counting half. Sample i moves A by φᵢ = (Vᵢ - A) / m, Vᵢ the
/// fraction of samples of the other kind that it is on the right side of and m the number of its own kind; the
/// variance is Σφᵢ². That is DeLong's with m in place of m - 1, and, as φ is one number a sample, differences between
/// scores on the same samples are paired even where the positives are not the same.
///
/// Source: DeLong, DeLong, Clarke-Pearson, doi:10.2307/2531595.
public struct AreaEstimate: Hashable, Sendable {
  /// A, 0.5 for scores that tell nothing.
  public let value: Double
  /// √Σφᵢ², over samples.
  public let standardError: Double
  /// Samples that are to be told from the others.
  public let positives: Int
  /// The others.
  public let negatives: Int
  /// Samples left out because their score is NaN.
  public let excluded: Int
  /// φᵢ, 0 for samples left out.
  package let influences: [Double]

  /// The area of scores.
  /// - Returns: nil where one of the two kinds is missing.
  /// - Complexity: O(n·log n).
  /// - Precondition: a score a sample.
  public init?(of scores: [Double], positives marks: [Bool]) {
    precondition(scores.count == marks.count)
    let order = scores.indices.filter { !scores[$0].isNaN }.sorted { scores[$0] < scores[$1] }
    let positives = order.count { marks[$0] }
    let negatives = order.count - positives
    guard positives > 0, negatives > 0 else { return nil }
    let (p, n) = (Double(positives), Double(negatives))
    var placements = [Double](repeating: 0, count: scores.count)
    var below = (positive: 0, negative: 0)
    var first = 0
    while first < order.count {
      var last = first + 1
      while last < order.count, scores[order[last]] == scores[order[first]] { last += 1 }
      let tied = order[first..<last].count { marks[$0] }
      let others = last - first - tied
      for place in order[first..<last] {
        placements[place] =
          marks[place]
          ? (Double(below.negative) + Double(others) / 2) / n
          : (Double(positives - below.positive - tied) + Double(tied) / 2) / p
      }
      below = (below.positive + tied, below.negative + others)
      first = last
    }
    let value = order.reduce(0) { marks[$1] ? $0 + placements[$1] : $0 } / p
    var influences = [Double](repeating: 0, count: scores.count)
    for place in order { influences[place] = (placements[place] - value) / (marks[place] ? p : n) }
    self.value = value
    self.influences = influences
    standardError = influences.reduce(0) { $0 + $1 * $1 }.squareRoot()
    self.positives = positives
    self.negatives = negatives
    excluded = scores.count - order.count
  }
}
