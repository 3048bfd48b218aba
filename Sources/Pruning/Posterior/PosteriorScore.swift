/// What the weights of a Bayesian network are ranked by; the lowest go first.
///
/// Source: Mohan et al., "Quantifying uncertainty in deep learning approaches to radio galaxy classification",
/// arXiv:2201.01203, and its code; signal to noise: Blundell et al., arXiv:1505.05424.
public enum PosteriorScore: Hashable, Sendable {
  /// |μ| / σ.
  case signalToNoise
  /// |μ|.
  case magnitude
  /// The moving mean of the squared gradient by μ, which training kept: Fisher's information along one axis.
  case fisher
  /// Of what goes, a fraction 1 - share by |μ|, then the rest by Fisher's information among what is left.
  case mixed(share: Double)
  /// A random number: the control.
  case random(seed: Int)
}

extension PosteriorScore: CustomStringConvertible {
  /// The score as it is written in a cell.
  public var description: String {
    switch self {
    case .signalToNoise: ".signalToNoise"
    case .magnitude: ".magnitude"
    case .fisher: ".fisher"
    case .mixed(let share): ".mixed(share: \(share))"
    case .random(let seed): ".random(seed: \(seed))"
    }
  }
}

/// Which weights of a Bayesian network may go.
public enum PosteriorLayers: String, Hashable, Sendable, CaseIterable {
  /// Those of fully connected layers, as in arXiv:2201.01203.
  case dense
  /// All weights.
  case all
}
