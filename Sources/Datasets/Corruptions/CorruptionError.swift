public import Tensors

/// Why images cannot be corrupted.
public enum CorruptionError: Error, Hashable, Sendable {
  /// The samples do not say how a row folds into an image.
  case notImages(features: Int)
  /// Images have one or three channels.
  case channels(ImageShape)
  /// There is no such severity; nil where one is missing.
  case severity(Corruption, Int?)
  /// A severity was given for a kind that has none.
  case noSeverity(Corruption)
  /// A pixel is not finite or lies outside 0...1.
  case pixel(Float, image: Int, pixel: Int)
  /// An angle or a length is not finite.
  case amount(Corruption)
  /// Frost needs photographs.
  case photographsMissing
  /// The photographs are not [count, channels, height, width] with one or three channels and at least the image's size.
  case photographs(Shape, image: ImageShape)
  /// A number of a photograph is not finite or lies outside 0...1.
  case photographPixel(Double, offset: Int)
}
