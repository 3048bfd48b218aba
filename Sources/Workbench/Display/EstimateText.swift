import Figures

/// An estimate with its standard error.
enum EstimateText {
  /// `6.60 ± 0.22`: the error to two digits, the value to as many places; without an error (NaN) the value alone.
  static func text(_ value: Double, error: Double) -> String {
    if error.isNaN { return NumberText.reading(value) }
    guard value.isFinite, error.isFinite, error > 0, error < 1e6, error >= 1e-9, abs(value) < 1e9 else {
      return "\(NumberText.reading(value)) ± \(NumberText.reading(error))"
    }
    var decimals = 0
    var scaled = error
    // Below 9.95, two digits need another place.
    while scaled < 9.95 {
      scaled *= 10
      decimals += 1
    }
    func number(_ number: Double) -> String {
      let text = NumberText.fixed(number, decimals: decimals)
      return text.hasPrefix("-") ? "−" + text.dropFirst() : text
    }
    return "\(number(value)) ± \(number(error))"
  }
}
