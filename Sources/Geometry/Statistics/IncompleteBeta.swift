import Glibc

/// The regularised incomplete beta function, from which the tails of Student's t follow.
enum IncompleteBeta {
  /// Iₓ(a, b) = ∫₀ˣ tᵃ⁻¹ (1 - t)ᵇ⁻¹ dt / B(a, b), by Lentz's continued fraction; error below 1e-13.
  ///
  /// Source: DLMF 8.17.22, https://dlmf.nist.gov/8.17.
  /// - Precondition: `a > 0`, `b > 0`, `0 <= x <= 1`.
  static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast below (a + 1) / (a + b + 2); above it the mirrored one does.
    return x <= (a + 1) / (a + b + 2) ? expanded(x, a, b) : 1 - expanded(1 - x, b, a)
  }

  private static func expanded(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let factor = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)) / a
    return factor * fraction(x, a, b)
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    func kept(_ value: Double) -> Double { value.magnitude < 1e-300 ? 1e-300 : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...10_000 {
      let m = Double(step)
      for coefficient in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 / kept(1 + coefficient * d)
        c = kept(1 + coefficient / c)
        result *= c * d
      }
      if (c * d - 1).magnitude < 1e-15 { break }
    }
    return result
  }
}
