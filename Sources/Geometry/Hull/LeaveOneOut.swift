public import Tensors

/// Whether each point lies in the convex hull of the others, and how far from it.
///
/// A point that another repeats lies in the hull of the others. The certificates speak of the other points alone.
/// - Parameters:
///   - points: [N, …] with N ≥ 2; further axes are flattened.
///   - aim: as in `hullMembership`.
/// - Throws: `HullError` for a set that is no set of points or has fewer than two; `Interrupted`.
/// - Complexity: that of N queries of N points.
public func leaveOneOut(
  _ points: Tensor, aim: HullMembership.Aim = .membership, checkpoint: Checkpoint = .none
) throws -> HullMembership {
  let points = try HullError.checked(points, .points)
  guard points.shape[0] >= 2 else { throw HullError.tooFewPoints(found: points.shape[0], minimum: 2) }
  let space = try HullSpace(points, checkpoint: checkpoint)
  let search = HullSearch(
    space: space, rows: try RowIndex(points, checkpoint: checkpoint), aim: aim, checkpoint: checkpoint)
  let certificates = try search.certificates(points, leavingOut: true)
  return HullMembership(
    points: points, queries: points, aim: aim, certificates: certificates,
    tolerance: space.insideTolerance / space.centering.scale, leavesOneOut: true)
}

/// The extreme points of a set: those outside the hull of the others, its vertices.
public struct ExtremePoints: Hashable, Sendable {
  /// Rows of the extreme points, ascending; of equal rows the first.
  public let indices: [Int]
  /// Rows given.
  public let rowCount: Int
  /// Rows that repeat an earlier one, which are never extreme.
  public let duplicateCount: Int

  public var count: Int { indices.count }

  /// Extreme points / distinct rows.
  public var fraction: Double { Double(count) / Double(rowCount - duplicateCount) }
}

/// Finds the extreme points of a set, each by a plane that has all other points on one side.
/// - Parameter points: [N, …]; further axes are flattened.
/// - Throws: `HullError` for a set that is no set of points; `Interrupted`.
/// - Complexity: that of `leaveOneOut`.
public func extremePoints(_ points: Tensor, checkpoint: Checkpoint = .none) throws -> ExtremePoints {
  let points = try HullError.checked(points, .points)
  let rows = try RowIndex(points, checkpoint: checkpoint)
  let firsts = try Centering.shards(of: points.shape[0], checkpoint) { range in
    let values = points.doubles(rows: range), width = points.rowWidth
    return range.indices.filter { row in
      let start = (row - range.lowerBound) * width
      return rows.firstRow(equalTo: values[start..<start + width], leavingOut: -1) == row
    }
  }.flatMap(\.self)
  let duplicates = points.shape[0] - firsts.count
  guard firsts.count >= 2 else {
    return ExtremePoints(indices: firsts, rowCount: points.shape[0], duplicateCount: duplicates)
  }
  let distinct = duplicates == 0 ? points : try points.gather(firsts)
  let inside = try leaveOneOut(distinct, checkpoint: checkpoint).inside
  return ExtremePoints(
    indices: zip(firsts, inside).filter { !$0.1 }.map(\.0), rowCount: points.shape[0], duplicateCount: duplicates)
}
