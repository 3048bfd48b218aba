import Glibc

/// The scale on which accuracies of many networks on two sets lie along a line.
public enum AccuracyScale: String, Hashable, Sendable, CaseIterable {
  /// ln(p/(1 - p)); Taori et al., arXiv:2007.00644.
  case logit
  /// Φ⁻¹(p), Φ the normal distribution function; Miller et al., arXiv:2107.04649.
  case probit

  /// An accuracy on the scale; infinite at 0 and 1.
  public func transformed(_ accuracy: Double) -> Double {
    switch self {
    case .logit: log(accuracy) - log1p(-accuracy)
    case .probit: NormalQuantile.value(accuracy)
    }
  }

  /// The accuracy at a place of the scale.
  public func accuracy(_ place: Double) -> Double {
    switch self {
    case .logit: 1 / (1 + exp(-place))
    case .probit: erfc(-place / 2.0.squareRoot()) / 2
    }
  }
}
