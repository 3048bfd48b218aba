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
}
