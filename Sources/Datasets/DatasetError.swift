public import Tensors

/// Why samples or a data set cannot be had.
public enum DatasetError: Error, Hashable, Sendable {
  /// The inputs are not rows of numbers.
  case inputs(shape: Shape)
  /// There must be at least one class.
  case classCount(Int)
  /// There is not one label a row.
  case labelCount(expected: Int, found: Int)
  /// A label is outside the classes; the source is the file it was read from.
  case label(source: String?, row: Int, found: Int, classes: Int)
  /// The image does not fill a row.
  case imageShape(ImageShape, features: Int)
  /// There is no such row.
  case row(Int, count: Int)
  /// There is no such class.
  case `class`(Int, classes: Int)
  /// A part differs from the training part in width or in classes.
  case parts(part: String, PartMismatch)
  /// Labels cannot be made noisy in this way.
  case labelNoise(expected: String, found: String)
  /// More rows were asked for than there are.
  case partCount(part: String, requested: Int, available: Int)
  /// The files of a set were not found in any of the places tried.
  case missing(set: String, files: [String], tried: [String], variable: String)
  /// Two files that belong together hold different counts.
  case counts(images: String, imageCount: Int, labels: String, labelCount: Int)

  /// Widths and classes of the training part and of another.
  public struct PartMismatch: Hashable, Sendable {
    /// Numbers a row in the training part.
    public let expectedFeatures: Int
    /// Numbers a row in the other part.
    public let foundFeatures: Int
    /// Classes of the training part.
    public let expectedClasses: Int
    /// Classes of the other part.
    public let foundClasses: Int
  }

  /// A part that differs, from (training, other) pairs.
  static func parts(part: String, features: (Int, Int), classes: (Int, Int)) -> DatasetError {
    .parts(
      part: part,
      PartMismatch(
        expectedFeatures: features.0, foundFeatures: features.1, expectedClasses: classes.0,
        foundClasses: classes.1))
  }
}
