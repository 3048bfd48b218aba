import Tensors

/// How points of one kind of manifold are drawn, row after row.
protocol ManifoldFamily: Sendable {
  var dimension: Int { get }
  /// Coordinates of a point; further ones are zero.
  var width: Int { get }
  /// The shape in words.
  var words: String { get }

  /// Appends the `width` coordinates of one point.
  func append(row: Int, from stream: inout RandomStream, to values: inout [Double])
}
