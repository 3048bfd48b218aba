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
  /// The hump of the histogram is a bunch of paths with one number of edges.
  case bunchedDistances(width: Double, deviation: Double, neighbors: Int)
  /// No pair lies within the inner radius, or none between the radii.
  case fewPairs(within: Int, of: Int, inner: Double, outer: Double)
  /// Nothing is left to estimate from: every point is dropped, or all ratios are 1.
  case nothingLeft(points: Int, dropped: Int, tied: Int)
  /// A row of zeros has no direction.
  case zeroVector(row: Int)
  /// The number of anchors is not in 1 ... points.
  case anchors(Int, points: Int)
  /// Anchors of a cloud whose measured points are not all of its points, or whose points are not known.
  case anchorsOfPart
  /// Queries and reference have different numbers of coordinates.
  case widths(queries: Int, reference: Int)
  case queryInReference(query: Int, reference: Int)
  /// Queries want more neighbours than the reference has.
  case tooFewReferences(Int, available: Int)
  case notSquare(Shape)
  /// An entry is negative, not symmetric, or not zero on the diagonal.
  case notADistance(row: Int, column: Int, value: Double, mirrored: Double)
  case jitterOfDistances(row: Int, of: Int)
  /// The estimator reads coordinates, or needs every point measured.
  case needsWholeSet(estimator: String, found: String)
}
