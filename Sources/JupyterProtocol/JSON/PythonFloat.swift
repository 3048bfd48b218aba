/// The text that Python's `repr` gives a floating-point number.
enum PythonFloat {
  /// The shortest digits that read back as `value`, placed as Python places them: without an exponent from 1e-4 to
  /// below 1e16, with one of at least two digits elsewhere.
  ///
  /// Swift's `description` has the same digits and other limits, so they are taken from there.
  ///
  /// - Precondition: `value` is finite.
  static func text(of value: Double) -> String {
    precondition(value.isFinite, "only finite numbers have digits")
    let text = value.description
    if (1e-4..<1e16).contains(value.magnitude), !text.utf8.contains(UInt8(ascii: "e")) { return text }
    let sign = value.sign == .minus ? "-" : ""
    if value == 0 { return sign + "0.0" }
    let (digits, point) = significand(of: value.magnitude)
    if point < -3 || point > 16 {
      let exponent = point - 1
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      let padding = abs(exponent) < 10 ? "0" : ""
      return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(padding)\(abs(exponent))"
    }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) + ".0" }
    return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
  }

  /// The digits d₁d₂… without zeros at the ends and the place of the point, value = 0.d₁d₂… · 10^point.
  private static func significand(of magnitude: Double) -> (digits: String, point: Int) {
    let parts = magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let all = mantissa[0] + fraction
    let significant = all.drop { $0 == "0" }
    let trimmed = String(significant.reversed().drop { $0 == "0" }.reversed())
    return (trimmed, mantissa[0].count + exponent - (all.count - significant.count))
  }
}
