public import Tensors

/// Why regions cannot be counted.
public enum RegionError: Error, Hashable, Sendable {
  /// A point does not have as many coordinates as the network has inputs.
  case pointShape(Shape, inputs: Int)
  /// A coordinate is NaN, infinite, or of magnitude 2²⁰⁰ or more.
  case notUsable(point: Int, coordinate: Int, value: Double)
  /// The two points of a line are the same.
  case samePoint
  /// Points are not rows with one coordinate for each input, or there are none.
  case pointsShape(Shape, inputs: Int)
  /// A coordinate of a row of points is NaN, infinite, or of magnitude 2²⁰⁰ or more.
  case rowNotUsable(row: Int, coordinate: Int, value: Double)
  /// A number out of its range.
  case parameter(String, expected: String, found: String)
  /// Tangent directions do not fit the points, or depend on each other.
  case tangents(String, expected: String, found: String)
  case noStages
  /// The outputs of a stage are not as many as the inputs of the next.
  case stagesDisagree(String, outputs: Int, String, inputs: Int)
  /// Weights are not a matrix, or the bias does not match them.
  case stageShape(String, weights: Shape, bias: Shape?)
  /// No window of a pool fits the image.
  case windows(String, height: Int, width: Int, input: ImageShape)
  /// A layer that regions are not counted through.
  case unsupported(String, kind: String)
  /// A stage computed NaN or infinity.
  case overflow(stage: String)
  /// What only a plane can be refused for.
  case plane(PlaneFault)
}
