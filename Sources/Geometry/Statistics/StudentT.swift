/// Student's t distribution.
public enum StudentT {
  /// The probability that |T| exceeds a value: I(ν / (ν + t²); ν/2, 1/2).
  /// - Precondition: `degreesOfFreedom > 0`.
  public static func twoSidedTail(_ t: Double, degreesOfFreedom: Double) -> Double {
    precondition(degreesOfFreedom > 0)
    return IncompleteBeta.regularized(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5)
  }

  /// The value below which a fraction of the distribution lies, to 1e-10 relatively.
  /// - Precondition: `0 < fraction < 1`, `degreesOfFreedom > 0`.
  /// - Complexity: about a hundred evaluations of the incomplete beta function.
  public static func quantile(_ fraction: Double, degreesOfFreedom: Double) -> Double {
    precondition(fraction > 0 && fraction < 1 && degreesOfFreedom > 0)
    if fraction == 0.5 { return 0 }
    if fraction < 0.5 { return -upper(2 * fraction, degreesOfFreedom) }
    return upper(2 * (1 - fraction), degreesOfFreedom)
  }

  /// The t whose two tails hold `tail`, by doubling and bisection down to neighbouring numbers.
  private static func upper(_ tail: Double, _ degreesOfFreedom: Double) -> Double {
    var low = 0.0
    var high = 1.0
    while twoSidedTail(high, degreesOfFreedom: degreesOfFreedom) > tail, high < 1e150 {
      low = high
      high *= 2
    }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle == low || middle == high { break }
      if twoSidedTail(middle, degreesOfFreedom: degreesOfFreedom) > tail { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }
}
