import Glibc

/// The mean of ln X for a normal X of mean z ≥ 0 and variance 1 given that it is positive.
enum NoisyLogarithm {
  /// From here on the moments of ln(1 + ε/z), Σ (2n-1)!!/(2n z²ⁿ), are exact to rounding.
  private static let far = 20.0
  private static let spacing = 0x1p-8

  /// Values at -h, 0, h, … up to beyond `far`: cubics through four of them err by h⁴/40 of the fourth derivative, which
  /// is of order one, so by 1e-11.
  private static let table: [Double] = (-1...Int(far / spacing) + 2).map { integral(Double($0) * spacing) }

  static func mean(_ z: Double) -> Double {
    if z >= far { return asymptotic(z) }
    let place = max(z, 0) / spacing
    let index = Int(place)
    let t = place - Double(index)
    let a = table[index], b = table[index + 1], c = table[index + 2], d = table[index + 3]
    let outer = d * (t + 1) * t * (t - 1) / 6 - a * t * (t - 1) * (t - 2) / 6
    return outer + b * (t + 1) * (t - 1) * (t - 2) / 2 - c * (t + 1) * t * (t - 2) / 2
  }

  private static func asymptotic(_ z: Double) -> Double {
    var sum = 0.0, moment = 1.0
    let inverse = 1 / (z * z)
    for n in 1...10 {
      moment *= Double(2 * n - 1) * inverse
      sum += moment / Double(2 * n)
    }
    return log(z) - sum
  }

  /// The trapezoidal rule in s with x = ln(1 + eˢ), which is analytic with its nearest pole at ±iπ: a step of 0.4 errs
  /// by e^(-2π²/0.4).
  private static func integral(_ z: Double) -> Double {
    let step = 0.4
    var weights = 0.0, sum = 0.0
    var s = z > 12 ? z - 10 : -40
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
