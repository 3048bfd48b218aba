public import Tensors

/// The intrinsic dimension of a set of points.
///
/// ```swift
/// let estimate = try intrinsicDimension(points, .mle(neighbors: 20))
/// print(estimate.value, estimate.standardError)
/// ```
/// - Parameters:
///   - points: [N, …], one point a row; further axes are flattened.
///   - method: the estimator with its parameters.
///   - duplicates: what becomes of rows equal to an earlier row.
///   - checkpoint: where the neighbour pass looks for an interrupt and reports progress.
/// - Throws: `DimensionError` for points that are empty, not finite or too large, as many neighbours as points, a
///   parameter out of range, or points that leave no scale to measure; `Interrupted`.
/// - Complexity: O(N²·D) for the neighbours, O(N·k²) for the estimate.
public func intrinsicDimension(
  _ points: Tensor, _ method: DimensionMethod = .mle(), duplicates: DuplicatePolicy = .merge,
  checkpoint: Checkpoint = .none
) throws -> DimensionEstimate {
  let cloud = try PointCloud(points, duplicates: duplicates, checkpoint: checkpoint)
  let lists = method.neighbors == 0 ? .none(of: cloud) : try cloud.neighbors(method.neighbors, checkpoint: checkpoint)
  return try method.estimate(cloud, lists, checkpoint: checkpoint)
}
