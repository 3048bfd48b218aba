import Glibc

/// The map from the values of one axis to positions on paper.
package struct PlotScale: Sendable, Hashable {
  /// The value at the start, smaller than ``high``.
  package let low: Double
  /// The value at the end.
  package let high: Double
  /// Whether equal ratios are equal steps.
  let isLog: Bool
  /// The position of ``low``.
  let start: Double
  /// The position of ``high``.
  let end: Double

  /// Values beyond this size cannot be placed without overflow and count as gaps.
  static let largest = 1e300

  /// Whether a value has a place on an axis of this kind.
  static func canShow(_ value: Double, isLog: Bool) -> Bool {
    abs(value) <= largest && (!isLog || value >= 1e-300)
  }

  /// The position of a value, or `nil` when it has none.
  package func position(_ value: Double) -> Double? {
    guard Self.canShow(value, isLog: isLog) else { return nil }
    let t = isLog ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : (value - low) / (high - low)
    // Far outside the frame a coordinate only has to stay outside; this keeps numbers short in the files.
    return start + min(max(t, -100), 100) * (end - start)
  }

  /// The fraction of the axis at which a value stands, or `nil` when it has none.
  func fraction(_ value: Double) -> Double? {
    position(value).map { ($0 - start) / (end - start) }
  }

  /// The same map onto other positions.
  func placed(from start: Double, to end: Double) -> PlotScale {
    PlotScale(low: low, high: high, isLog: isLog, start: start, end: end)
  }

  /// A scale that holds all values.
  ///
  /// An extent of no length is widened to both sides; one taken from data gets `padding` of its length at each end, but
  /// an end that is exactly `anchor` (such as the zero of bars) stays.
  package static func fitting(
    _ values: some Sequence<Double>, axis: Axis, padding: Double = 0.04, anchor: Double? = nil
  ) -> PlotScale {
    let isLog = axis.scale == .log
    if let domain = axis.domain, canShow(domain.lowerBound, isLog: isLog), canShow(domain.upperBound, isLog: isLog) {
      let (low, high) = widened(domain.lowerBound, domain.upperBound, isLog: isLog)
      return PlotScale(low: low, high: high, isLog: isLog, start: 0, end: 1)
    }
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where canShow(value, isLog: isLog) {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else {
      return PlotScale(low: isLog ? 0.1 : 0, high: isLog ? 10 : 1, isLog: isLog, start: 0, end: 1)
    }
    let dataLow = low
    let dataHigh = high
    (low, high) = widened(low, high, isLog: isLog)
    if low == dataLow, high == dataHigh {
      if isLog {
        let factor = pow(10, padding * (log10(high) - log10(low)))
        low = max(low / factor, 1e-300)
        high = min(high * factor, largest)
      } else {
        let air = (high - low) * padding
        if low != anchor { low -= air }
        if high != anchor { high += air }
      }
    }
    return PlotScale(low: low, high: high, isLog: isLog, start: 0, end: 1)
  }

  /// Bounds with a length: equal ones, or such that floating point cannot tell apart, move outwards.
  private static func widened(_ low: Double, _ high: Double, isLog: Bool) -> (Double, Double) {
    if isLog {
      return high / low > 1.0001 ? (low, high) : (max(low / 2, 1e-300), min(high * 2, largest))
    }
    let size = max(abs(low), abs(high))
    if high - low > size * 1e-9, high - low > 1e-290 { return (low, high) }
    let half = size > 1e-280 ? size * 0.1 : 1
    return (low - half, high + half)
  }
}
