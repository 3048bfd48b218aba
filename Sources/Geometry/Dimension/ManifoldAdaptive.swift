import Glibc
public import Tensors

/// MADA: the dimension from the growth of a ball between its half and its whole number of neighbours.
///
/// The value at a point is ln(k/h)/ln(r_k/r_h) with h = ⌊k/2⌋ and ln(k/h) taken as ln 2, as published; the estimate is
/// the mean. A point with r_h = r_k has no finite value and is left out, where peers put the largest value.
///
/// Source: Farahmand, Szepesvári, Audibert, "Manifold-adaptive dimension estimation", doi:10.1145/1273496.1273530.
public struct ManifoldAdaptive: DimensionEstimator {
  /// k.
  public let neighbors: Int

  /// The estimator with its neighbours; fewer than two are refused when it estimates.
  public init(neighbors: Int = 20) { self.neighbors = neighbors }

  /// Estimator and pooling in words.
  public var convention: String {
    "MADA, k = \(neighbors), ln 2/ln(r_k/r_h) with h = \(max(neighbors, 2) / 2), arithmetic mean over points"
  }

  /// Yes.
  public var readsListsAlone: Bool { true }

  /// - Throws: `DimensionError` for fewer than two neighbours, neighbour lists too short or of another set, or no point
  ///   left with a finite value.
  /// - Complexity: O(N·k).
  public func estimate(_ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate {
    guard neighbors >= 2 else { throw DimensionError.tooFewNeighbors(neighbors, minimum: 2) }
    try check(cloud, lists)
    try checkpoint.check()
    let doubling = log(2.0)
    let local = (0..<lists.count).map { point in
      lists.radius(point, rank: 1) > 0
        ? doubling / log(lists.radius(point, rank: neighbors) / lists.radius(point, rank: neighbors / 2)) : .nan
    }
    return try PointwiseAverage(local: local, reach: neighbors).estimate(cloud, lists, convention: convention)
  }
}
