import Glibc
public import Tensors

/// How near queries lie to a set of points: the rival of hull membership as an account of generalisation.
public struct Proximity: Hashable, Sendable {
  /// k.
  public let neighbors: Int
  /// Points of the set.
  public let points: Int
  /// For each query the rows of its k nearest points, nearest first; M × k.
  public let indices: [Int]
  /// Their euclidean distances, M × k, each row ascending.
  public let distances: [Double]

  /// The distance of each query to its nearest point.
  public var nearest: [Double] { stride(from: 0, to: distances.count, by: neighbors).map { distances[$0] } }

  /// The distance of each query to its k-th nearest point.
  public var radius: [Double] {
    stride(from: 0, to: distances.count, by: neighbors).map { distances[$0 + neighbors - 1] }
  }

  /// ln of the local density (k - 1)/(N·V_d·r_kᵈ) of the points at each query, V_d the volume of the unit ball.
  ///
  /// Infinite where the k-th neighbour coincides with the query.
  /// - Parameter dimension: d of the points, best their intrinsic dimension.
  /// - Throws: `HullError` for a dimension that is not positive or fewer than two neighbours.
  ///
  /// Source: Loftsgaarden, Quesenberry, "A nonparametric estimate of a multivariate density function",
  /// doi:10.1214/aoms/1177700079.
  public func logDensity(dimension: Double) throws(HullError) -> [Double] {
    guard dimension > 0, dimension <= 1e6 else {
      throw .outOfRange("dimension", found: dimension, expected: "a number above 0, at most 1e6")
    }
    guard neighbors >= 2 else {
      throw .outOfRange("neighbors", found: Double(neighbors), expected: "2 or more for a density")
    }
    let ball = dimension / 2 * log(Double.pi) - lgamma(dimension / 2 + 1)
    let front = log(Double(neighbors - 1)) - log(Double(points)) - ball
    return radius.map { front - dimension * log($0) }
  }
}

/// The exact nearest points of each query.
///
/// The search is that of `Neighbors`.
/// - Parameters:
///   - queries: [M, …] as wide as the points.
///   - points: [N, …].
///   - neighbors: k, from 1 to N.
/// - Throws: `HullError` for sets that are no sets of points or differ in width, or k out of range; `Interrupted`.
/// - Complexity: O(M·N·D) in single precision. Memory: 12·N·D bytes beside the points.
public func proximity(
  of queries: Tensor, to points: Tensor, neighbors: Int = 10, checkpoint: Checkpoint = .none
) throws -> Proximity {
  let points = try HullError.checked(points, .points), queries = try HullError.checked(queries, .queries)
  guard points.shape[1] == queries.shape[1] else {
    throw HullError.dimensions(points: points.shape[1], queries: queries.shape[1])
  }
  try HullError.check("neighbors", neighbors, in: 1...points.shape[0])
  // A query equal to a point is at distance zero from it: under `.drop` both stay.
  let cloud = try PointCloud(of: queries, in: points, duplicates: .drop, checkpoint: checkpoint)
  let found = try cloud.neighbors(neighbors, checkpoint: checkpoint)
  return Proximity(
    neighbors: neighbors, points: points.shape[0], indices: found.indices.map(Int.init), distances: found.distances)
}
