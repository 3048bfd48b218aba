/// The positive root of a decreasing function that is positive near zero, by Newton's method kept inside a bracket.
enum DecreasingRoot {
  /// - Parameters:
  ///   - start: a first guess, positive.
  ///   - function: value and slope at a positive argument.
  /// - Returns: the root, or nil where the function stays positive up to 2¹⁰⁰⁰ times the guess.
  /// - Complexity: a handful of evaluations from a good guess.
  static func find(from start: Double, _ function: (Double) -> (value: Double, slope: Double)) -> Double? {
    var low = 0.0, high = Double.infinity
    var x = start
    for _ in 0..<1200 {
      let (value, slope) = function(x)
      if value == 0 { return x }
      if value > 0 { low = x } else { high = x }
      var next = slope < 0 ? x - value / slope : .nan
      if !(next > low && next < high) { next = high < .infinity ? low + (high - low) / 2 : 2 * x }
      if abs(next - x) <= 4e-16 * x || next == low || next == high { return next }
      guard next.isFinite, next > 0 else { return nil }
      x = next
    }
    return high < .infinity ? x : nil
  }
}
