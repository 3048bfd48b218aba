import Glibc

/// ψ and ψ′, the first two derivatives of ln Γ, for positive arguments.
///
/// The recurrence ψ(x) = ψ(x+1) - 1/x carries the argument to 12 or more, where the asymptotic series with Bernoulli
/// numbers up to B₁₄ is exact to rounding.
enum Polygamma {
  private static let reach = 12.0

  /// ψ(x) = d ln Γ(x)/dx.
  /// - Precondition: x > 0.
  static func digamma(_ x: Double) -> Double {
    precondition(x > 0)
    var x = x, shift = 0.0
    while x < reach {
      shift += 1 / x
      x += 1
    }
    let y = 1 / (x * x)
    let series = y * (1 / 12.0 - y * (1 / 120.0 - y * (1 / 252.0 - y * (1 / 240.0 - y * (1 / 132.0 - y * tail)))))
    return log(x) - 0.5 / x - series - shift
  }

  private static let tail = 691 / 32_760.0

  /// ψ′(x) = d² ln Γ(x)/dx².
  /// - Precondition: x > 0.
  static func trigamma(_ x: Double) -> Double {
    precondition(x > 0)
    var x = x, shift = 0.0
    while x < reach {
      shift += 1 / (x * x)
      x += 1
    }
    let y = 1 / (x * x)
    let series = y * (1 / 6.0 - y * (1 / 30.0 - y * (1 / 42.0 - y * (1 / 30.0 - y * (5 / 66.0 - y * 691 / 2730.0)))))
    return shift + (1 + 0.5 / x + series) / x
  }
}
