import Glibc

/// Numbers as text: the same on every machine, without a locale.
public enum NumberText {
  /// A number with at most `decimals` places, trailing zeros cut, a hyphen for minus: for coordinates and JSON.
  package static func coordinate(_ value: Double, decimals: Int = 2) -> String {
    var text = fixed(value, decimals: decimals)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text
  }

  /// A number with exactly `decimals` places; "-0" is "0". Beyond 15 digits, Swift's shortest form.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    let places = min(max(decimals, 0), 12)
    let scaled = abs(value) * pow(10, Double(places))
    if value.isInfinite { return value < 0 ? "−∞" : "∞" }
    guard scaled < 9e15 else { return value.isNaN ? "nan" : "\(value)" }
    let whole = Int(scaled.rounded())
    var digits = String(whole)
    if places > 0 {
      digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
    }
    return value < 0 && whole != 0 ? "-" + digits : digits
  }

  /// A number for a reader, to about four digits, with a true minus sign and a power of ten where it is very large or
  /// small.
  public static func reading(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : (value < 0 ? "−∞" : "∞") }
    guard value != 0 else { return "0" }
    let exponent = exponent(of: value)
    if exponent >= 6 || exponent < -3 { return scientific(value, decimals: 2) }
    return typographic(coordinate(value, decimals: max(0, 3 - exponent)))
  }

  /// A whole number with a comma before every third digit, such as "266,610".
  public static func grouped(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return typographic(value < 0 ? "-" + digits : digits)
  }

  /// Mantissa and power of ten, such as "2.5×10⁻³"; a mantissa of 1 is left out.
  package static func scientific(_ value: Double, decimals: Int) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : reading(value) }
    var exponent = exponent(of: value)
    var mantissa = coordinate(mantissa(of: value, exponent), decimals: decimals)
    if mantissa == "10" || mantissa == "-10" {
      exponent += 1
      mantissa = value < 0 ? "-1" : "1"
    }
    let power = "10" + superscript(exponent)
    if mantissa == "1" { return power }
    return mantissa == "-1" ? "−" + power : typographic(mantissa) + "×" + power
  }

  /// The power of ten in the number: floor(log₁₀ |value|).
  static func exponent(of value: Double) -> Int {
    Int(log10(abs(value)).rounded(.down))
  }

  /// The hyphen of a negative number as a minus sign.
  static func typographic(_ text: String) -> String {
    text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }

  /// A whole number in raised digits.
  static func superscript(_ number: Int) -> String {
    let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(String(number).map { $0 == "-" ? "⁻" : raised[$0.wholeNumberValue ?? 0] })
  }

  private static func mantissa(of value: Double, _ exponent: Int) -> Double {
    // Two steps keep the power of ten finite for the smallest numbers.
    exponent < -300 ? value * 1e200 / pow(10, Double(exponent + 200)) : value / pow(10, Double(exponent))
  }
}
