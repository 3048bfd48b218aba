import Glibc

/// The inverse of the standard normal distribution function.
enum NormalQuantile {
  /// Φ⁻¹(p): a rational approximation and two steps of Halley's method, to a few units in the last place; NaN outside
  /// 0...1.
  ///
  /// Source: Odeh, Evans, "The percentage points of the normal distribution", doi:10.2307/2347061, for the start.
  static func value(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p > 0.5 { return -lower(1 - p) }
    return lower(p)
  }

  /// For p ≤ ½.
  private static func lower(_ p: Double) -> Double {
    if p == 0 { return -.infinity }
    if p == 0.5 { return 0 }
    let t = (-2 * log(p)).squareRoot()
    let numerator = -0.322232431088 - t * (1 + t * (0.342242088547 + t * (0.0204231210245 + t * 0.0000453642210148)))
    let denominator =
      0.0993484626060 + t * (0.588581570495 + t * (0.531103462366 + t * (0.103537752850 + t * 0.0038560700634)))
    var x = -(t + numerator / denominator)
    for _ in 0..<2 {
      // (Φ(x) - p)/φ(x), and the curvature of Φ is -x·φ.
      let step = (erfc(-x / 2.0.squareRoot()) / 2 - p) * (2 * Double.pi).squareRoot() * exp(x * x / 2)
      guard step.isFinite else { break }
      x -= step / (1 + x * step / 2)
    }
    return x
  }
}
