/// A place in the bytes of a file, from which headers are read; every error names the place.
struct ByteCursor {
  /// What the bytes are called in errors: the file, and the member of an archive in it.
  let path: String
  private let bytes: ArraySlice<UInt8>
  /// Bytes before the place.
  private(set) var offset: Int

  /// - Parameter offset: where to begin, counted from the first of the bytes
  init(_ bytes: ArraySlice<UInt8>, path: String, offset: Int = 0) {
    self.bytes = bytes
    self.path = path
    self.offset = offset
  }

  /// What follows the place.
  var rest: ArraySlice<UInt8> { bytes.dropFirst(offset) }

  /// An error at the place, or at another.
  func failure(_ expected: String, found: String, at place: Int? = nil) -> ArchiveError {
    .malformed(path: path, offset: place ?? offset, expected: expected, found: found)
  }

  /// What stands at the place, for errors.
  var sight: String {
    guard let byte = rest.first else { return "the end of the header" }
    return byte > 0x20 && byte < 0x7f ? "'\(Character(UnicodeScalar(byte)))'" : "the byte \(Self.hex([byte]))"
  }

  /// Bytes as errors show them.
  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    "0x" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  // MARK: Binary

  /// The next bytes.
  /// - Throws: `ArchiveError.malformed` where there are fewer.
  mutating func take(_ count: Int, _ what: String) throws(ArchiveError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - offset else {
      throw failure("\(what) of \(count) bytes", found: "\(bytes.count - offset) bytes up to the end")
    }
    defer { offset += count }
    return bytes[bytes.startIndex + offset..<bytes.startIndex + offset + count]
  }

  /// A little-endian number.
  /// - Throws: `ArchiveError.malformed` where the bytes end.
  mutating func little<Number: FixedWidthInteger>(_ type: Number.Type, _ what: String) throws(ArchiveError) -> Number {
    try take(MemoryLayout<Number>.size, what).reversed().reduce(0) { $0 << 8 | Number($1) }
  }

  /// A big-endian number.
  /// - Throws: `ArchiveError.malformed` where the bytes end.
  mutating func big<Number: FixedWidthInteger>(_ type: Number.Type, _ what: String) throws(ArchiveError) -> Number {
    try take(MemoryLayout<Number>.size, what).reduce(0) { $0 << 8 | Number($1) }
  }

  // MARK: Text

  /// Goes past spaces and line ends.
  mutating func skipSpaces() {
    while let byte = rest.first, byte == 0x20 || (0x09...0x0d).contains(byte) { offset += 1 }
  }

  /// Goes past a character, and the spaces before it, if it is there.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard let byte = rest.first, UInt32(byte) == character.value else { return false }
    offset += 1
    return true
  }

  /// Goes past a character and the spaces before it.
  /// - Throws: `ArchiveError.malformed` where something else is there.
  mutating func expect(_ character: Unicode.Scalar, _ purpose: String) throws(ArchiveError) {
    guard skip(character) else { throw failure("'\(character)' \(purpose)", found: sight) }
  }

  /// Goes past a word of letters, and the spaces before it.
  mutating func word() -> String {
    skipSpaces()
    let letters = rest.prefix { (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0) }
    offset += letters.count
    return String(decoding: letters, as: UTF8.self)
  }

  /// A whole number of at least 0, and the spaces before it.
  /// - Throws: `ArchiveError.malformed` for anything else, and for numbers beyond 64 bits.
  mutating func natural(_ what: String) throws(ArchiveError) -> Int {
    skipSpaces()
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty else { throw failure(what, found: sight) }
    let text = String(decoding: digits, as: UTF8.self)
    guard let number = Int(text) else { throw failure("\(what) below 2⁶³", found: text) }
    offset += digits.count
    return number
  }

  /// Whole numbers between brackets; a comma may follow the last.
  /// - Throws: `ArchiveError.malformed` for anything else.
  mutating func naturals(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ what: String
  ) throws(ArchiveError) -> [Int] {
    try expect(open, "before \(what)")
    var numbers: [Int] = []
    while !skip(close) {
      if !numbers.isEmpty {
        try expect(",", "between \(what)")
        if skip(close) { break }
      }
      numbers.append(try natural("a whole number among \(what)"))
      // Python 2 marked long numbers.
      if rest.first == UInt8(ascii: "L") { offset += 1 }
    }
    return numbers
  }

  /// A text between quotes, with the escapes of JSON.
  /// - Throws: `ArchiveError.malformed` where no quote opens or closes, for an escape that JSON does not have, and for
  ///   bytes that are no UTF-8.
  mutating func quoted(_ what: String, quotes: [UInt8] = [UInt8(ascii: "\"")]) throws(ArchiveError) -> String {
    skipSpaces()
    let start = offset
    guard let quote = rest.first, quotes.contains(quote) else {
      throw failure("\(what) between quotes", found: sight)
    }
    offset += 1
    var text: [UInt8] = []
    while true {
      let plain = rest.prefix { $0 != quote && $0 != UInt8(ascii: "\\") && $0 >= 0x20 }
      text += plain
      offset += plain.count
      guard let byte = rest.first, byte >= 0x20 else { throw failure("the quote that ends \(what)", found: sight) }
      offset += 1
      if byte == quote { break }
      text += try Array(escape().utf8)
    }
    guard let string = String(validating: text, as: UTF8.self) else {
      throw failure("\(what) in UTF-8", found: "other bytes", at: start)
    }
    return string
  }

  /// What an escape stands for, behind its backslash.
  private mutating func escape() throws(ArchiveError) -> String {
    let start = offset - 1
    guard let byte = rest.first else { throw failure("the rest of an escape", found: sight) }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"):
      return String(UnicodeScalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var units = [try hexadecimal()]
      if UTF16.isLeadSurrogate(units[0]), rest.starts(with: Array("\\u".utf8)) {
        offset += 2
        units.append(try hexadecimal())
      }
      guard let text = String(validating: units, as: UTF16.self) else {
        throw failure("a pair of surrogates", found: "half of one", at: start)
      }
      return text
    default: throw failure("an escape of JSON", found: "'\\' before the byte \(Self.hex([byte]))", at: start)
    }
  }

  private mutating func hexadecimal() throws(ArchiveError) -> UInt16 {
    let start = offset
    let digits = try take(4, "an escape")
    guard digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits", found: Self.hex(digits), at: start) }
    return unit
  }
}
