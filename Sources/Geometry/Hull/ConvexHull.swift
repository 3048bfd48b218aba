public import Tensors

/// Whether each query lies in the convex hull of a set of points, and how far from it.
///
/// x lies in the hull of P if and only if x = Σ wⱼpⱼ with wⱼ ≥ 0 and Σ wⱼ = 1. Each answer carries its proof; see
/// `HullCertificate`. Tolerances are relative to the size of the set: a change of units changes no answer.
/// - Parameters:
///   - queries: [M, …]; further axes are flattened.
///   - points: [N, …] with as many coordinates.
///   - aim: with `.membership` a query outside is left at the first proof, several times sooner, without a distance.
///   - checkpoint: where the search looks for an interrupt and reports progress.
/// - Throws: `HullError` for sets that are empty, not rows of points, not finite, too large or of different dimension;
///   `Interrupted`.
/// - Complexity: O(N·D) a query and look at all points; a few looks a query, shared by groups of 64 queries as one
///   single-precision product. Memory: 12·N·D bytes beside the points, and under 100 MB a thread.
///
/// Quick outs come first: a query equal to a point, off the span of the points, beyond their bounding box, or below a
/// plane that separated an earlier query. Where single precision cannot tell, double precision decides.
public func hullMembership(
  of queries: Tensor, in points: Tensor, aim: HullMembership.Aim = .distance, checkpoint: Checkpoint = .none
) throws -> HullMembership {
  let points = try HullError.checked(points, .points), queries = try HullError.checked(queries, .queries)
  guard points.shape[1] == queries.shape[1] else {
    throw HullError.dimensions(points: points.shape[1], queries: queries.shape[1])
  }
  let space = try HullSpace(points, checkpoint: checkpoint)
  let search = HullSearch(
    space: space, rows: try RowIndex(points, checkpoint: checkpoint), aim: aim, checkpoint: checkpoint)
  let certificates = try search.certificates(queries, leavingOut: false)
  return HullMembership(
    points: points, queries: queries, aim: aim, certificates: certificates,
    tolerance: space.insideTolerance / space.centering.scale)
}

extension HullError {
  /// The rows of a set as a matrix.
  /// - Throws: `HullError` for what is no set of points.
  static func checked(_ set: Tensor, _ role: HullError.Role) throws(HullError) -> Tensor {
    guard set.rank >= 2 else { throw .notPoints(role, set.shape) }
    guard set.count > 0 else { throw .empty(role, set.shape) }
    if let offset = set.firstOutOfRange {
      let width = set.rowWidth
      throw .notUsable(role, row: offset / width, column: offset % width, value: set.element(offset))
    }
    return set.flattened
  }
}
