import Glibc
public import Tensors

/// The binomial estimator: of the K points within R of a point, n lie within rR, each with probability rᵈ.
///
/// The maximum-likelihood value is ln(Σn/ΣK)/ln r. The Bayesian value is the mean of the posterior that follows from a
/// uniform prior on p = rᵈ: p ~ Beta(1 + Σn, 1 + ΣK - Σn), d = ln p/ln r, so that
/// E d = (ψ(a) - ψ(a+b))/ln r and Var d = (ψ′(a) - ψ′(a+b))/ln² r. Fisher's error is that of ΣK free trials or the
/// posterior's deviation; the standard error allows for pairs that share a point.
///
/// The radius is one for all points, or each point's distance to its neighbour k, which then is no trial itself: k-1
/// trials a point.
///
/// Source: Macocco, Glielmo, Grilli, Laio, "Intrinsic dimension estimation for discrete metrics",
/// doi:10.1103/PhysRevLett.130.067401, in the limit of a continuous space; conventions after DADApy.
public struct BinomialDimension: DimensionEstimator {
  /// The outer radius R.
  public enum Ball: Hashable, Sendable {
    /// One radius for all points, in the units of the coordinates.
    case radius(Double)
    /// The distance to each point's neighbour of this rank.
    case neighbors(Int)
  }

  /// How p becomes d.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    case mle
    case bayes
  }

  /// The outer radius.
  public let ball: Ball
  /// r, the ratio of the inner to the outer radius.
  public let ratio: Double
  /// How p becomes d.
  public let method: Method

  /// The estimator with its conventions; values out of range are refused when it estimates.
  public init(_ ball: Ball, ratio: Double, method: Method = .mle) {
    self.ball = ball
    self.ratio = ratio
    self.method = method
  }

  /// Zero for a radius, else the rank.
  public var neighbors: Int {
    switch ball {
    case .radius: 0
    case .neighbors(let rank): max(rank, 1)
    }
  }

  /// Estimator, radii and method in words.
  public var convention: String {
    let outer =
      switch ball {
      case .radius(let radius): "R = \(radius), distances below the radius"
      case .neighbors(let rank): "R the distance to neighbour k = \(rank), which is no trial"
      }
    let fit = method == .mle ? "maximum likelihood" : "posterior mean under a uniform prior on r^d"
    return "binomial, \(outer), r = \(ratio), \(fit)"
  }

  /// - Throws: `DimensionError` for a ratio not strictly between 0 and 1, a radius that is not positive and finite,
  ///   fewer than two neighbours, neighbour lists too short or of another set, or no pair on one side of the inner
  ///   radius; `Interrupted`.
  /// - Complexity: O(N²·D) for a radius, O(N·k) for a rank.
  public func estimate(_ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate {
    guard ratio > 0, ratio < 1 else { throw DimensionError.parameter("ratio", ratio, expected: "above 0 and below 1") }
    try check(cloud, lists)
    switch ball {
    case .radius(let radius):
      guard radius > 0, radius < .infinity, radius * ratio > 0 else {
        throw DimensionError.parameter("radius", radius, expected: "positive and finite")
      }
      let counts = try BallCounts(
        cloud, inner: radius * ratio, outer: radius, used: Array(0..<cloud.count), checkpoint: checkpoint)
      return try counts.estimate(cloud, dropped: 0, isBayesian: method == .bayes, convention: convention)
    case .neighbors(let rank):
      guard rank >= 2 else { throw DimensionError.tooFewNeighbors(rank, minimum: 2) }
      try checkpoint.check()
      return try estimate(cloud, lists, rank: rank)
    }
  }

  private func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, rank: Int
  ) throws(DimensionError) -> DimensionEstimate {
    let used = lists.pointsApart
    let dropped = cloud.count - used.count
    let inside = used.map { point -> Int in
      let bound = ratio * lists.radius(point, rank: rank)
      let start = point * lists.neighbors
      return lists.distances[start..<start + rank - 1].count { $0 < bound }
    }
    let trials = Double(used.count) * Double(rank - 1), successes = Double(inside.reduce(0, +))
    guard !used.isEmpty else { throw .nothingLeft(points: cloud.count, dropped: dropped, tied: 0) }
    let outer = lists.meanRadius(rank: rank, over: used)
    guard successes > 0, successes < trials else {
      throw .fewPairs(within: Int(successes), of: Int(trials), inner: ratio * outer, outer: outer)
    }
    let share = successes / trials, logRatio = -log(ratio)
    let posterior = PairRatio.posterior(successes: successes, trials: trials, logRatio: logRatio)
    let fisher = method == .mle ? ((1 / share - 1) / trials).squareRoot() / logRatio : posterior.deviation
    var scores = [Double](repeating: 0, count: cloud.count)
    var local = [Double](repeating: .nan, count: cloud.count)
    for (index, point) in used.enumerated() {
      scores[point] = Double(inside[index]) - share * Double(rank - 1)
      local[point] = inside[index] > 0 ? log(Double(rank - 1) / Double(inside[index])) / logRatio : .nan
    }
    let sandwich = Sandwich(
      scores: scores, factor: 1 / (successes * logRatio), fisher: fisher, lists: lists, reach: rank)
    var notes = cloud.notes(dropped: dropped)
    let empty = inside.filter { $0 == 0 }.count
    if empty > 0 { notes.append("\(empty) points have no other within the inner radius, so no value of their own") }
    return DimensionEstimate(
      value: method == .mle ? log(1 / share) / logRatio : posterior.mean, standardError: sandwich.standardError,
      fisherStandardError: fisher, interval: nil, scale: ratio * outer...outer, local: cloud.spread(local),
      convention: convention, counts: cloud.counts(used: used.count, dropped: dropped, tied: 0),
      notes: notes + sandwich.notes)
  }
}
