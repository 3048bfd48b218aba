import CommandLanguage
import Figures

/// How long the runs of a benchmark took.
struct Timing: ForeignValue, Hashable {
  static let typeName = "Timing"

  /// Each run in order, in seconds; at least one.
  let seconds: [Double]
  private let sorted: [Double]

  init(seconds: [Double]) {
    self.seconds = seconds
    sorted = seconds.sorted()
  }

  var median: Double { quantile(0.5) }
  var least: Double { sorted.first ?? .nan }
  var greatest: Double { sorted.last ?? .nan }

  /// The value below which a fraction of the runs lies, interpolated between runs: NumPy's default.
  func quantile(_ fraction: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let place = fraction * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }

  /// `median 1.23 ms (1.2 to 1.4), 7 runs; quartiles 1.21 and 1.3 ms`
  var displayText: String {
    guard seconds.count > 1 else { return "\(Timing.text(median)), 1 run" }
    let unit = Timing.unit(for: median)
    func number(_ value: Double) -> String { Timing.number(value / unit.seconds) }
    return "median \(number(median)) \(unit.name) (\(number(least)) to \(number(greatest))), "
      + "\(NumberText.grouped(seconds.count)) runs; quartiles \(number(quantile(0.25))) and "
      + "\(number(quantile(0.75))) \(unit.name)"
  }

  /// A time in the unit that suits it: `1.23 ms`.
  static func text(_ seconds: Double) -> String {
    let unit = unit(for: seconds)
    return "\(number(seconds / unit.seconds)) \(unit.name)"
  }

  private static func unit(for seconds: Double) -> (name: String, seconds: Double) {
    switch seconds {
    case ..<1e-6: ("ns", 1e-9)
    case ..<1e-3: ("µs", 1e-6)
    case ..<1: ("ms", 1e-3)
    default: ("s", 1)
    }
  }

  /// Three digits.
  private static func number(_ value: Double) -> String {
    NumberText.fixed(value, decimals: value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
  }
}
