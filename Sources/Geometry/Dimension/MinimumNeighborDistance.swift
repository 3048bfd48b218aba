import Glibc
public import Tensors

/// MiND-ML: the dimension by maximum likelihood from ρ = r₁/r_{k+1}.
///
/// ln L(d) = N ln(kd) + (d-1) Σ ln ρ + (k-1) Σ ln(1 - ρᵈ) for 1 ≤ d ≤ D, the number of coordinates: the likelihood of
/// Gride with ranks 1 and k+1, with a bound and no filter. Here the root of the score is found; scikit-dimension's solver
/// can stop where it starts, at MLi's integer, and its answers end at 10 by default.
///
/// Source: Rozza, Lombardi, Ceruti, Casiraghi, Campadelli, "Novel high intrinsic dimensionality estimators",
/// doi:10.1007/s10994-012-5294-7.
public struct MinimumNeighborDistance: DimensionEstimator {
  /// Which dimensions are considered.
  public enum Version: String, Hashable, Sendable, CaseIterable {
    /// MLk: the real number that is most likely.
    case real
    /// MLi: the integer that is most likely.
    case integer
  }

  /// k; the neighbour of rank k+1 is the reference.
  public let k: Int
  /// Which dimensions are considered.
  public let version: Version

  /// The estimator with its conventions; a k below 1 is refused when it estimates.
  public init(k: Int = 10, version: Version = .real) {
    self.k = k
    self.version = version
  }

  /// k+1.
  public var neighbors: Int { min(max(k, 0), Int.max - 1) + 1 }

  /// Estimator, version and bound in words.
  public var convention: String {
    let name = version == .real ? "MLk, real" : "MLi, integer"
    return "MiND-\(name), k = \(k), ratio of the first to neighbour k+1, between 1 and the number of coordinates"
  }

  /// - Throws: `DimensionError` for k below 1, neighbour lists too short or of another set, or no ratio left that
  ///   differs from 1.
  /// - Complexity: O(N·k).
  public func estimate(_ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate {
    guard k >= 1 else { throw DimensionError.parameter("k", Double(k), expected: "at least 1") }
    try check(cloud, lists)
    let sample = FarRatios(cloud, lists, rank: k + 1)
    let likelihood = RatioLikelihood(logs: sample.logs, near: 1, far: k + 1)
    guard let root = likelihood.root(terms: Double(sample.used.count)), root.isFinite else { throw sample.nothingLeft }
    let bound = Double(cloud.points.rowWidth)
    var value = min(max(root, 1), bound)
    var notes = sample.notes(cloud)
    var standardError = Double.nan, fisher = Double.nan
    switch version {
    case .real:
      if root > bound { notes.append("the most likely dimension is beyond the number of coordinates, which bounds it") }
      if root < 1 { notes.append("the most likely dimension is below 1, which bounds it") }
      let information = likelihood.information(at: root)
      fisher = 1 / information.squareRoot()
      var scores = [Double](repeating: 0, count: lists.count)
      for (point, score) in zip(sample.used, likelihood.scores(at: root)) { scores[point] = score }
      let sandwich = Sandwich(scores: scores, factor: 1 / information, fisher: fisher, lists: lists, reach: k + 1)
      standardError = sandwich.standardError
      notes += sandwich.notes
    case .integer:
      // ln L is concave, so the best integer is beside the root.
      let below = value.rounded(.down), above = min(below + 1, bound)
      value = likelihood.logLikelihood(at: above) > likelihood.logLikelihood(at: below) ? above : below
      notes.append("an integer has no standard error: the real version states one")
    }
    try checkpoint.check()
    let moment = Polygamma.digamma(Double(k + 1)) - Polygamma.digamma(1)
    return DimensionEstimate(
      value: value, standardError: standardError, fisherStandardError: fisher, interval: nil,
      scale: sample.scale(lists), local: cloud.spread(sample.all.map { moment / $0 }), convention: convention,
      counts: cloud.counts(used: sample.used.count, dropped: sample.dropped, tied: sample.tied), notes: notes)
  }
}

/// ln(r_rank/r₁) of the points that have neighbours at two distances.
struct FarRatios {
  /// One a point; NaN where a neighbour is at distance zero.
  let all: [Double]
  let used: [Int]
  let dropped: Int
  let tied: Int
  private let rank: Int

  init(_ cloud: PointCloud, _ lists: Neighbors, rank: Int) {
    let all = (0..<lists.count).map { point in
      lists.radius(point, rank: 1) > 0 ? log(lists.radius(point, rank: rank) / lists.radius(point, rank: 1)) : .nan
    }
    let apart = lists.pointsApart
    used = apart.filter { all[$0] > 0 }
    dropped = cloud.count - apart.count
    tied = apart.count - used.count
    self.all = all
    self.rank = rank
  }

  var logs: [Double] { used.map { all[$0] } }

  var nothingLeft: DimensionError { .nothingLeft(points: all.count, dropped: dropped, tied: tied) }

  func scale(_ lists: Neighbors) -> ClosedRange<Double> {
    lists.meanRadius(rank: 1, over: used)...lists.meanRadius(rank: rank, over: used)
  }

  func notes(_ cloud: PointCloud) -> [String] {
    cloud.notes(dropped: dropped)
      + (tied > 0 ? ["\(tied) points with all \(rank) neighbours equally far were left out"] : [])
  }
}
