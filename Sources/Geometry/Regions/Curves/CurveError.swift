public import Tensors

/// Why regions cannot be counted along a curve or on a set of lines.
public enum CurveError: Error, Hashable, Sendable {
  /// Points are not one row a vertex or line, with one coordinate an input of the network.
  case pointsShape(Shape, inputs: Int)
  /// Fewer vertices than a polyline or a closed curve needs.
  case tooFewVertices(Int, minimum: Int)
  /// A coordinate is NaN, infinite, or of magnitude 2²⁰⁰ or more.
  case notUsable(row: Int, value: Double)
  /// All vertices are the same point.
  case noLength
  /// The two ends of the lines are not as many.
  case endsDisagree(Int, Int)
  /// The two ends of a line are the same point.
  case samePoint(line: Int)
  /// A number of random lines that cannot be drawn, or whose directions would not fit in memory.
  case lineCount(Int, maximum: Int)
  case chordCount(Int, maximum: Int)
  /// The network has fewer inputs than the curve needs.
  case ambient(inputs: Int, needed: Int)
  /// A parameter of a curve is not usable.
  case parameter(String, Double)
}
