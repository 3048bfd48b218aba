/// Bytes written with 64 printable characters, as RFC 4648 section 4 has them.
enum Base64 {
  /// The bytes of a text whose line breaks are skipped, or nil where another character occurs or padding is missing.
  /// - Complexity: O(characters).
  static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 4 * 3)
    var bits: UInt32 = 0
    var characters = 0
    var padding = 0
    for character in text.utf8 where character != UInt8(ascii: "\n") {
      characters += 1
      if character == UInt8(ascii: "=") {
        padding += 1
        bits <<= 6
      } else {
        guard padding == 0, let value = value(of: character) else { return nil }
        bits = bits << 6 | value
      }
      if characters % 4 == 0 {
        let group = [
          UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
          UInt8(truncatingIfNeeded: bits),
        ]
        guard padding <= 2 else { return nil }
        bytes += group.prefix(3 - padding)
        bits = 0
      }
    }
    return characters % 4 == 0 ? bytes : nil
  }

  private static func value(of character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
