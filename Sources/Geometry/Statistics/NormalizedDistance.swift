import Glibc

/// The law of ρ, the first of k + 1 neighbours' distances over the last, in d dimensions: ρᵈ is the least of k uniform
/// numbers, density kd ρ^(d-1)(1 - ρᵈ)^(k-1).
///
/// Source: Lombardi, Rozza, Ceruti, Casiraghi, Campadelli, "Minimum neighbor distance estimators of intrinsic
/// dimension", doi:10.1007/978-3-642-23783-6_24.
struct NormalizedDistance {
  /// k.
  let neighbors: Int

  /// The maximum-likelihood d of independent ρ, by Newton's method on the concave likelihood
  /// N ln(kd) + (d - 1)Σ ln ρ + (k - 1)Σ ln(1 - ρᵈ), kept inside a bracket.
  ///
  /// Infinite where all ρ are 1, NaN where there are none.
  /// - Complexity: O(N) a step, about ten steps.
  func dimension(logs: [Double]) -> Double {
    guard !logs.isEmpty else { return .nan }
    let total = logs.reduce(0, +)
    guard total < 0 else { return .infinity }
    let count = Double(logs.count), others = Double(neighbors - 1)
    // ln ρ has mean -H_k/d.
    let harmonic = (1...neighbors).reduce(0.0) { $0 + 1 / Double($1) }
    var d = -harmonic * count / total
    var low = 0.0, high = Double.infinity
    for _ in 0..<200 {
      var score = count / d + total, curvature = -count / (d * d)
      for value in logs {
        // ρ = 1 contributes the limits 1/d and -1/d² of both terms.
        if value == 0 {
          score += others / d
          curvature -= others / (d * d)
          continue
        }
        let power = exp(d * value), rest = -expm1(d * value)
        score -= others * power * value / rest
        curvature -= others * power * value * value / (rest * rest)
      }
      if score > 0 { low = d } else { high = d }
      var next = d - score / curvature
      if !(next > low && next < high) { next = high.isFinite ? (low + high) / 2 : 2 * d }
      let isSettled = abs(next - d) <= 1e-13 * d
      d = next
      if isSettled { break }
    }
    return d
  }

  /// The Kullback-Leibler divergence of the law in `other` dimensions from that in `d`.
  ///
  /// With q = other/d and u = ρᵈ: -ln q - H_k(1 - q) - (k-1)(1/k + E ln(1 - u^q)), the last expectation over the least
  /// u of k uniform numbers. It equals the alternating binomial sum of digamma functions of the source, which loses all
  /// digits beyond k = 40.
  func divergence(_ d: Double, from other: Double) -> Double {
    let q = other / d, k = Double(neighbors)
    let harmonic = (1...neighbors).reduce(0.0) { $0 + 1 / Double($1) }
    return -log(q) - harmonic * (1 - q) - (k - 1) * (1 / k + expectedLog(q))
  }

  /// E ln(1 - u^q) = ∫₀¹ k(1 - u)^(k-1) ln(1 - u^q) du, by the tanh-sinh rule, whose nodes crowd at both ends.
  private func expectedLog(_ q: Double) -> Double {
    let k = Double(neighbors), step = 1.0 / 16
    var sum = 0.0
    for index in -64...64 {
      let t = Double(index) * step
      let s = .pi / 2 * sinh(t)
      // u and 1 - u, each to full relative precision.
      let logU = s < 0 ? 2 * s - log1p(exp(2 * s)) : -log1p(exp(-2 * s))
      let logRest = s < 0 ? -log1p(exp(2 * s)) : -2 * s - log1p(exp(-2 * s))
      let weight = .pi * cosh(t) * exp(logU + logRest)
      let value = log(-expm1(q * logU))
      let term = weight * k * exp((k - 1) * logRest) * value
      if term.isFinite { sum += term }
    }
    return sum * step
  }
}
