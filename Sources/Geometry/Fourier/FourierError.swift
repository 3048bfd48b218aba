public import Tensors

/// Why robustness in Fourier space cannot be measured.
public enum FourierError: Error, Hashable, Sendable {
  /// The rows are not images of the shape.
  case notImages(Shape, expected: ImageShape)
  case empty
  /// A pixel is NaN, or infinite in single precision.
  case notFinite(image: Int, pixel: Int, value: Double)
  case labelCount(Int, images: Int)
  case label(Int, image: Int, classes: Int)
  /// The norm is negative, NaN, or infinite in single precision.
  case norm(Double)
  /// The classifier does not answer one row of logits for each image.
  case logits(Shape, images: Int)
  /// More channels than patterns of signs can be averaged over.
  case signs(channels: Int, most: Int)
  /// The block of low frequencies does not fit the grid.
  case block(Int, most: Int)
  /// The limit between low and high frequencies is none on the grid.
  case cut(FrequencyCut, height: Int, width: Int)
  /// A grid and its standard errors are not matrices of one shape.
  case grid(Shape, Shape)
  /// Pairs of images are asked for that there are not.
  case pairs(Int, images: Int)
  /// A path has too few points, or more than there is memory for.
  case steps(Int, most: Int)
  /// The distance between points of a path is not positive, or so small that paths have too many.
  case stepLength(Double, points: Double, most: Int)
  /// Every path has fewer than two points.
  case shortPaths
  /// More pairs than there is memory for.
  case manyPairs(Int, most: Int)
  /// Images too large for a transform by products.
  case extent(ImageShape, most: Int)
}
