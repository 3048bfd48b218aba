import Glibc

/// The likelihood of the dimension given ratios μ = r_n2/r_n1 of neighbours of two ranks.
///
/// Under a locally constant density μ⁻ᵈ follows Beta(n1, n2-n1), so that with x = ln μ and m = n2-n1-1
/// ∂ ln L/∂d = Σ [1/d + m·x/(1 - e⁻ᵈˣ) - (n2-1)·x], a decreasing convex function of d.
///
/// Source: Denti, Doimo, Laio, Mira, "The generalized ratios intrinsic dimension estimator",
/// doi:10.1038/s41598-022-20991-1.
struct RatioLikelihood {
  /// x = ln μ of each point used, all positive where m > 0.
  let logs: [Double]
  let near: Int
  let far: Int

  private var between: Double { Double(far - near - 1) }
  private var total: Double { logs.reduce(0, +) }

  /// (ψ(n2) - ψ(n1))/mean x.
  var momentEstimate: Double {
    (Polygamma.digamma(Double(far)) - Polygamma.digamma(Double(near))) * Double(logs.count) / total
  }

  /// The root of the score with `terms` in place of N in its first term: N for maximum likelihood, N-1 for the peers'
  /// correction, which makes the value unbiased for ranks 1 and 2.
  /// - Returns: nil where the ratios have no finite root.
  func root(terms: Double) -> Double? {
    guard total > 0, terms > 0 else { return nil }
    let total = total, start = momentEstimate
    guard start.isFinite, start > 0 else { return nil }
    return DecreasingRoot.find(from: start) { d in
      var sum = 0.0, slope = 0.0
      if between > 0 {
        for x in logs {
          let decay = exp(-d * x), rest = -expm1(-d * x)
          sum += x / rest
          slope -= x * x * decay / (rest * rest)
        }
      }
      return (terms / d + between * sum - Double(far - 1) * total, -terms / (d * d) + between * slope)
    }
  }

  /// The observed information N/d² + m Σ x² e⁻ᵈˣ/(1 - e⁻ᵈˣ)².
  func information(at d: Double) -> Double {
    var sum = 0.0
    if between > 0 {
      for x in logs {
        let half = x / (2 * sinh(d * x / 2))
        sum += half * half
      }
    }
    return Double(logs.count) / (d * d) + between * sum
  }

  /// Each point's term of the score, less their mean.
  func scores(at d: Double) -> [Double] {
    let terms = logs.map { x in (between > 0 ? between * x / -expm1(-d * x) : 0) - Double(far - 1) * x }
    let mean = terms.reduce(0, +) / Double(max(terms.count, 1))
    return terms.map { $0 - mean }
  }

  /// ln L up to terms without d.
  func logLikelihood(at d: Double) -> Double {
    var sum = 0.0
    for x in logs { sum += between * log(-expm1(-d * x)) }
    return Double(logs.count) * log(d) - Double(near) * d * total + (between > 0 ? sum : 0)
  }
}
