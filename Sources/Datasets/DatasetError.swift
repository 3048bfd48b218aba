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
  /// The files of a set were not found in any of the places tried; the folder is the user's own, if one is named.
  case missing(set: String, files: [String], tried: [String], folder: String?, isPublished: Bool)
  /// There is a copy of the set as Python pickles, which are not read; the source has the binary version.
  case pickled(set: String, path: String, source: String)
  /// There are no rows, or none with a number in it.
  case noRows(source: String, shape: Shape)
  /// More classes than labels have.
  case manyClasses(source: String, largest: Int, most: Int)
  /// A number is NaN or infinite.
  case notFinite(source: String, row: Int, column: Int)
  /// A part of the rows is no fraction of them.
  case fraction(part: String, found: Double, most: Double)
  /// A fraction to test on was given for a file that has a test part.
  case hasTest(source: String)
  /// Which of the arrays are the inputs is not clear; arrays with their shapes.
  case unclearInputs(source: String, arrays: [String])
  /// A standardisation has another number of means or deviations than the rows have channels or features.
  case channels(found: Int, channels: Int, features: Int)
  /// A deviation is not a positive number.
  case deviation(Double)
  /// Inputs and labels that belong together are of different counts.
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
