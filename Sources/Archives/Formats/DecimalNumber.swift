/// A number read from its decimal text.
struct DecimalNumber {
  /// The nearest number of double precision.
  let value: Double
  /// Whether the text is that of a whole number: a sign and digits.
  let isWhole: Bool
  /// Whether a whole number is exactly the value; true of every other.
  let isExact: Bool

  /// Powers of ten that double precision holds exactly.
  private static let powers: [Double] = (0...22).reduce(into: []) { powers, _ in
    powers.append(powers.last.map { $0 * 10 } ?? 1)
  }

  /// A text with spaces around it or none; nil where it is no number.
  ///
  /// Up to 15 digits are a whole number that double precision holds, as are the powers of ten up to 10²²; their quotient
  /// is rounded once, so it is the nearest (Clinger 1990, doi:10.1145/93542.93557). All else is left to the library.
  init?(_ text: ArraySlice<UInt8>) {
    var text = text
    while text.first == 0x20 || text.first == 0x09 { text.removeFirst() }
    while text.last == 0x20 || text.last == 0x09 { text.removeLast() }
    var place = text.startIndex
    var isNegative = false
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      place += 1
    }
    var digits = 0, decimals = 0
    var mantissa = 0
    var hasPoint = false
    while place < text.endIndex, digits <= 15 {
      let byte = text[place]
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if (0x30...0x39).contains(byte) {
        mantissa = mantissa * 10 + Int(byte - 0x30)
        digits += 1
        if hasPoint { decimals += 1 }
      } else {
        break
      }
      place += 1
    }
    if place == text.endIndex, (1...15).contains(digits) {
      let magnitude = Double(mantissa) / Self.powers[decimals]
      value = isNegative ? -magnitude : magnitude
      isWhole = !hasPoint
      isExact = true
      return
    }
    let string = String(decoding: text, as: UTF8.self)
    // Swift reads hexadecimal numbers too.
    guard !text.contains(where: { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") }), let number = Double(string)
    else { return nil }
    value = number
    isWhole = text.dropFirst(text.first == 0x2d || text.first == 0x2b ? 1 : 0).allSatisfy { (0x30...0x39).contains($0) }
    isExact = !isWhole || Int(string).map { Double(exactly: $0) != nil } ?? false
  }
}
