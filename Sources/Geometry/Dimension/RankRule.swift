/// How many principal components a spectrum of covariance eigenvalues λ₁ ≥ λ₂ ≥ … speaks of.
///
/// With N points in D coordinates the spectrum has m = min(N - 1, D) eigenvalues; those below λ₁·max(N, D)·2⁻⁵² count
/// as zero. The rules from `marchenkoPastur` on look for signal in independent noise of one variance: they give the
/// rank of a linear signal, not the dimension of a curved manifold.
public enum RankRule: Hashable, Sendable {
  /// Eigenvalues above `fraction` of the largest. Source: Fukunaga and Olsen, doi:10.1109/T-C.1971.223208.
  case fukunagaOlsen(fraction: Double = 0.05)
  /// The eigenvalues behind the `signal` share of the variance give a noise level that is taken off all; then the first
  /// place where one exceeds the next by the factor `gap`, or the `balance` share is reached. Source: Fan, Gu, Qiao and
  /// Zhang, arXiv:1002.2050.
  case fan(gap: Double = 10, balance: Double = 0.8, signal: Double = 0.95)
  /// The place of the largest ratio of an eigenvalue to the next.
  case largestGap
  /// The fewest components that hold `share` of the variance.
  case explainedVariance(share: Double)
  /// (Σλ)²/Σλ², not an integer.
  case participationRatio
  /// Eigenvalues above the mean of the m.
  case kaiser
  /// Leading eigenvalues whose share is above that of the j-th longest piece of a stick broken at random, Σ_{i≥j} 1/i /
  /// m. Source: Jackson, doi:10.2307/1939574.
  case brokenStick
  /// Eigenvalues above the upper edge σ²(1 + √(D/(N-1)))² of pure noise, σ² from the median eigenvalue.
  case marchenkoPastur
  /// The optimal hard threshold of singular values under unknown noise, σ² from the median eigenvalue.
  /// Source: Gavish and Donoho, doi:10.1109/TIT.2014.2323359.
  case gavishDonoho
  /// Sequential test of each eigenvalue against the Tracy-Widom quantile at `significance` 0.1, 0.05, 0.01, 0.005 or
  /// 0.001. Source: Kritchman and Nadler, doi:10.1016/j.chemolab.2008.06.002; the noise is estimated under the null.
  case kritchmanNadler(significance: Double = 0.05)
  /// The largest Laplace evidence of probabilistic principal components. Source: Minka, "Automatic choice of
  /// dimensionality for PCA", NIPS 2000.
  case minka
  /// Leading eigenvalues above the `quantile` of those of the same columns, each permuted by itself.
  /// Source: Horn, doi:10.1007/BF02289447.
  case parallelAnalysis(permutations: Int = 100, quantile: Double = 0.95)

  /// The rule and its parameters in words.
  public var words: String {
    switch self {
    case .fukunagaOlsen(let fraction): "eigenvalues above \(fraction) of the largest (Fukunaga-Olsen)"
    case .fan(let gap, let balance, let signal):
      "Fan's rule, gap \(gap), balance \(balance), signal share \(signal) of the variance"
    case .largestGap: "largest ratio of neighbouring eigenvalues"
    case .explainedVariance(let share): "fewest components with \(share) of the variance"
    case .participationRatio: "participation ratio (Σλ)²/Σλ²"
    case .kaiser: "eigenvalues above their mean (Kaiser)"
    case .brokenStick: "broken stick"
    case .marchenkoPastur: "eigenvalues above the Marchenko-Pastur edge"
    case .gavishDonoho: "Gavish-Donoho threshold"
    case .kritchmanNadler(let significance): "Kritchman-Nadler test, significance \(significance)"
    case .minka: "Minka's evidence"
    case .parallelAnalysis(let permutations, let quantile):
      "Horn's parallel analysis, \(permutations) permutations, quantile \(quantile)"
    }
  }

  /// Upper quantiles of the Tracy-Widom law for real matrices by significance.
  static let tracyWidom = [0.1: 0.4501, 0.05: 0.9793, 0.01: 2.0234, 0.005: 2.4223, 0.001: 3.2722]

  /// - Throws: `DimensionError.parameter` where a parameter is out of range.
  func check() throws(DimensionError) {
    switch self {
    case .fukunagaOlsen(let fraction):
      guard fraction >= 0, fraction < 1 else {
        throw .parameter("fraction", fraction, expected: "at least 0 and below 1")
      }
    case .fan(let gap, let balance, let signal):
      guard gap > 1, gap.isFinite else { throw .parameter("gap", gap, expected: "above 1") }
      guard balance > 0, balance < 1 else { throw .parameter("balance", balance, expected: "between 0 and 1") }
      guard signal > 0, signal < 1 else { throw .parameter("signal", signal, expected: "between 0 and 1") }
    case .explainedVariance(let share):
      guard share > 0, share <= 1 else { throw .parameter("share", share, expected: "above 0 and at most 1") }
    case .kritchmanNadler(let significance):
      guard RankRule.tracyWidom[significance] != nil else {
        throw .parameter("significance", significance, expected: "0.1, 0.05, 0.01, 0.005 or 0.001")
      }
    case .parallelAnalysis(let permutations, let quantile):
      guard (1...100_000).contains(permutations) else {
        throw .parameter("permutations", Double(permutations), expected: "1 to 100000")
      }
      guard quantile > 0, quantile <= 1 else {
        throw .parameter("quantile", quantile, expected: "above 0 and at most 1")
      }
    case .largestGap, .participationRatio, .kaiser, .brokenStick, .marchenkoPastur, .gavishDonoho, .minka: break
    }
  }
}
