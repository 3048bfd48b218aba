import Tensors

extension Corruption {
  /// The kind made ready for images of a shape; constants of CIFAR-10-C by severity.
  /// - Throws: `CorruptionError` for a severity that is not there, an amount that is not finite, photographs that do
  ///   not fit.
  func filter(
    severity: Int?, shape: ImageShape, photographs: Tensor?
  ) throws(CorruptionError) -> any ImageFilter {
    switch self {
    case .rotation(let degrees):
      guard severity == nil else { throw .noSeverity(self) }
      guard degrees.isFinite else { throw .amount(self) }
      return AffineFilter(shape, .rotation(degrees: degrees, height: shape.height, width: shape.width))
    case .translation(let right, let down):
      guard severity == nil else { throw .noSeverity(self) }
      guard right.isFinite, down.isFinite else { throw .amount(self) }
      return AffineFilter(shape, .translation(right: right, down: down))
    default: break
    }
    guard let severity, Corruption.severities.contains(severity) else { throw .severity(self, severity) }
    func pick<Constant>(_ constants: Constant...) -> Constant { constants[severity - 1] }
    switch self {
    case .gaussianNoise: return PixelNoise.gaussian(deviation: pick(0.04, 0.06, 0.08, 0.09, 0.1))
    case .shotNoise: return PixelNoise.shot(photons: pick(500, 250, 100, 75, 50))
    case .impulseNoise: return PixelNoise.impulse(share: pick(0.01, 0.02, 0.03, 0.05, 0.07))
    case .speckleNoise: return PixelNoise.speckle(deviation: pick(0.06, 0.1, 0.12, 0.16, 0.2))
    case .defocusBlur:
      let (radius, alias) = pick((0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (1, 0.2), (1.5, 0.1))
      return DefocusBlur(shape, radius: radius, alias: alias)
    case .glassBlur:
      let (sigma, iterations) = pick((0.05, 1), (0.25, 1), (0.4, 1), (0.25, 2), (0.4, 2))
      return GlassBlur(shape, sigma: sigma, iterations: iterations)
    case .motionBlur:
      let (radius, sigma) = pick((6, 1.0), (6, 1.5), (6, 2), (8, 2), (9, 2.5))
      return MotionBlur(shape, radius: radius, sigma: sigma)
    case .zoomBlur: return ZoomBlur(shape, stop: pick(1.06, 1.11, 1.16, 1.21, 1.26))
    case .snow:
      return Snow(
        shape,
        pick(
          .init(mean: 0.1, deviation: 0.2, zoom: 1, threshold: 0.6, radius: 8, sigma: 3, kept: 0.95),
          .init(mean: 0.1, deviation: 0.2, zoom: 1, threshold: 0.5, radius: 10, sigma: 4, kept: 0.9),
          .init(mean: 0.15, deviation: 0.3, zoom: 1.75, threshold: 0.55, radius: 10, sigma: 4, kept: 0.9),
          .init(mean: 0.25, deviation: 0.3, zoom: 2.25, threshold: 0.6, radius: 12, sigma: 6, kept: 0.85),
          .init(mean: 0.3, deviation: 0.3, zoom: 1.25, threshold: 0.65, radius: 14, sigma: 12, kept: 0.8)))
    case .frost:
      guard let photographs else { throw .photographsMissing }
      let (image, frost) = pick((1, 0.2), (1, 0.3), (0.9, 0.4), (0.85, 0.4), (0.75, 0.45)) as (Float, Float)
      return try Frost(shape, photographs, image: image, frost: frost)
    case .fog:
      let (amount, decay) = pick((0.2, 3), (0.5, 3), (0.75, 2.5), (1, 2), (1.5, 1.75)) as (Float, Float)
      return Fog(shape, amount: amount, decay: decay)
    case .brightness: return ToneFilter(shape, .brightness(pick(0.05, 0.1, 0.15, 0.2, 0.3)))
    case .contrast: return ToneFilter(shape, .contrast(pick(0.75, 0.5, 0.4, 0.3, 0.15)))
    case .saturate:
      let (factor, offset) = pick((0.3, 0), (0.1, 0), (1.5, 0), (2, 0.1), (2.5, 0.2)) as (Float, Float)
      return ToneFilter(shape, .saturation(factor: factor, offset: offset))
    case .elasticTransform:
      let (amplitude, sigma, affine) = pick(
        (0, 0, 0.08), (0.05, 0.2, 0.07), (0.08, 0.06, 0.06), (0.1, 0.04, 0.05), (0.1, 0.03, 0.03))
      return ElasticTransform(shape, amplitude: amplitude, sigma: sigma, affine: affine)
    case .pixelate: return Pixelate(shape, scale: pick(0.95, 0.9, 0.85, 0.75, 0.65))
    case .jpegCompression: return JPEGRoundTrip(shape, quality: pick(80, 65, 58, 50, 40))
    case .gaussianBlur: return GaussianBlur(shape, sigma: pick(0.4, 0.6, 0.7, 0.8, 1))
    case .spatter:
      return Spatter(
        shape,
        pick(
          .init(mean: 0.62, deviation: 0.1, sigma: 0.7, threshold: 0.7, strength: 0.5, isMud: false),
          .init(mean: 0.65, deviation: 0.1, sigma: 0.8, threshold: 0.7, strength: 0.5, isMud: false),
          .init(mean: 0.65, deviation: 0.3, sigma: 1, threshold: 0.69, strength: 0.5, isMud: false),
          .init(mean: 0.65, deviation: 0.1, sigma: 0.7, threshold: 0.69, strength: 0.6, isMud: true),
          .init(mean: 0.65, deviation: 0.1, sigma: 0.5, threshold: 0.68, strength: 0.6, isMud: true)))
    case .rotation, .translation: throw .noSeverity(self)
    }
  }
}
