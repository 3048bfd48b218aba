public import Tensors

/// The error rates of one classifier less those of another under the same perturbations of the same images.
public struct FourierDifference: Hashable, Sendable {
  /// Error rate of the first less that of the second, [H, W], frequency zero at (H/2, W/2). NaN outside the block.
  public let differences: Tensor
  /// Paired standard errors √(Σ(d - d̄)²/n)/√n over the images' differences d, [H, W]: for single perturbations
  /// √((b + c) - (b - c)²/n)/n with b and c images that only one of the two misjudges (McNemar).
  public let standardErrors: Tensor
  /// What the standard errors would be if the two had been measured on images and signs of their own, [H, W].
  public let unpairedStandardErrors: Tensor
  /// Images that the first alone misjudges, [H, W]; with averaged signs the sum of the differences that are positive.
  public let onlyFirst: Tensor
  /// Images that the second alone misjudges, [H, W]; with averaged signs the sum of the differences that are negative.
  public let onlySecond: Tensor
  /// The difference on the images unperturbed.
  public let cleanDifference: Double
  /// Its paired standard error.
  public let cleanStandardError: Double
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
    "first less second on common random numbers; "
      + FourierPerturbation.words(norm: norm, clip: isClipped, signs: signs, seed: seed)
  }
}
