/// How far two ways of computing the same number may differ, with the reason.
package struct Tolerance: Sendable {
  package let relative: Double
  package let absolute: Double

  package init(relative: Double, absolute: Double = 0) {
    self.relative = relative
    self.absolute = absolute
  }

  /// Two orders of summation of `terms` numbers of one sign differ by at most about terms·ε relative to the sum; typical
  /// differences grow with √terms. The bound is the worst case, which no rounding can exceed.
  package static func summation(terms: Int, epsilon: Double = Double.ulpOfOne) -> Tolerance {
    Tolerance(relative: Double(terms) * epsilon)
  }

  package func accepts(_ value: Double, _ expected: Double) -> Bool {
    value == expected || abs(value - expected) <= absolute + relative * max(abs(value), abs(expected))
  }
}

extension Double {
  /// Whether this is `expected` to within the tolerance.
  package func isClose(to expected: Double, within tolerance: Tolerance) -> Bool { tolerance.accepts(self, expected) }
}
