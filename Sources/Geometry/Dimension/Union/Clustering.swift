public import Tensors

/// A partition of points by the nearest of K centres.
public struct Clustering: Hashable, Sendable {
  /// The cluster of each row, from 0.
  public let assignment: [Int]
  /// The mean of each cluster's rows, [K, D] in double precision; where the rounds ran out, of its rows a round before.
  public let centers: Tensor
  /// Rows of each cluster.
  public let sizes: [Int]
  /// Σ |x - c|² over the rows and their centres.
  public let sumOfSquares: Double
  /// Rounds of assignment and averaging of the start that was kept.
  public let iterations: Int
  /// Whether the last round moved no row.
  public let isConverged: Bool
}

/// Clusters by Lloyd's algorithm from greedy k-means++ starts.
///
/// Distances come from blocked double-precision products; of equally near centres the first is taken, an empty cluster
/// starts again at the row farthest from its centre, and of several starts the one with the least sum of squares is
/// kept, the first of equal ones. The bits do not depend on the number of threads.
///
/// Source: Arthur, Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007.
/// - Parameters:
///   - points: [N, …], one point a row; further axes are flattened.
///   - clusters: how many, K.
///   - restarts: how many starts to take the best of.
///   - iterations: the most rounds of a start.
///   - seed: what the starts are drawn with (stream `clusters`).
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `DimensionError` for points that are empty, not finite or too large; `ComparisonError` for clusters below
///   1 or more than points that differ, and parameters out of range; `Interrupted`.
/// - Complexity: O(N·K·D) a round; memory 16·N and at most 128 MiB for sums, besides 8·K·D.
public func kMeans(
  _ points: Tensor, clusters: Int, restarts: Int = 3, iterations: Int = 100, seed: Int = 0,
  checkpoint: Checkpoint = .none
) throws -> Clustering {
  try PointCloud.check(points)
  for (name, found) in [("restarts", restarts), ("iterations", iterations)] where !(1...100_000).contains(found) {
    throw ComparisonError.parameter(name, found: found, expected: 1...100_000)
  }
  guard (1...points.shape[0]).contains(clusters) else {
    throw ComparisonError.clusters(found: clusters, points: points.shape[0])
  }
  let search = try ClusterSearch(points.flattened, clusters: clusters, checkpoint: checkpoint)
  var best: Clustering?
  for start in 0..<restarts {
    var stream = RandomStream(seed: seed, name: "clusters", index: start)
    let found = try search.run(iterations: iterations, from: &stream) { iteration in
      let done = start * iterations + iteration
      checkpoint.report(Progress("clusters", done, of: restarts * iterations, unit: "round"))
    }
    if found.sumOfSquares < best?.sumOfSquares ?? .infinity { best = found }
  }
  checkpoint.report(Progress("clusters", restarts * iterations, of: restarts * iterations, unit: "round"))
  guard let best else { throw ComparisonError.clusters(found: clusters, points: points.shape[0]) }
  return best
}
