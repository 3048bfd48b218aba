public import Tensors

/// How far the outputs of a layer move under a perturbation of each single frequency.
public struct FourierChangeMap: Hashable, Sendable {
  /// Means over the images of |f(x + p) - f(x)|₂, [H, W], frequency zero at (H/2, W/2). NaN outside the block.
  public let changes: Tensor
  /// Standard errors of the means over images [H, W].
  public let standardErrors: Tensor
  /// The changes divided by the largest of them, as in the source; all 0 where nothing moves.
  public let relativeChanges: Tensor
  /// The standard errors divided by the same number, which counts as known.
  public let relativeStandardErrors: Tensor
  /// The largest change of the grid.
  public let largestChange: Double
  /// Images that each mean is over.
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
      + "; Euclidean distance of the outputs, relative ones divided by the largest mean of the grid"
  }
}
