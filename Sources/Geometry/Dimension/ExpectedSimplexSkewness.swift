public import Tensors

/// The dimension at each point from how skew the simplices of its neighbours are.
///
/// With the neighbours as vectors v from their mean, the skewness is Σ|vᵢ||vⱼ||sin ∠|/Σ|vᵢ||vⱼ| over pairs (version a),
/// or the same with |cos| (version b): the mean over directions, weighted by lengths. It is compared with the value for
/// uniform directions in n dimensions, linear between integers. Every pair is used, so that nothing is drawn; the
/// peers sample 5,000 pairs from k = 101 on.
///
/// Source: Johnsson, Soneson, Fontes, "Low bias local intrinsic dimension estimation from expected simplex skewness",
/// doi:10.1109/TPAMI.2014.2343220; simplices of one edge beside the mean (d = 1).
public struct ExpectedSimplexSkewness: DimensionEstimator {
  /// Which function of the angle is averaged.
  public enum Version: String, Hashable, Sendable, CaseIterable {
    /// |sin|: areas.
    case a
    /// |cos|: projections.
    case b
  }

  /// k.
  public let neighbors: Int
  /// Which function of the angle is averaged.
  public let version: Version

  /// The estimator; a k out of range is refused when it estimates.
  public init(neighbors: Int = 100, version: Version = .a) {
    self.neighbors = neighbors
    self.version = version
  }

  /// Estimator, version and pooling in words.
  public var convention: String {
    "ESS version \(version.rawValue), k = \(neighbors), all pairs, arithmetic mean over points"
  }

  /// - Throws: `DimensionError` for fewer than 3 or more than 2,000 neighbours, neighbour lists too short or of another
  ///   set, or no point with a finite value; `Interrupted`.
  /// - Complexity: O(N·k²·D).
  public func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint
  ) throws -> DimensionEstimate {
    guard neighbors >= 3 else { throw DimensionError.tooFewNeighbors(neighbors, minimum: 3) }
    try Neighborhoods.check(neighbors)
    try check(cloud, lists)
    let skewness = SimplexSkewness(version == .a ? .area : .projection)
    let neighborhoods = Neighborhoods(points: cloud.points, lists: lists, count: neighbors, origin: .mean)
    let local = try neighborhoods.map(checkpoint: checkpoint) { neighborhood -> Double in
      guard neighborhood.radii[0] > 0 else { return .nan }
      let sums = neighborhood.pairSums
      return skewness.dimension(of: (version == .a ? sums.areas : sums.projections) / sums.weights)
    }
    return try PointwiseAverage(local: local, reach: neighbors).overlapping(
      cloud, lists, convention: convention, checkpoint: checkpoint)
  }
}
