import Glibc

/// The dimension from the numbers of pairs within two radii R₁ < R₂: d = ln(C₂/C₁)/ln(R₂/R₁).
///
/// C is a U-statistic. With h_ij = 1(d_ij < R₂)/C₂ - 1(d_ij < R₁)/C₁ the linear term of ln(C₂/C₁) is Σ_{i≠j} h_ij,
/// whose variance is estimated by 4 Σᵢ(Σⱼ h_ij)² - 2 Σ_{i≠j} h_ij²: pairs that share a point count as dependent, and
/// each pair once. Radii read off the same points do not add to it at first order where C is a power of R.
struct PairRatio {
  /// Ordered pairs within the inner and the outer radius.
  let inner: Double
  let outer: Double
  private let squares: Double
  private let logRatio: Double

  /// - Parameters:
  ///   - inner: for each point used, the points within R₁.
  ///   - outer: the same for R₂.
  ///   - ratio: R₂/R₁ > 1.
  init(inner: [Int], outer: [Int], ratio: Double) {
    self.inner = Double(inner.reduce(0, +))
    self.outer = Double(outer.reduce(0, +))
    logRatio = log(ratio)
    var squares = 0.0
    for (near, far) in zip(inner, outer) {
      let score = Double(far) / self.outer - Double(near) / self.inner
      squares += score * score
    }
    self.squares = squares
  }

  var value: Double { log(outer / inner) / logRatio }

  /// √((1/p - 1)/K)/ln(R₂/R₁) with p = C₁/C₂ and K the ordered pairs within R₂, as if these were K free trials.
  var fisher: Double { ((outer / inner - 1) / outer).squareRoot() / logRatio }

  /// nil where the estimate of the variance is not positive: on few points it can fail.
  var standardError: Double? {
    let near = 1 / outer - 1 / inner, far = 1 / outer
    let pairs = inner * near * near + (outer - inner) * far * far
    let variance = 4 * squares - 2 * pairs
    return variance > 0 ? variance.squareRoot() / logRatio : nil
  }

  /// Mean and deviation of ln p/ln(R₁/R₂) under the posterior Beta(1 + C₁, 1 + C₂ - C₁) of p.
  var posterior: (mean: Double, deviation: Double) {
    PairRatio.posterior(successes: inner, trials: outer, logRatio: logRatio)
  }

  /// The same for any count of successes, with ln(1/r) for the ratio r of radii.
  static func posterior(successes: Double, trials: Double, logRatio: Double) -> (mean: Double, deviation: Double) {
    let a = 1 + successes, sum = 2 + trials
    let mean = (Polygamma.digamma(sum) - Polygamma.digamma(a)) / logRatio
    let variance = Polygamma.trigamma(a) - Polygamma.trigamma(sum)
    return (mean, variance.squareRoot() / logRatio)
  }
}
