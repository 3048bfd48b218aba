import Glibc

/// The mean of ln X for a normal X of mean z and variance 1 given that it is positive.
enum NoisyLogarithm {
  /// From z = 20 the moments of ln(1 + ε/z), Σ (2n-1)!!/(2n z²ⁿ), are exact to rounding. Below, the trapezoidal rule in
  /// s with x = ln(1 + eˢ), which is analytic with its nearest pole at ±iπ: a step of 0.4 errs by e^(-2π²/0.4).
  static func mean(_ z: Double) -> Double {
    if z >= 20 {
      var sum = 0.0, moment = 1.0
      let inverse = 1 / (z * z)
      for n in 1...10 {
        moment *= Double(2 * n - 1) * inverse
        sum += moment / Double(2 * n)
      }
      return log(z) - sum
    }
    let step = 0.4
    var weights = 0.0, sum = 0.0
    var s = max(z - 10, -40)
    while s <= z + 10 {
      let power = exp(-abs(s))
      let x = max(s, 0) + log1p(power)
      let derivative = s > 0 ? 1 / (1 + power) : power / (1 + power)
      let weight = exp(-0.5 * (x - z) * (x - z)) * derivative
      weights += weight
      sum += weight * log(x)
      s += step
    }
    return sum / weights
  }
}
