/// A bound on the gradient, applied before the optimiser sees it.
public enum GradientClip: Hashable, Sendable, Codable {
  /// The gradient of all weights together, as one vector, is shortened to this length where it is longer:
  /// g ← g · min(1, limit / (‖g‖₂ + 10⁻⁶)). Weights that are pruned have no part in it.
  ///
  /// Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks", arXiv:1211.5063; the
  /// 10⁻⁶ is PyTorch's.
  case norm(Double)

  /// Every number of the gradient by itself: g ← min(max(g, -limit), limit).
  case value(Double)

  /// - Throws: `NetworkError.setting` unless the limit is positive.
  func validate() throws(NetworkError) {
    switch self {
    case .norm(let limit), .value(let limit):
      try NetworkError.demand(limit > 0 && limit.isFinite, "clip", "a positive number", limit)
    }
  }
}

extension GradientClip: CustomStringConvertible {
  /// The bound as it is written in a cell.
  public var description: String {
    switch self {
    case .norm(let limit): ".norm(\(limit))"
    case .value(let limit): ".value(\(limit))"
    }
  }
}
