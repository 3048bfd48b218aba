import Tensors

/// How the weights of a fresh network are drawn; biases start at zero but for `.uniform`, scales at one.
///
/// With `fanIn` numbers into and `fanOut` out of a unit (times the pixels of a kernel), the standard deviation σ or the
/// bound a of U(-a, a):
///
/// | case | distribution | spread |
/// |---|---|---|
/// | `.glorotNormal` | normal | σ² = 2 / (fanIn + fanOut) |
/// | `.glorotUniform` | uniform | a² = 6 / (fanIn + fanOut) |
/// | `.kaimingNormal` | normal | σ² = 2 / fanIn |
/// | `.kaimingUniform` | uniform | a² = 6 / fanIn |
/// | `.kaimingNormalFanOut` | normal | σ² = 2 / fanOut |
/// | `.kaimingUniformFanOut` | uniform | a² = 6 / fanOut |
/// | `.lecunNormal` | normal | σ² = 1 / fanIn |
/// | `.uniform` | uniform, biases too | a² = 1 / fanIn |
///
/// `.uniform` is what PyTorch's layers do unless told otherwise, `.glorotNormal` what the lottery-ticket papers use,
/// `.kaimingNormal` what open_lth does.
///
/// Sources: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks" (AISTATS 2010);
/// He, Zhang, Ren, Sun, "Delving deep into rectifiers", arXiv:1502.01852; LeCun, Bottou, Orr, Müller, "Efficient
/// BackProp", doi:10.1007/3-540-49430-8_2.
public enum Initializer: String, Hashable, Sendable, Codable, CaseIterable {
  /// Normal, σ² = 2 / (fanIn + fanOut).
  case glorotNormal
  /// Uniform, a² = 6 / (fanIn + fanOut).
  case glorotUniform
  /// Normal, σ² = 2 / fanIn.
  case kaimingNormal
  /// Uniform, a² = 6 / fanIn.
  case kaimingUniform
  /// Normal, σ² = 2 / fanOut.
  case kaimingNormalFanOut
  /// Uniform, a² = 6 / fanOut.
  case kaimingUniformFanOut
  /// Normal, σ² = 1 / fanIn.
  case lecunNormal
  /// Uniform, a² = 1 / fanIn, for weights and biases.
  case uniform

  /// The numbers that a parameter starts with, row-major.
  /// - Complexity: O(elements), on all threads.
  func values(
    of parameter: ParameterDeclaration, from stream: RandomStream, checkpoint: Checkpoint
  ) throws(Interrupted) -> [Float] {
    let count = parameter.shape.count
    switch parameter.kind {
    case .weight:
      return try distribution(fanIn: Double(parameter.fanIn ?? 1), fanOut: Double(parameter.fanOut))
        .draw(count, from: stream, checkpoint: checkpoint)
    case .bias:
      guard self == .uniform, let fanIn = parameter.fanIn else { break }
      return try Distribution.uniform(bound: (1 / Double(fanIn)).squareRoot())
        .draw(count, from: stream, checkpoint: checkpoint)
    case .scale, .runningVariance: return [Float](repeating: 1, count: count)
    case .runningMean: break
    }
    return [Float](repeating: 0, count: count)
  }

  private func distribution(fanIn: Double, fanOut: Double) -> Distribution {
    switch self {
    case .glorotNormal: .normal(deviation: (2 / (fanIn + fanOut)).squareRoot())
    case .glorotUniform: .uniform(bound: (6 / (fanIn + fanOut)).squareRoot())
    case .kaimingNormal: .normal(deviation: (2 / fanIn).squareRoot())
    case .kaimingUniform: .uniform(bound: (6 / fanIn).squareRoot())
    case .kaimingNormalFanOut: .normal(deviation: (2 / fanOut).squareRoot())
    case .kaimingUniformFanOut: .uniform(bound: (6 / fanOut).squareRoot())
    case .lecunNormal: .normal(deviation: (1 / fanIn).squareRoot())
    case .uniform: .uniform(bound: (1 / fanIn).squareRoot())
    }
  }
}
