import Glibc
public import Tensors

/// The estimator of Facco et al. from the ratio μ = r₂/r₁ of each point's first two distances.
///
/// Under a locally constant density ln μ is exponential with rate d.
///
/// Source: Facco, d'Errico, Rodriguez, Laio, "Estimating the intrinsic dimension of datasets by a minimal neighborhood
/// information", doi:10.1038/s41598-017-11873-y.
public struct TwoNearestNeighbors: DimensionEstimator {
  /// How the rate of ln μ is read off the sample.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// The slope through the origin of -ln(1 - i/N) against the i-th smallest ln μ, the largest ones trimmed.
    case linear
    /// (N-1)/Σ ln μ, unbiased; nothing is trimmed.
    case mle
    /// (n-1)/T with T = Σ_{i≤n} ln μ₍ᵢ₎ + (N-n) ln μ₍ₙ₎: the trimmed values count as known to be larger.
    case censored
    /// (2+N)/(5+Σ ln μ), the mean of the posterior under the prior Gamma(2, 5) of DADApy; nothing is trimmed.
    ///
    /// Fisher's error is the posterior's deviation √(2+N)/(5+Σ ln μ), the interval holds 95 % of the posterior.
    case bayes
  }

  /// How the rate of ln μ is read off the sample.
  public let method: Method
  /// The fraction of the largest ratios left out, in 0 ..< 1.
  public let trim: Double
  /// What becomes of points with r₁ = r₂.
  public let ties: TiePolicy

  /// The estimator with its conventions; a trim out of range is refused when it estimates.
  public init(method: Method = .linear, trim: Double = 0.1, ties: TiePolicy = .keep) {
    self.method = method
    self.trim = trim
    self.ties = ties
  }

  /// Two.
  public var neighbors: Int { 2 }

  /// Distances are all that it reads.
  public var readsListsAlone: Bool { true }

  /// Estimator, trimming and numerator in words.
  public var convention: String {
    switch method {
    case .linear: "TwoNN, linear fit through the origin, largest \(trim) of the ratios trimmed"
    case .mle: "TwoNN, maximum likelihood, numerator (N-1), nothing trimmed"
    case .censored: "TwoNN, maximum likelihood, largest \(trim) of the ratios censored, numerator (n-1)"
    case .bayes: "TwoNN, posterior mean under the prior Gamma(2, 5), nothing trimmed"
    }
  }

  /// - Throws: `DimensionError` for a trim outside 0 ..< 1, neighbour lists too short or of another set, or no ratio
  ///   left that differs from 1.
  /// - Complexity: O(N log N).
  public func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint
  ) throws -> DimensionEstimate {
    guard trim >= 0, trim < 1 else { throw DimensionError.trim(trim) }
    try check(cloud, lists)
    let apart = lists.pointsApart
    let logs = (0..<lists.count).map { point in
      lists.radius(point, rank: 1) > 0 ? log(lists.radius(point, rank: 2) / lists.radius(point, rank: 1)) : .nan
    }
    let tied = apart.filter { logs[$0] == 0 }.count
    let used = ties == .keep ? apart : apart.filter { logs[$0] > 0 }
    let sample = RatioSample(used.map { logs[$0] }, keeping: method == .mle || method == .bayes ? 1 : 1 - trim)
    let dropped = cloud.count - apart.count
    guard sample.kept >= 2, sample.largest > 0 else {
      throw DimensionError.nothingLeft(points: cloud.count, dropped: dropped, tied: tied)
    }
    let fit =
      switch method {
      case .linear: sample.linearFit()
      case .mle, .censored: sample.likelihoodFit()
      case .bayes: sample.posteriorFit()
      }
    // A line through ratios that are all 1 but for one without a rank has no slope.
    guard fit.value.isFinite else {
      throw DimensionError.nothingLeft(points: cloud.count, dropped: dropped, tied: tied)
    }
    var notes = cloud.notes(dropped: dropped)
    if tied > 0 {
      notes.append("\(tied) points with r₁ = r₂ " + (ties == .keep ? "count with a ratio of 1" : "were left out"))
    }
    var scores = [Double](repeating: 0, count: lists.count)
    for (point, score) in zip(used, fit.scores) { scores[point] = score }
    var standardError = fit.fisher
    if let variance = NeighborGraph(neighbors: lists, reach: 2).variance(of: scores) {
      standardError = variance.squareRoot() * fit.factor
    } else {
      notes.append("too few points for a standard error over overlapping neighbourhoods: Fisher's is given")
    }
    return DimensionEstimate(
      value: fit.value, standardError: standardError, fisherStandardError: fit.fisher,
      interval: interval(sample),
      scale: lists.meanRadius(rank: 1, over: used)...lists.meanRadius(rank: 2, over: used),
      local: cloud.spread(logs.map { 1 / $0 }), convention: convention,
      counts: cloud.counts(used: used.count, dropped: dropped, tied: tied), notes: notes)
  }

  private func interval(_ sample: RatioSample) -> ClosedRange<Double>? {
    switch method {
    case .linear: nil
    case .mle, .censored: sample.interval
    case .bayes: sample.posteriorInterval
    }
  }
}
