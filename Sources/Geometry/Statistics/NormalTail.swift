import Glibc

/// Logarithms of the standard normal distribution function that neither underflow nor cancel.
enum NormalTail {
  /// ln Φ(x).
  static func logCumulative(_ x: Double) -> Double {
    if x > 0 { return log1p(-erfc(x / 2.0.squareRoot()) / 2) }
    if x > -35 { return log(erfc(-x / 2.0.squareRoot()) / 2) }
    // Φ(x) = φ(x)/|x|·(1 - 1/x² + 3/x⁴ - …).
    let inverse = 1 / (x * x)
    return -x * x / 2 - log(-x) - log(2 * .pi) / 2 + log1p(-inverse * (1 - 3 * inverse * (1 - 5 * inverse)))
  }

  /// The hazard φ(x)/Φ(-x).
  static func hazard(_ x: Double) -> Double { exp(-x * x / 2 - log(2 * .pi) / 2 - logCumulative(-x)) }
}
