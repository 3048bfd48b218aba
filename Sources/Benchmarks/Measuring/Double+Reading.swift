import Glibc

extension Double {
  /// The number with so many digits behind the point, none of them lost: `1.50`.
  func fixed(_ places: Int) -> String {
    guard isFinite, magnitude < 1e15 else { return description }
    let scale = pow(10, Double(places))
    let scaled = (magnitude * scale).rounded()
    let whole = (scaled / scale).rounded(.down)
    let sign = self < 0 && scaled > 0 ? "-" : ""
    let digits = String(Int(scaled - whole * scale))
    let fraction = places == 0 ? "" : "." + String(repeating: "0", count: places - digits.count) + digits
    return sign + String(Int(whole)) + fraction
  }

  /// So many significant digits, with a power of ten where the number is far from 1.
  func significant(_ digits: Int) -> String {
    guard isFinite, self != 0 else { return description }
    let exponent = Int(log10(magnitude).rounded(.down))
    if exponent < -3 { return (self / pow(10, Double(exponent))).fixed(digits - 1) + "e\(exponent)" }
    return fixed(max(digits - 1 - exponent, 0))
  }

  /// Seconds in the unit that suits them: `12.3 ms`.
  var asDuration: String {
    switch self {
    case 1...: significant(3) + " s"
    case 1e-3...: (self * 1e3).significant(3) + " ms"
    default: (self * 1e6).significant(3) + " µs"
    }
  }

  /// A hundred times the number with a percent sign.
  var asPercentage: String { (self * 100).fixed(0) + " %" }
}
