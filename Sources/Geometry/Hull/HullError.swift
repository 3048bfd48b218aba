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
  /// A number asked for lies outside its range.
  case outOfRange(String, found: Double, expected: String)
  /// More principal components than the points have.
  case components(asked: Int, available: Int)
  /// Not images [N, C, H, W], [N, H, W] or [N, H·W] of square images.
  case notImages(Shape)
  /// A part that the images do not hold.
  case partOfImages(String, height: Int, width: Int)
  /// A point cannot be compared with itself alone.
  case tooFewPoints(found: Int, minimum: Int)

  /// - Throws: `outOfRange`.
  static func check(_ label: String, _ value: Int, in range: ClosedRange<Int>) throws(HullError) {
    guard range.contains(value) else {
      throw .outOfRange(
        label, found: Double(value), expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
