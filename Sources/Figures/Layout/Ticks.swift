import Glibc

/// The ticks of an axis: where they stand and what they say.
package struct Ticks: Sendable, Hashable {
  /// Ticks with a label and a grid line.
  package var major: [Axis.Tick]
  /// Short ticks between them, without a label.
  package var minor: [Double]

  /// About `count` ticks for a scale, at 1, 2 or 5 times a power of ten.
  ///
  /// On a log axis they stand at the powers of ten, thinned to whole steps when there are too many; an axis shorter than
  /// two decades takes 1, 2, 5 in each, and one too short for those the ticks of a linear axis.
  package init(_ scale: PlotScale, axis: Axis, count: Int) {
    if let own = axis.ticks {
      let inside = own.filter { scale.fraction($0.value).map { $0 >= -1e-9 && $0 <= 1 + 1e-9 } ?? false }
      self.init(major: inside, minor: [])
    } else if scale.isLog {
      self.init(log: scale, format: axis.format, count: count)
    } else {
      let (values, decimals) = Self.linear(from: scale.low, to: scale.high, count: count)
      self.init(major: Self.labelled(values, decimals: decimals, format: axis.format), minor: [])
    }
  }

  private init(major: [Axis.Tick], minor: [Double]) {
    self.major = major
    self.minor = minor
  }

  /// Ticks at whole multiples of 1, 2 or 5 times a power of ten, and the decimals that write them.
  package static func linear(from low: Double, to high: Double, count: Int) -> (values: [Double], decimals: Int) {
    let rough = (high - low) / Double(max(1, count))
    guard rough > 0, rough.isFinite else { return ([low], 2) }
    let exponent = NumberText.exponent(of: rough)
    let power = pow(10, Double(exponent))
    let factor = [1.0, 2, 5, 10].first { $0 * power >= rough * (1 - 1e-9) } ?? 10
    let step = factor * power
    // A slack of a millionth of a step lets the ends of the axis have their tick in spite of rounding.
    let first = (low / step - 1e-6).rounded(.up)
    let last = (high / step + 1e-6).rounded(.down)
    guard step > 0, abs(first) < 1e15, abs(last) < 1e15, last >= first else { return ([low, high], 6) }
    let values = (0...Int(min(last - first, 100))).map { index -> Double in
      let multiple = first + Double(index)
      // Dividing by the exact power of ten gives 0.3 and not 0.30000000000000004.
      return exponent < 0 && exponent > -300 ? multiple * factor / pow(10, Double(-exponent)) : multiple * step
    }
    return (values, max(0, -(factor == 10 ? exponent + 1 : exponent)))
  }

  private init(log scale: PlotScale, format: Axis.TickFormat, count: Int) {
    let slack = 1e-9
    let first = Int((log10(scale.low) - slack).rounded(.up))
    let last = Int((log10(scale.high) + slack).rounded(.down))
    let inside = { (value: Double) in value >= scale.low * (1 - slack) && value <= scale.high * (1 + slack) }
    let between = (first - 1...max(first, last + 1)).flatMap { exponent in
      (2...9).map { Double($0) * pow(10, Double(exponent)) }
    }.filter(inside)
    if last - first >= 2 {
      let stride = max(1, Int((Double(last - first + 1) / Double(max(2, count))).rounded(.up)))
      let exponents = (first...last).filter { $0 % stride == 0 }
      major = exponents.map { Axis.Tick(pow(10, Double($0)), Self.powerLabel($0, format)) }
      minor = stride == 1 ? between : []
      return
    }
    let candidates = (first - 1...max(first, last + 1)).flatMap { exponent in
      [1.0, 2, 5].map { $0 * pow(10, Double(exponent)) }
    }.filter(inside)
    guard candidates.count >= 3 else {
      let (values, decimals) = Self.linear(from: scale.low, to: scale.high, count: count)
      major = Self.labelled(values.filter { $0 > 0 }, decimals: decimals, format: format)
      minor = []
      return
    }
    major = candidates.map { Axis.Tick($0, Self.label($0, decimals: nil, format)) }
    minor = between
  }

  private static func powerLabel(_ exponent: Int, _ format: Axis.TickFormat) -> String {
    switch format {
    case .automatic, .scientific: "10" + NumberText.superscript(exponent)
    case .decimals, .percent: label(pow(10, Double(exponent)), decimals: nil, format)
    }
  }

  private static func labelled(_ values: [Double], decimals: Int, format: Axis.TickFormat) -> [Axis.Tick] {
    let largest = values.map(abs).max() ?? 0
    let step = values.count > 1 ? abs(values[1] - values[0]) : largest
    let usesPowers = format == .automatic && (largest >= 1e9 || (decimals > 4 && largest < 1e-3))
    let unit: (Double, String) = largest >= 1e6 && step >= 1e4 ? (1e6, "M") : (1e3, "k")
    let usesUnit = format == .automatic && !usesPowers && largest >= 1e4 && step >= unit.0 / 100
    return values.map { value in
      if usesPowers { return Axis.Tick(value, NumberText.scientific(value, decimals: 2)) }
      guard usesUnit, value != 0 else { return Axis.Tick(value, label(value, decimals: decimals, format)) }
      return Axis.Tick(
        value, NumberText.typographic(NumberText.coordinate(value / unit.0, decimals: 2)) + unit.1)
    }
  }

  private static func label(_ value: Double, decimals: Int?, _ format: Axis.TickFormat) -> String {
    switch format {
    case .automatic:
      decimals.map { NumberText.typographic(NumberText.fixed(value, decimals: $0)) } ?? NumberText.reading(value)
    case .decimals(let places):
      NumberText.typographic(NumberText.fixed(value, decimals: places))
    case .percent:
      NumberText.typographic(
        decimals.map { NumberText.fixed(value * 100, decimals: $0 - 2) }
          ?? NumberText.coordinate(value * 100, decimals: 4)) + "%"
    case .scientific:
      NumberText.scientific(value, decimals: 2)
    }
  }
}
