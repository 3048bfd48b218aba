import Glibc
package import Networks

/// When connections are exchanged, and which fraction of them: every Δ steps, up to T_end.
package struct ExchangeClock: Hashable, Sendable {
  /// Δ in steps.
  package let every: Int
  /// α, the fraction at the beginning.
  package let fraction: Double
  /// T_end as a fraction of the run.
  package let until: Double

  package init(every: Int, fraction: Double, until: Double) {
    self.every = every
    self.fraction = fraction
    self.until = until
  }

  var settings: String { "every: \(every), fraction: \(fraction), until: \(until)" }

  /// Whether t steps are a time for an exchange: t = Δ, 2Δ, … up to T_end.
  func isDue(after steps: Int, of length: RunLength) -> Bool {
    steps > 0 && steps.isMultiple(of: every) && steps <= length.step(at: until)
  }

  /// f(t) = α/2 · (1 + cos(πt/T_end)).
  package func fraction(after steps: Int, of length: RunLength) -> Double {
    fraction / 2 * (1 + cos(.pi * Double(steps) / Double(length.step(at: until))))
  }

  func validate(for network: Network, over length: RunLength, in schedule: String) throws(PruningError) {
    try PruningError.demandPositive(every, "every")
    try PruningError.demandShare(fraction, "fraction")
    try PruningError.demandShare(until, "until")
    let end = length.step(at: until)
    guard every <= end else {
      throw .count(
        name: "every", expected: "1 to \(end), the steps up to T_end = \(until) · \(length.steps)", found: every)
    }
    guard network.sparsity > 0 else { throw .needsSparse(schedule: schedule) }
  }
}
