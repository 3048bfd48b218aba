import Glibc

/// The principal branch of the inverse of w eʷ.
enum LambertW {
  /// w ≥ 0 with w eʷ = x, for x ≥ 0: Halley's iteration from log(1 + x).
  ///
  /// - Complexity: a handful of steps; relative error a few ulp.
  static func principal(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? 0 : .nan }
    guard x < .infinity else { return .infinity }
    // For large x the iteration runs on w + log w = log x, whose terms cannot overflow.
    if x > 3 {
      let target = log(x)
      var w = target - log(target)
      if w < 0.5 { w = 0.5 }
      for _ in 0..<50 {
        let step = (w + log(w) - target) * w / (w + 1)
        w -= step
        if abs(step) <= 1e-16 * w { break }
      }
      return w
    }
    var w = log1p(x)
    for _ in 0..<50 {
      let power = exp(w), excess = w * power - x
      let step = excess / (power * (w + 1) - (w + 2) * excess / (2 * w + 2))
      w -= step
      if abs(step) <= 1e-16 * w { break }
    }
    return w
  }
}
