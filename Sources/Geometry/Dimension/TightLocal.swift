public import Tensors

/// The tight local estimator: a maximum-likelihood value from all pairs of a small neighbourhood.
///
/// Each of the k neighbours serves as the centre of balls that stay inside the neighbourhood of radius r; the
/// distances s at which they meet the other neighbours, and t at which they meet the neighbours' reflections in the
/// point, join the distances D themselves: d = -2(k² - dropped)/(Σ ln(s/r) + Σ ln(t/r) + 2Σ ln(D/r)). Measurements
/// below r/10,000 are dropped in pairs. The value of a set is the mean over its points.
///
/// Source: Amsaleg, Chelly, Houle, Kawarabayashi, Radovanović, Treeratanajaru, "Intrinsic dimensionality estimation
/// within tight localities", doi:10.1137/1.9781611975673.21, in the variant with central measurements and reflections.
public struct TightLocal: DimensionEstimator {
  /// k; the k-th distance is the radius of the neighbourhood.
  public let neighbors: Int

  /// The estimator; a k out of range is refused when it estimates.
  public init(neighbors: Int = 20) { self.neighbors = neighbors }

  /// Measurements below this share of the radius are dropped.
  private static let limit = 1e-4

  /// Estimator and pooling in words.
  public var convention: String {
    "TLE with reflections, k = \(neighbors), numerator k² less dropped pairs, arithmetic mean over points"
  }

  /// - Throws: `DimensionError` for fewer than 2 or more than 2,000 neighbours, neighbour lists too short or of another
  ///   set, or no point with a finite value; `Interrupted`.
  /// - Complexity: O(N·k²·D).
  public func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint
  ) throws -> DimensionEstimate {
    guard neighbors >= 2 else { throw DimensionError.tooFewNeighbors(neighbors, minimum: 2) }
    try Neighborhoods.check(neighbors)
    try check(cloud, lists)
    let neighborhoods = Neighborhoods(points: cloud.points, lists: lists, count: neighbors, origin: .point)
    let local = try neighborhoods.map(checkpoint: checkpoint) { neighborhood -> Double in
      guard neighborhood.radii[0] > 0 else { return .nan }
      let sums = neighborhood.tightSums(limit: Self.limit)
      // All neighbours equally far: no scale to measure.
      if sums.pairs > -Self.limit { return .infinity }
      let kept = neighbors * neighbors - sums.droppedPairs - sums.droppedDistances
      return -2 * Double(kept) / (sums.pairs + 2 * sums.distances)
    }
    return try PointwiseAverage(local: local, reach: neighbors).overlapping(
      cloud, lists, convention: convention, checkpoint: checkpoint)
  }
}
