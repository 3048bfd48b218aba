/// Bytes as lower-case hexadecimal digits.
enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two digits a byte.
  static func bytes(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 2 * bytes.count) { buffer, count in
      for byte in bytes {
        buffer[count] = digits[Int(byte >> 4)]
        buffer[count + 1] = digits[Int(byte & 15)]
        count += 2
      }
    }
  }

  /// The digits as text.
  static func text(_ bytes: [UInt8]) -> String { String(decoding: self.bytes(bytes), as: UTF8.self) }
}
