import Glibc

/// How a weight's deviation σ > 0 follows from the number ρ that is learned.
public enum DeviationForm: String, Hashable, Sendable, Codable, CaseIterable {
  /// σ = exp ρ, as in arXiv:2201.01203.
  case exponential
  /// σ = ln(1 + exp ρ), as in arXiv:1505.05424.
  case softplus

  /// σ of ρ.
  public func deviation(_ rho: Double) -> Double {
    switch self {
    case .exponential: exp(rho)
    case .softplus: max(rho, 0) + log1p(exp(-abs(rho)))
    }
  }
}
