import Glibc
public import Tensors

/// Gride: the dimension by maximum likelihood from the ratio μ = r_n2/r_n1 of neighbours of any two ranks.
///
/// μ⁻ᵈ follows Beta(n1, n2-n1) under a locally constant density. The value is the root of
/// (N-1)/d + (n2-n1-1) Σ ln μ/(1 - μ⁻ᵈ) - (n2-1) Σ ln μ = 0; with ranks 1 and 2 it is TwoNN's (N-1)/Σ ln μ. As in
/// scikit-dimension and DADApy, points with μ ≥ q₅₀ + 20(q₉₅ - q₅₀) are left out, q the quantiles of μ; points with
/// μ = 1 have no finite score and are left out too.
///
/// Source: Denti, Doimo, Laio, Mira, "The generalized ratios intrinsic dimension estimator",
/// doi:10.1038/s41598-022-20991-1.
public struct GeneralizedRatios: DimensionEstimator {
  /// The rank of the nearer neighbour.
  public let n1: Int
  /// The rank of the farther neighbour, above `n1`.
  public let n2: Int

  /// The estimator with its ranks; ranks out of order are refused when it estimates.
  public init(n1: Int = 1, n2: Int? = nil) {
    self.n1 = n1
    self.n2 = n2 ?? (n1 < Int.max / 2 && n1 > 0 ? 2 * n1 : n1)
  }

  /// `n2`.
  public var neighbors: Int { max(n2, 1) }

  /// Estimator, ranks, numerator and filter in words.
  public var convention: String {
    "Gride, ranks \(n1) and \(n2), maximum likelihood with (N-1), "
      + "ratios of at least q50 + 20 (q95 - q50) and ratios of 1 left out"
  }

  /// Yes.
  public var readsListsAlone: Bool { true }

  /// - Throws: `DimensionError` for ranks not in 1 ≤ n1 < n2, neighbour lists too short or of another set, or fewer
  ///   than two ratios left.
  /// - Complexity: O(N log N + N·n2).
  public func estimate(_ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate {
    guard n1 >= 1 else { throw DimensionError.parameter("n1", Double(n1), expected: "at least 1") }
    guard n2 > n1 else { throw DimensionError.parameter("n2", Double(n2), expected: "above n1 = \(n1)") }
    try check(cloud, lists)
    try checkpoint.check()
    let apart = lists.pointsApart
    let dropped = cloud.count - apart.count
    let ratios = (0..<lists.count).map { point in
      lists.radius(point, rank: 1) > 0 ? lists.radius(point, rank: n2) / lists.radius(point, rank: n1) : .nan
    }
    let untied = apart.filter { ratios[$0] > 1 }
    let tied = apart.count - untied.count
    let used = withoutOutliers(untied, ratios)
    let likelihood = RatioLikelihood(logs: used.map { log(ratios[$0]) }, near: n1, far: n2)
    guard used.count >= 2, let value = likelihood.root(terms: Double(used.count - 1)), value.isFinite else {
      throw DimensionError.nothingLeft(points: cloud.count, dropped: dropped, tied: tied)
    }
    try checkpoint.check()
    let information = likelihood.information(at: value)
    let fisher = 1 / information.squareRoot()
    var scores = [Double](repeating: 0, count: lists.count)
    for (point, score) in zip(used, likelihood.scores(at: value)) { scores[point] = score }
    let sandwich = Sandwich(scores: scores, factor: 1 / information, fisher: fisher, lists: lists, reach: n2)
    var notes = cloud.notes(dropped: dropped)
    if tied > 0 { notes.append("\(tied) points with neighbours \(n1) and \(n2) equally far were left out") }
    if used.count < untied.count {
      notes.append("\(untied.count - used.count) points with a ratio of at least q50 + 20 (q95 - q50) were left out")
    }
    // One ratio alone: its moment estimate.
    let moment = Polygamma.digamma(Double(n2)) - Polygamma.digamma(Double(n1))
    return DimensionEstimate(
      value: value, standardError: sandwich.standardError, fisherStandardError: fisher, interval: nil,
      scale: lists.meanRadius(rank: n1, over: used)...lists.meanRadius(rank: n2, over: used),
      local: cloud.spread(ratios.map { moment / log($0) }), convention: convention,
      counts: cloud.counts(used: used.count, dropped: dropped, tied: tied), notes: notes + sandwich.notes)
  }

  private func withoutOutliers(_ points: [Int], _ ratios: [Double]) -> [Int] {
    let sorted = points.map { ratios[$0] }.sorted()
    guard sorted.count > 1 else { return points }
    func quantile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let below = min(Int(place), sorted.count - 2)
      return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }
    let middle = quantile(0.5), high = quantile(0.95)
    // Where most ratios are equal the bound falls on them: they are no outliers.
    return points.filter { ratios[$0] < middle + 20 * (high - middle) || ratios[$0] <= high }
  }
}
