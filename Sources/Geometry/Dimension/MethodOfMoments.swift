public import Tensors

/// The method of moments: under a constant density the mean distance in a ball of radius w is w·d/(d+1).
///
/// With m the mean of the k distances, the k-th included, and w = r_k the value at a point is m/(w - m); the estimate
/// is their mean.
///
/// Source: Amsaleg et al., "Extreme-value-theoretic estimation of local intrinsic dimensionality",
/// doi:10.1007/s10618-018-0578-6.
public struct MethodOfMoments: DimensionEstimator {
  /// k.
  public let neighbors: Int

  /// The estimator with its neighbours; fewer than two are refused when it estimates.
  public init(neighbors: Int = 100) { self.neighbors = neighbors }

  /// Estimator and pooling in words.
  public var convention: String {
    "method of moments, k = \(neighbors), m/(r_k - m) with m the mean of all k distances, arithmetic mean over points"
  }

  /// Yes.
  public var readsListsAlone: Bool { true }

  /// - Throws: `DimensionError` for fewer than two neighbours, neighbour lists too short or of another set, or no point
  ///   left with neighbours at two distances.
  /// - Complexity: O(N·k).
  public func estimate(_ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate {
    guard neighbors >= 2 else { throw DimensionError.tooFewNeighbors(neighbors, minimum: 2) }
    try check(cloud, lists)
    try checkpoint.check()
    let local = (0..<lists.count).map { point -> Double in
      guard lists.radius(point, rank: 1) > 0 else { return .nan }
      let farthest = lists.radius(point, rank: neighbors)
      guard lists.radius(point, rank: 1) < farthest else { return .infinity }
      let start = point * lists.neighbors
      let mean = lists.distances[start..<start + neighbors].reduce(0, +) / Double(neighbors)
      return mean / (farthest - mean)
    }
    return try PointwiseAverage(local: local, reach: neighbors).estimate(cloud, lists, convention: convention)
  }
}
