public import Tensors

/// The error rate of a classifier under a perturbation of each single frequency.
public struct FourierHeatMap: Hashable, Sendable {
  /// Error rates [H, W], frequency zero at (H/2, W/2); conjugate cells share a value.
  public let errors: Tensor
  /// Binomial standard errors √(p(1-p)/n) [H, W].
  public let standardErrors: Tensor
  /// The error rate on the same images unperturbed.
  public let cleanError: Double
  /// Images that each rate is over.
  public let imageCount: Int
  /// ℓ₂ norm of the perturbation of one channel, in units of the pixels.
  public let norm: Double
  /// Whether perturbed pixels were clamped to 0...1.
  public let isClipped: Bool
  /// The run seed that the signs were drawn from.
  public let seed: Int

  /// How the perturbation is made, in words.
  public var convention: String {
    "each image plus r·v·U, norm v = \(norm) a channel, signs r = ±1 for each image and channel from the stream "
      + "'fourier' of seed \(seed); \(isClipped ? "clipped to 0...1" : "not clipped"); frequency 0 at (H/2, W/2)"
  }
}
