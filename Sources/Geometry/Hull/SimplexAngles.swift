import Glibc

/// ln g_n(r) with g_n(r) = E[Φ(√r·Z)ⁿ], Z standard normal: the angles of regular simplices, outer ones for positive r,
/// inner ones for negative r, where Φ takes imaginary arguments.
///
/// Source: Kabluchko, Zaporozhets, "Absorption probabilities for Gaussian polytopes and regular spherical simplices",
/// arXiv:1704.04968.
enum SimplexAngles {
  /// ln g_n(r) for r > 0, by the trapezoidal rule about the integrand's peak.
  static func logOuter(_ n: Double, _ r: Double) -> Double {
    if n == 0 { return 0 }
    let root = r.squareRoot()
    // The exponent -z²/2 + n·ln Φ(√r·z) is concave: its slope crosses zero once, between 0 and n√r·h(0).
    var low = 0.0, high = n * root
    for _ in 0..<200 where high - low > 1e-13 * (1 + high) {
      let z = (low + high) / 2
      if -z + n * root * NormalTail.hazard(-root * z) > 0 { low = z } else { high = z }
    }
    let peak = (low + high) / 2
    let hazard = NormalTail.hazard(-root * peak)
    let curvature = 1 + n * r * hazard * (hazard + root * peak)
    let exponent = { (z: Double) in -z * z / 2 + n * NormalTail.logCumulative(root * z) }
    let top = exponent(peak)
    let step = 0.125 / curvature.squareRoot()
    var sum = 1.0
    for sign in [-1.0, 1.0] {
      for index in 1..<100_000 {
        let term = exp(exponent(peak + sign * Double(index) * step) - top)
        sum += term
        if term < 1e-19 { break }
      }
    }
    return top + log(sum * step) - log(2 * .pi) / 2
  }

  /// ln g_m(-ρ) for 0 < ρ < 1/m, along the line z = t + ic through the saddle point.
  static func logInner(_ m: Double, _ rho: Double) -> Double {
    if m == 0 { return 0 }
    if m == 1 { return -log(2) }
    let root = rho.squareRoot()
    // c - m√ρ·h(√ρ·c) rises with c: the minimum of c²/2 + m·ln Φ(-√ρ·c).
    var low = 0.0, high = 1.0
    let slope = { (c: Double) in c - m * root * NormalTail.hazard(root * c) }
    while slope(high) < 0, high < 1e150 { (low, high) = (high, 2 * high) }
    for _ in 0..<200 where high - low > 1e-14 * high {
      let c = (low + high) / 2
      if slope(c) < 0 { low = c } else { high = c }
    }
    let c = (low + high) / 2, a = root * c
    let hazard = NormalTail.hazard(a)
    let curvature = max(1 - m * rho * hazard * (hazard - a), 1e-12)
    let step = 0.0625 / curvature.squareRoot()
    // Φ(-a + i√ρt) = e^{-ζ²}·w(iζ)/2 with ζ = (a - i√ρt)/√2.
    let exponent = { (t: Double) -> ComplexNumber in
      let tau = root * t
      let scaled = Faddeeva.value(
        ComplexNumber(real: tau / 2.0.squareRoot(), imaginary: a / 2.0.squareRoot())
      ).logarithm
      let real = scaled.real - (a * a - tau * tau) / 2 - log(2.0)
      let imaginary = scaled.imaginary + a * tau
      return ComplexNumber(real: (c * c - t * t) / 2 + m * real, imaginary: m * imaginary - c * t)
    }
    let top = exponent(0).real
    var sum = 0.5
    for index in 1..<100_000 {
      let value = exponent(Double(index) * step)
      let size = exp(value.real - top)
      sum += size * cos(value.imaginary)
      if size < 1e-19 { break }
    }
    return top + log(max(2 * sum * step, .leastNormalMagnitude)) - log(2 * .pi) / 2
  }
}
