import Glibc

/// Probabilities around convex hulls that are known in closed form: what a search must reproduce.
package enum HullIdentities {
  /// P(the origin lies in the hull of N points drawn symmetrically about it in d dimensions)
  /// = 1 - 2^{1-N} Σ_{k<d} C(N-1, k), whatever the law, as long as it has no mass on planes.
  ///
  /// Source: Wendel, "A problem in geometric probability", Mathematica Scandinavica 11 (1962).
  package static func wendel(points: Int, dimension: Int) -> Double {
    if points <= dimension { return 0 }
    let n = Double(points - 1)
    // The complement Σ_{k≥d} is summed, so that small probabilities keep their digits.
    var sum = 0.0
    for k in dimension..<points {
      sum += exp(lgamma(n + 1) - lgamma(Double(k) + 1) - lgamma(n - Double(k) + 1) - n * log(2))
    }
    return min(sum, 1)
  }

  /// P(a point lies in the simplex of d + 1 others), all uniform in a d-dimensional ball
  /// = 2^{-d}·C(d+1, (d+1)/2)^{d+1} / C((d+1)², (d+1)²/2), with binomials through Γ.
  ///
  /// Source: Kingman, "Random secants of a convex body", Journal of Applied Probability 6 (1969).
  package static func kingman(dimension: Int) -> Double {
    let n = Double(dimension + 1)
    return exp(-Double(dimension) * log(2) + n * logCentralBinomial(n) - logCentralBinomial(n * n))
  }

  /// The expected extreme points of N normal points in d dimensions: each of them is one where the hull of the others
  /// misses it, so E[V] = N·P(outside the hull of N - 1).
  ///
  /// Source: Efron, "The convex hull of a random set of points", Biometrika 52 (1965).
  package static func efronVertices(points: Int, dimension: Int) throws -> Double {
    if points <= dimension + 1 { return Double(points) }
    return Double(points) * (1 - (try gaussianHullProbability(points: points - 1, dimension: dimension)))
  }

  /// ln C(n, n/2).
  private static func logCentralBinomial(_ n: Double) -> Double { lgamma(n + 1) - 2 * lgamma(n / 2 + 1) }
}
