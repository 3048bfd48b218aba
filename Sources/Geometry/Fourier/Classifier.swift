public import Tensors

/// What the Fourier measures need of a network.
public protocol Classifier: Sendable {
  /// The logits [B, classes] of a batch of images [B, channels·height·width] in single precision.
  ///
  /// Called from several threads at once; the answer must not depend on their number. A long computation looks at the
  /// checkpoint.
  /// - Throws: what the network refuses, and `Interrupted`.
  func logits(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor
}
