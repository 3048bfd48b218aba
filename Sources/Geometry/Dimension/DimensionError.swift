public import Tensors

/// Why an intrinsic dimension cannot be estimated.
public enum DimensionError: Error, Hashable, Sendable {
  /// A scalar where rows of points are needed.
  case notPoints(Shape)
  case empty(Shape)
  /// More rows than a neighbour list can number.
  case tooManyPoints(Int)
  /// A coordinate is NaN, infinite, or of magnitude 2²⁰⁰ or more.
  case notUsable(row: Int, column: Int, value: Double)
  case duplicate(row: Int, of: Int)
  case tooFewNeighbors(Int, minimum: Int)
  case tooManyNeighbors(Int, points: Int)
  /// The neighbour lists are shorter than the estimator needs.
  case shortNeighborLists(Int, needed: Int)
  /// The neighbour lists belong to a set of another size.
  case foreignNeighbors(Int, points: Int)
  /// The fraction of the largest ratios to leave out is not in 0 ..< 1.
  case trim(Double)
  /// A named parameter is out of range.
  case parameter(String, Double, expected: String)
  /// No pair lies within the inner radius, or none between the radii.
  case fewPairs(within: Int, of: Int, inner: Double, outer: Double)
  /// Nothing is left to estimate from: every point is dropped, or all ratios are 1.
  case nothingLeft(points: Int, dropped: Int, tied: Int)
}
