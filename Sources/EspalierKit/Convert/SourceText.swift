/// The text of a file, whatever editor has written it.
enum SourceText {
  /// The text of a file's bytes: lines end in a line feed, and a byte order mark is no part of it.
  ///
  /// - Throws: ``EncodingError`` for bytes that are no UTF-8.
  static func decode(_ bytes: [UInt8]) throws(EncodingError) -> String {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .utf16 }
    let text = withoutCarriageReturns(bytes[(bytes.starts(with: byteOrderMark) ? 3 : 0)...])
    // A zero byte is valid, but no editor writes it into a text.
    guard !text.contains(0), let decoded = String(validating: text, as: UTF8.self) else {
      throw .notUTF8(line: firstBadLine(of: text))
    }
    return decoded
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func withoutCarriageReturns(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    if !bytes.contains(0x0D) { return Array(bytes) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    for index in bytes.indices {
      let isLineEnd = bytes[index] == 0x0D && index + 1 < bytes.endIndex && bytes[index + 1] == 0x0A
      if !isLineEnd { text.append(bytes[index]) }
    }
    return text
  }

  private static func firstBadLine(of bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let bad = lines.firstIndex { $0.contains(0) || String(validating: $0, as: UTF8.self) == nil }
    return (bad ?? 0) + 1
  }
}
