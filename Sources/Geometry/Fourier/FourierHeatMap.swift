public import Tensors

/// The error rate of a classifier under a perturbation of each single frequency.
public struct FourierHeatMap: Hashable, Sendable {
  /// Error rates [H, W], frequency zero at (H/2, W/2); conjugate cells share a value. NaN outside the block.
  public let errors: Tensor
  /// Standard errors [H, W]: √(Σ(e - p)²/n)/√n over the images' errors e, which is the binomial √(p(1-p)/n) where each
  /// image is perturbed once.
  public let standardErrors: Tensor
  /// The error rate on the same images unperturbed.
  public let cleanError: Double
  /// Images that each rate is over.
  public let imageCount: Int
  /// ℓ₂ norm of the perturbation of one channel, in units of the pixels.
  public let norm: Double
  /// Whether perturbed pixels were clamped to 0...1.
  public let isClipped: Bool
  /// The signs of the channels' waves.
  public let signs: ChannelSigns
  /// Rows and columns of the centred block of frequencies that were measured; nil for all.
  public let block: Int?
  /// The run seed that drawn signs come from.
  public let seed: Int

  /// How the perturbation is made, in words.
  public var convention: String {
    FourierPerturbation.words(norm: norm, clip: isClipped, signs: signs, seed: seed)
  }
}
