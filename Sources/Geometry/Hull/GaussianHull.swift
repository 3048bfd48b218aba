import Glibc

/// The probability that a normal query lies in the convex hull of normal points: the null model beside every fraction.
///
/// Points are N independent draws of N(0, I) in d dimensions, the query one of N(0, σ²I). With g_n(r) = E[Φ(√r·Z)ⁿ],
/// P(outside) = 2 Σ C(N, m)·g_m(-σ²/(1 + mσ²))·g_{N-m}(σ²/(1 + mσ²)) over m = d - 1, d - 3, …; over m = d + 1, d + 3, …
/// the same sum is P(inside). The one whose terms fall from the start is taken, so that small probabilities keep their
/// digits. Any non-singular covariance shared by points and queries gives the same probability.
/// - Parameters:
///   - points: N, at least 1.
///   - dimension: d, at least 1.
///   - queryVariance: σ², positive.
/// - Throws: `HullError` for a parameter out of range.
/// - Complexity: a few dozen terms of two one-dimensional integrals; relative error about 1e-10.
///
/// Source: Kabluchko, Zaporozhets, "Absorption probabilities for Gaussian polytopes and regular spherical simplices",
/// arXiv:1704.04968.
public func gaussianHullProbability(
  points: Int, dimension: Int, queryVariance: Double = 1
) throws(HullError) -> Double {
  try HullError.check("points", points, in: 1...1_000_000_000)
  try HullError.check("dimension", dimension, in: 1...1_000_000_000)
  guard queryVariance >= 1e-6, queryVariance <= 1e6 else {
    throw .outOfRange("queryVariance", found: queryVariance, expected: "a number from 1e-6 to 1e6")
  }
  // d points or fewer span less than the space.
  if points <= dimension { return 0 }
  let law = GaussianHull(points: points, variance: queryVariance)
  if law.logTerm(dimension + 1) >= law.logTerm(dimension + 3) { return min(law.sum(from: dimension + 1, by: 2), 1) }
  return min(max(1 - law.sum(from: dimension - 1, by: -2), 0), 1)
}

/// The terms of the sum over face dimensions.
private struct GaussianHull {
  let points: Int
  let variance: Double

  /// ln of the term of m, or -∞ beyond the points.
  func logTerm(_ m: Int) -> Double {
    guard m >= 0, m <= points else { return -.infinity }
    let n = Double(points), k = Double(m)
    let ratio = variance / (1 + k * variance)
    return logBinomial(m) + SimplexAngles.logInner(k, ratio) + SimplexAngles.logOuter(n - k, ratio)
  }

  /// ln C(N, m), as a sum where the difference of ln Γ would lose digits.
  private func logBinomial(_ m: Int) -> Double {
    let n = Double(points), k = Double(m)
    if m > 4096 { return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) }
    return (0..<m).reduce(0) { $0 + log((n - Double($1)) / Double($1 + 1)) }
  }

  /// Twice the sum of terms at equal steps until they no longer count. Terms rise to one peak and fall.
  func sum(from first: Int, by step: Int) -> Double {
    var sum = 0.0, last = -Double.infinity
    var m = first
    while m >= 0, m <= points {
      let term = logTerm(m)
      sum += 2 * exp(term)
      if term <= last, term < -745 || exp(term) < 1e-17 * sum { break }
      last = term
      m += step
    }
    return sum
  }
}
