/// A way of spoiling images, of CIFAR-10-C or geometric.
///
/// A grey image is spoiled as the colour image of three equal channels would be. Lengths are in pixels and made for
/// 32×32 images; what follows the size of the image instead is said at each kind.
///
/// Source: Hendrycks, Dietterich, "Benchmarking neural network robustness to common corruptions and perturbations",
/// arXiv:1903.12261; constants of its CIFAR-10-C.
public enum Corruption: Hashable, Sendable {
  /// x + σ·n, n standard normal.
  case gaussianNoise
  /// Poisson(c·x)/c.
  case shotNoise
  /// A share of the numbers turned to 0 or 1, as likely.
  case impulseNoise
  /// Correlation with a disk.
  case defocusBlur
  /// Gaussian blur, neighbours copied at random, Gaussian blur.
  ///
  /// The pixels are meant to be exchanged; the reference's exchange of two views copies one onto the other, and so does
  /// this.
  case glassBlur
  /// Half a Gaussian along a line at up to 45° from the horizontal, edges repeated, as ImageMagick does.
  case motionBlur
  /// The mean of the image and of magnifications of its middle.
  case zoomBlur
  /// Flakes blurred along a steep line, over the image made paler.
  case snow
  /// A random piece of a photograph of frost added, which the caller has to give.
  case frost
  /// A plasma fractal added, on a map whose side is the power of two that holds the image.
  case fog
  /// V of HSV raised.
  case brightness
  /// Differences from the mean of each channel made smaller.
  case contrast
  /// A random affine map, then displacements by a smooth random field; lengths follow the shorter side.
  case elasticTransform
  /// Means over boxes, and back; the boxes follow the side.
  case pixelate
  /// A baseline JPEG with chroma at half the resolution, without its lossless part.
  case jpegCompression
  /// x + σ·x·n, n standard normal.
  case speckleNoise
  /// Convolution with a Gaussian.
  case gaussianBlur
  /// Drops of water, or of mud from severity 4 on.
  case spatter
  /// S of HSV changed; leaves images of one channel as they are.
  case saturate
  /// Turned counterclockwise about the middle, bilinear, zeros from outside; exact at multiples of 90° of a square.
  case rotation(degrees: Double)
  /// Moved right and down, bilinear, zeros from outside; exact at whole pixels.
  case translation(pixels: Double, down: Double = 0)
}

extension Corruption {
  /// The 15 kinds whose mean is the corruption error of CIFAR-10-C.
  public static let cifar10C: [Corruption] = [
    .gaussianNoise, .shotNoise, .impulseNoise, .defocusBlur, .glassBlur, .motionBlur, .zoomBlur, .snow, .frost, .fog,
    .brightness, .contrast, .elasticTransform, .pixelate, .jpegCompression,
  ]

  /// The four kinds that CIFAR-10-C has for validation.
  public static let extra: [Corruption] = [.speckleNoise, .gaussianBlur, .spatter, .saturate]

  /// The severities there are.
  public static let severities = 1...5

  /// Whether the kind comes in severities; rotations and translations do not.
  public var hasSeverity: Bool {
    switch self {
    case .rotation, .translation: false
    default: true
    }
  }
}

extension Corruption: CustomStringConvertible {
  /// The kind as it is written in a cell, without the dot.
  public var description: String {
    switch self {
    case .gaussianNoise: "gaussianNoise"
    case .shotNoise: "shotNoise"
    case .impulseNoise: "impulseNoise"
    case .defocusBlur: "defocusBlur"
    case .glassBlur: "glassBlur"
    case .motionBlur: "motionBlur"
    case .zoomBlur: "zoomBlur"
    case .snow: "snow"
    case .frost: "frost"
    case .fog: "fog"
    case .brightness: "brightness"
    case .contrast: "contrast"
    case .elasticTransform: "elasticTransform"
    case .pixelate: "pixelate"
    case .jpegCompression: "jpegCompression"
    case .speckleNoise: "speckleNoise"
    case .gaussianBlur: "gaussianBlur"
    case .spatter: "spatter"
    case .saturate: "saturate"
    case .rotation(let degrees): "rotation(degrees: \(degrees))"
    case .translation(let pixels, let down): "translation(pixels: \(pixels), down: \(down))"
    }
  }
}
