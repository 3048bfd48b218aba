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
  /// More neighbours than the products of one neighbourhood's vectors are held for.
  case wideNeighborhood(Int, limit: Int)
  /// Every point is separated from all others at every margin: too few points for so many dimensions.
  case separable(points: Int)
  /// The neighbour graph falls apart into pieces of which the largest holds less than half of the points.
  case disconnected(largest: Int, points: Int, neighbors: Int)
  /// The histogram of distances has no hump to fit.
  case noMode(points: Int)
  /// Nothing is left to estimate from: every point is dropped, or all ratios are 1.
  case nothingLeft(points: Int, dropped: Int, tied: Int)
}
