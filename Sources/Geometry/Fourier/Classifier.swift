public import Tensors

/// What the Fourier measures need of a network.
public protocol Classifier: Sendable {
  /// The logits [B, classes] of a batch of images [B, channels·height·width] in single precision.
  ///
  /// Called from several threads at once; the answer must not depend on their number. A long computation looks at the
  /// checkpoint.
  /// - Throws: what the network refuses, and `Interrupted`.
  func logits(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor

  /// The same classifier in two parts, where it begins with an affine map; nil where it does not, or nothing is gained.
  var affineFront: (any AffineFront)? { get }
}

extension Classifier {
  public var affineFront: (any AffineFront)? { nil }
}

/// A classifier as an affine map A of the image and the rest behind it.
///
/// What A makes of x + Σ r·u is A(x) + Σ r·(A(u) - A(0)): over many images and many perturbations it runs once for each
/// of either, not for every pair.
public protocol AffineFront: Sendable {
  /// Numbers of an image behind the map.
  var featureCount: Int { get }
  /// Images that a pass takes at once.
  var batch: Int { get }
  /// A of images [B, channels·height·width]: [B, featureCount].
  /// - Throws: what the network refuses, and `Interrupted`.
  func features(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor
  /// A pass with memory of its own, for one thread at a time.
  func pass() -> any FrontPass
}

/// Passes over what is behind an affine map, for the same images again and again.
public protocol FrontPass: AnyObject {
  /// Takes up images by their features [count, featureCount], at most `batch` of them.
  func load(_ features: ArraySlice<Float>, count: Int)
  /// Logits [count, classes] of x + Σ amounts[i, k]·u_k for each image i taken up.
  /// - Parameters:
  ///   - waves: A(u_k) - A(0), [waves, featureCount].
  ///   - amounts: [count, waves].
  /// - Throws: `Interrupted`.
  func logits(waves: ArraySlice<Float>, amounts: [Float], checkpoint: Checkpoint) throws -> [Float]
}
