import Glibc

/// The law of an angle with density exp(τ cos(θ - ν)) / (2π I₀(τ)).
struct VonMises: Hashable, Sendable {
  /// ν: the mean direction.
  var direction: Double
  /// τ ≥ 0.
  var concentration: Double

  /// The largest concentration told apart; angles closer together than 1/√1000 count as equal.
  private static let limit = 1000.0

  init(direction: Double, concentration: Double) {
    self.direction = direction
    self.concentration = concentration
  }

  /// The maximum-likelihood law of angles with this mean cosine and sine; the concentration by the approximate inverse
  /// of I₁/I₀ of Best and Fisher, doi:10.1080/03610918108812225.
  init(cosine: Double, sine: Double) {
    direction = atan2(sine, cosine)
    let length = min((cosine * cosine + sine * sine).squareRoot(), 1)
    let inverse =
      if length < 0.53 {
        2 * length + length * length * length + 5 * pow(length, 5) / 6
      } else if length < 0.85 {
        -0.4 + 1.39 * length + 0.43 / (1 - length)
      } else {
        1 / (length * (length - 1) * (length - 3))
      }
    concentration = min(inverse, VonMises.limit)
  }

  /// The Kullback-Leibler divergence of `other` from this law:
  /// ln(I₀(τ₂)/I₀(τ₁)) + (I₁/I₀)(τ₁)·(τ₁ - τ₂ cos(ν₁ - ν₂)).
  func divergence(from other: VonMises) -> Double {
    Bessel.logZero(other.concentration) - Bessel.logZero(concentration)
      + Bessel.ratio(concentration)
      * (concentration - other.concentration * cos(direction - other.direction))
  }
}

/// Modified Bessel functions of the first kind, without overflow.
enum Bessel {
  /// From here on the asymptotic series is exact to rounding.
  private static let large = 40.0

  /// ln I₀(x), x ≥ 0.
  static func logZero(_ x: Double) -> Double {
    x < large ? log(series(x, order: 0)) : x - log(2 * .pi * x) / 2 + log(asymptotic(x, order: 0))
  }

  /// I₁(x)/I₀(x), x ≥ 0.
  static func ratio(_ x: Double) -> Double {
    x < large
      ? series(x, order: 1) / series(x, order: 0) : asymptotic(x, order: 1) / asymptotic(x, order: 0)
  }

  /// I_order(x) = (x/2)^order Σ (x²/4)ᵐ/(m!(m + order)!), all terms positive.
  private static func series(_ x: Double, order: Int) -> Double {
    let square = x * x / 4
    var term = order == 0 ? 1 : x / 2, sum = term, m = 1.0
    while term > sum * 1e-17 {
      term *= square / (m * (m + Double(order)))
      sum += term
      m += 1
    }
    return sum
  }

  /// √(2πx) e⁻ˣ I_order(x) = Σ (-1)ᵐ Π (4·order² - (2i-1)²)/(m!(8x)ᵐ).
  private static func asymptotic(_ x: Double, order: Int) -> Double {
    let four = 4 * Double(order * order)
    var term = 1.0, sum = 1.0
    for m in 1..<25 {
      let odd = Double(2 * m - 1)
      term *= -(four - odd * odd) / (Double(m) * 8 * x)
      sum += term
      if abs(term) < 1e-17 { break }
    }
    return sum
  }
}
