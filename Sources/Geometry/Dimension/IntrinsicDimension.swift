public import Tensors

/// The intrinsic dimension of a set of points.
///
/// ```swift
/// let estimate = try intrinsicDimension(points, .mle(neighbors: 20))
/// print(estimate.value, estimate.standardError)
/// ```
/// - Parameters:
///   - points: [N, …], one point a row; further axes are flattened.
///   - method: the estimator with its parameters; a number of neighbours that the set does not have is cut, with a
///     note.
///   - anchors: how many points to measure, drawn at random, each against all the others; nil for every point.
///   - seed: of the draw of anchors and of `.jitter`.
///   - metric: what the distance of two points is.
///   - duplicates: what becomes of rows equal to an earlier row.
///   - checkpoint: where the neighbour pass looks for an interrupt and reports progress.
/// - Throws: `DimensionError` for points that are empty, not finite or too large, too few for the method, a
///   parameter out of range, or points that leave no scale to measure; `Interrupted`.
/// - Complexity: O(N²·D) for the neighbours, or O(anchors·N·D), once for the same points; O(N·k²) for the estimate.
public func intrinsicDimension(
  _ points: Tensor, _ method: DimensionMethod = .mle(), anchors: Int? = nil, seed: Int = 0,
  metric: Metric = .euclidean, duplicates: DuplicatePolicy = .merge, checkpoint: Checkpoint = .none
) throws -> DimensionEstimate {
  var cloud = try PointCloud(points, duplicates: duplicates, metric: metric, seed: seed, checkpoint: checkpoint)
  if let anchors { cloud = try cloud.anchored(anchors, seed: seed) }
  return try cloud.estimate(method, checkpoint: checkpoint)
}

/// The intrinsic dimension that points see in a set apart from them, each among its nearest in `reference`.
///
/// For how the policy for duplicates reads, and which queries count as adjacent in the standard error, see
/// `PointCloud.init(of:in:duplicates:metric:seed:checkpoint:)`.
/// - Parameters:
///   - queries: [Q, …], one point a row; further axes are flattened.
///   - reference: [N, …], of as many coordinates.
///   - method: an estimator that reads distances alone.
///   - seed: of `.jitter`.
/// - Throws: `DimensionError` as for one set, for widths that differ, and for an estimator of coordinates;
///   `Interrupted`.
/// - Complexity: O(Q·N·D).
public func intrinsicDimension(
  of queries: Tensor, in reference: Tensor, _ method: DimensionMethod = .mle(), seed: Int = 0,
  metric: Metric = .euclidean, duplicates: DuplicatePolicy = .merge, checkpoint: Checkpoint = .none
) throws -> DimensionEstimate {
  try PointCloud(
    of: queries, in: reference, duplicates: duplicates, metric: metric, seed: seed, checkpoint: checkpoint
  ).estimate(method, checkpoint: checkpoint)
}

/// The intrinsic dimension of a set of which the distances are given.
///
/// - Parameters:
///   - distances: [N, N], finite, at least 0, zero on the diagonal and symmetric up to 10⁻⁶ of the largest.
///   - method: an estimator that reads distances alone.
///   - duplicates: what becomes of points at distance zero from an earlier one; `.jitter` needs coordinates.
/// - Throws: `DimensionError` for what is not such a matrix, and for an estimator of coordinates; `Interrupted`.
/// - Complexity: O(N²).
public func intrinsicDimension(
  distances: Tensor, _ method: DimensionMethod = .mle(), duplicates: DuplicatePolicy = .merge,
  checkpoint: Checkpoint = .none
) throws -> DimensionEstimate {
  try PointCloud(distances: distances, duplicates: duplicates, checkpoint: checkpoint)
    .estimate(method, checkpoint: checkpoint)
}
