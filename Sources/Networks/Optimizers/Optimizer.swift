/// How a gradient becomes a step; the arithmetic is PyTorch's.
///
/// Weight decay leaves pruned weights alone: they and all that is remembered of them stay exactly zero.
public enum Optimizer: Hashable, Sendable, Codable {
  /// Stochastic gradient descent: g ← g + decay·w; v ← momentum·v + g; w ← w - rate·v, or with Nesterov's look ahead
  /// w ← w - rate·(g + momentum·v).
  ///
  /// Source: Sutskever, Martens, Dahl, Hinton, "On the importance of initialization and momentum in deep learning"
  /// (ICML 2013).
  case sgd(rate: Double, momentum: Double = 0, nesterov: Bool = false, weightDecay: Double = 0)

  /// Adam: g ← g + decay·w; m ← m + (1 - β₁)(g - m); v ← β₂v + (1 - β₂)g²; w ← w - rate·m̂ / (√v̂ + ε) with
  /// m̂ = m/(1 - β₁ᵗ) and v̂ = v/(1 - β₂ᵗ).
  ///
  /// Source: Kingma, Ba, "Adam: a method for stochastic optimization", arXiv:1412.6980.
  case adam(
    rate: Double = 1e-3, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0)

  /// Adam whose decay is no part of the gradient: w ← (1 - rate·decay)·w - rate·m̂ / (√v̂ + ε).
  ///
  /// Source: Loshchilov, Hutter, "Decoupled weight decay regularization", arXiv:1711.05101.
  case adamW(
    rate: Double = 1e-3, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 1e-2)

  /// - Throws: `NetworkError.setting` for a number outside its range.
  func validate() throws(NetworkError) {
    switch self {
    case .sgd(let rate, let momentum, let nesterov, let decay):
      try Optimizer.check(rate: rate, decay: decay)
      try NetworkError.demand(momentum >= 0 && momentum < 1, "momentum", "a number in [0, 1)", momentum)
      try NetworkError.demand(!nesterov || momentum > 0, "nesterov", "a positive momentum with it", "momentum 0")
    case .adam(let rate, let beta1, let beta2, let epsilon, let decay),
      .adamW(let rate, let beta1, let beta2, let epsilon, let decay):
      try Optimizer.check(rate: rate, decay: decay)
      try NetworkError.demand(beta1 >= 0 && beta1 < 1, "beta1", "a number in [0, 1)", beta1)
      try NetworkError.demand(beta2 >= 0 && beta2 < 1, "beta2", "a number in [0, 1)", beta2)
      try NetworkError.demand(epsilon > 0 && epsilon.isFinite, "epsilon", "a positive number", epsilon)
    }
  }

  private static func check(rate: Double, decay: Double) throws(NetworkError) {
    try NetworkError.demand(rate > 0 && rate.isFinite, "rate", "a positive number", rate)
    try NetworkError.demand(decay >= 0 && decay.isFinite, "weightDecay", "a number of at least 0", decay)
  }
}

extension Optimizer: CustomStringConvertible {
  /// The optimiser with every setting, as it is written in a cell.
  public var description: String {
    switch self {
    case .sgd(let rate, let momentum, let nesterov, let decay):
      return ".sgd(rate: \(rate), momentum: \(momentum), nesterov: \(nesterov), weightDecay: \(decay))"
    case .adam(let rate, let beta1, let beta2, let epsilon, let decay),
      .adamW(let rate, let beta1, let beta2, let epsilon, let decay):
      let name = if case .adamW = self { "adamW" } else { "adam" }
      return ".\(name)(rate: \(rate), beta1: \(beta1), beta2: \(beta2), epsilon: \(epsilon), weightDecay: \(decay))"
    }
  }
}
