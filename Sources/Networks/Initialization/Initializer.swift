import Tensors

/// How the weights of a fresh network are drawn; biases start at zero but for `.uniform`.
///
/// With `fanIn` numbers into and `fanOut` out of a unit, the standard deviation σ or the bound a of U(-a, a):
///
/// | case | distribution | spread |
/// |---|---|---|
/// | `.glorotNormal` | normal | σ² = 2 / (fanIn + fanOut) |
/// | `.glorotUniform` | uniform | a² = 6 / (fanIn + fanOut) |
/// | `.kaimingNormal` | normal | σ² = 2 / fanIn |
/// | `.kaimingUniform` | uniform | a² = 6 / fanIn |
/// | `.uniform` | uniform, biases too | a² = 1 / fanIn |
///
/// `.uniform` is what PyTorch's layers do unless told otherwise, `.glorotNormal` what the lottery-ticket papers use.
///
/// Sources: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks" (AISTATS 2010);
/// He, Zhang, Ren, Sun, "Delving deep into rectifiers", arXiv:1502.01852.
public enum Initializer: String, Hashable, Sendable, CaseIterable {
  /// Normal, σ² = 2 / (fanIn + fanOut).
  case glorotNormal
  /// Uniform, a² = 6 / (fanIn + fanOut).
  case glorotUniform
  /// Normal, σ² = 2 / fanIn.
  case kaimingNormal
  /// Uniform, a² = 6 / fanIn.
  case kaimingUniform
  /// Uniform, a² = 1 / fanIn, for weights and biases.
  case uniform

  /// Weights of shape [outputs, inputs].
  /// - Complexity: O(inputs · outputs), on all threads.
  func weights(of dense: Dense, from stream: RandomStream, checkpoint: Checkpoint) throws(Interrupted) -> [Float] {
    let (fanIn, fanOut) = (Double(dense.inputs), Double(dense.outputs))
    let distribution: Distribution =
      switch self {
      case .glorotNormal: .normal(deviation: (2 / (fanIn + fanOut)).squareRoot())
      case .glorotUniform: .uniform(bound: (6 / (fanIn + fanOut)).squareRoot())
      case .kaimingNormal: .normal(deviation: (2 / fanIn).squareRoot())
      case .kaimingUniform: .uniform(bound: (6 / fanIn).squareRoot())
      case .uniform: .uniform(bound: (1 / fanIn).squareRoot())
      }
    return try distribution.draw(dense.inputs * dense.outputs, from: stream, checkpoint: checkpoint)
  }

  /// Biases of shape [outputs].
  func biases(of dense: Dense, from stream: RandomStream, checkpoint: Checkpoint) throws(Interrupted) -> [Float] {
    guard self == .uniform else { return [Float](repeating: 0, count: dense.outputs) }
    return try Distribution.uniform(bound: (1 / Double(dense.inputs)).squareRoot())
      .draw(dense.outputs, from: stream, checkpoint: checkpoint)
  }
}
