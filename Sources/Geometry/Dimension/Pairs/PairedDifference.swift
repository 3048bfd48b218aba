/// The difference of the dimensions of two sets of points that are the same samples row by row, such as the activities
/// of a dense and of a pruned network.
///
/// The two estimates share their samples, so their errors are correlated and the error of the difference is not the
/// root of the sum of squares. With φᵢ the influence of sample i on an estimate, the variance of the difference is
/// Σδᵢδⱼ, δ = φ(first) - φ(second), over equal samples and over pairs that are neighbours in either set.
public struct PairedDifference: Hashable, Sendable {
  /// The dimension of the first set.
  public let first: DimensionEstimate
  /// The dimension of the second set.
  public let second: DimensionEstimate
  /// The first dimension less the second.
  public let value: Double
  /// Its standard error from paired influences; it measures scatter over samples, not bias.
  public let standardError: Double
  /// √(s₁² + s₂²), as if the sets were of different samples.
  public let unpairedStandardError: Double
  /// What was degenerate or assumed, in words.
  public let notes: [String]

  /// The correlation of the errors of the two estimates.
  public var errorCorrelation: Double {
    let (a, b) = (first.standardError, second.standardError)
    return (a * a + b * b - standardError * standardError) / (2 * a * b)
  }

  /// The difference in standard errors; NaN where both are zero, as for equal sets.
  public var zScore: Double { value / standardError }

  /// value ± 1.96 standard errors.
  public var interval: ClosedRange<Double>? {
    let reach = 1.959963984540054 * standardError
    return reach.isFinite && value.isFinite ? value - reach...value + reach : nil
  }
}

extension PairedDifference: CustomStringConvertible {
  /// Both dimensions and their difference in words.
  public var description: String {
    "\(first.value) - \(second.value) = \(value) ± \(standardError) (paired; ± \(unpairedStandardError) unpaired)"
  }
}
