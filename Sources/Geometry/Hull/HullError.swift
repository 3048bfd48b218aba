public import Tensors

/// Why membership in a convex hull cannot be decided.
public enum HullError: Error, Hashable, Sendable {
  /// Which of the two sets is meant.
  public enum Role: String, Hashable, Sendable {
    case points
    case queries
  }

  /// Not rows of points.
  case notPoints(Role, Shape)
  case empty(Role, Shape)
  /// A coordinate is NaN, infinite, or of magnitude 2²⁰⁰ or more.
  case notUsable(Role, row: Int, column: Int, value: Double)
  /// Queries and points have different numbers of coordinates.
  case dimensions(points: Int, queries: Int)
}
