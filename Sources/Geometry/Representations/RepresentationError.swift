public import Tensors

/// Why representations cannot be measured or compared.
public enum RepresentationError: Error, Hashable, Sendable {
  /// Features, class vectors or biases of shapes that do not belong together.
  case shape(String, expected: String, found: Shape)
  /// There is not one label a row.
  case labels(found: Int, rows: Int)
  /// A label that is no class.
  case label(Int, row: Int, classes: Int)
  /// A number that is NaN, infinite, or too large to be squared.
  case notFinite(String, row: Int, column: Int, value: Double)
  /// Fewer rows, classes or models than the measure is defined for.
  case tooFew(String, needed: Int, found: Int, measure: String)
  /// Two representations that are not of the same samples.
  case rows(first: Int, second: Int)
  /// Two measurements whose labels differ.
  case otherLabels(row: Int)
  /// A parameter that is out of range.
  case parameter(String, found: Double, expected: String)
  /// An entry of a matrix of distances that cannot be one.
  case notADistance(row: Int, column: Int, value: Double)
  /// More memory than the work may take, in bytes.
  case memory(needed: Int, limit: Int)
}
