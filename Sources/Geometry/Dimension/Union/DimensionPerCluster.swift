public import Tensors

/// The intrinsic dimension of each cluster of a set of points.
public struct DimensionPerCluster: Hashable, Sendable {
  /// The clusters, and which each row belongs to.
  public let clustering: Clustering
  /// One class a cluster; the labels are the clusters' numbers.
  public let dimensions: DimensionPerClass
}

/// The intrinsic dimension of each cluster that k-means finds, for points without labels.
/// - Parameters:
///   - points: [N, …], one point a row.
///   - clusters: how many.
///   - method: the estimator with its parameters.
///   - restarts: how many starts to take the best of.
///   - seed: what the clustering is drawn with.
///   - duplicates: what becomes of rows equal to an earlier row of their cluster.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `ComparisonError` for clusters or restarts out of range; `DimensionError` as for ``dimensionPerClass``;
///   `Interrupted`.
/// - Complexity: O(N·K·D) an iteration, then O(Σ N_c²·D).
public func dimensionPerCluster(
  _ points: Tensor, clusters: Int, _ method: DimensionMethod = .mle(), restarts: Int = 3, seed: Int = 0,
  duplicates: DuplicatePolicy = .merge, checkpoint: Checkpoint = .none
) throws -> DimensionPerCluster {
  let clustering = try kMeans(points, clusters: clusters, restarts: restarts, seed: seed, checkpoint: checkpoint)
  return DimensionPerCluster(
    clustering: clustering,
    dimensions: try dimensionPerClass(
      points, labels: clustering.assignment, method, duplicates: duplicates, checkpoint: checkpoint))
}
