/// A signature that a paper promises, as a number with a side on which it should lie.
public struct Claim: Hashable, Sendable {
  /// Where the mean of the quantity should lie.
  public enum Side: Hashable, Sendable {
    /// Above a bound.
    case above(Double)
    /// Below a bound.
    case below(Double)
    /// From one bound to another.
    case between(Double, Double)
    /// At most so far from zero: the equivalence of two things.
    case within(Double)

    /// Where an interval lies with respect to the side.
    public func verdict(_ interval: MeanInterval) -> Verdict {
      let (lower, upper) = (interval.lower, interval.upper)
      switch self {
      case .above(let bound): return lower > bound ? .appears : upper < bound ? .contradicted : .undecided
      case .below(let bound): return upper < bound ? .appears : lower > bound ? .contradicted : .undecided
      case .between(let low, let high):
        return lower >= low && upper <= high ? .appears : upper < low || lower > high ? .contradicted : .undecided
      case .within(let bound): return Side.between(-bound, bound).verdict(interval)
      }
    }
  }

  /// What the paper says, in words: `the second peak lies above the dense network`.
  public let statement: String
  /// What is measured a seed, in words: `test accuracy of the second peak less that of the dense network`.
  public let quantity: String
  /// Its unit, such as `pp`; empty for a plain number.
  public let unit: String
  /// Where it should lie.
  public let side: Side

  /// A claim.
  public init(_ statement: String, quantity: String, unit: String = "", _ side: Side) {
    self.statement = statement
    self.quantity = quantity
    self.unit = unit
    self.side = side
  }
}
