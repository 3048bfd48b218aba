import Tensors

/// NumPy's format of one array: a magic number, a version, a header that is the text of a Python dictionary, elements.
///
/// Versions 1 to 3 differ in the length and the encoding of the header. Elements of either byte order and either layout
/// come out little-endian and row by row.
///
/// Format: NEP 1, https://numpy.org/neps/nep-0001-npy-format.html.
enum NumpyFile {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The first bytes of a file that hold the header of any array that NumPy writes without a warning.
  static let longestHeader = 1 << 17

  /// What a header says.
  struct Header {
    /// What the elements are, or nil for what is no number, such as texts and objects.
    let type: ElementType?
    /// The text that says so.
    let kind: String
    let isBigEndian: Bool
    let isColumnMajor: Bool
    let shape: Shape
    /// Where the elements begin.
    let end: Int

    /// The length of the whole file, or nil where elements are no numbers or their size overflows.
    var size: Int? {
      guard let type else { return nil }
      let (bytes, overflow) = shape.count.multipliedReportingOverflow(by: type.size)
      let (sum, tooFar) = bytes.addingReportingOverflow(end)
      return overflow || tooFar ? nil : sum
    }
  }

  private static let codes: [String: ElementType] = [
    "b1": .bool, "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64, "u1": .uint8, "u2": .uint16, "u4": .uint32,
    "u8": .uint64, "f2": .float16, "f4": .float32, "f8": .float64,
  ]
  private static let names = Dictionary(uniqueKeysWithValues: codes.map { ($1, $0) })

  // MARK: Reading

  /// Reads the header from the first bytes of a file.
  /// - Throws: `ArchiveError.malformed`.
  static func header(_ bytes: ArraySlice<UInt8>, path: String) throws(ArchiveError) -> Header {
    var cursor = ByteCursor(bytes, path: path)
    guard cursor.rest.starts(with: magic) else {
      throw cursor.failure(
        "the magic number \(ByteCursor.hex(magic)) of an array of NumPy", found: ByteCursor.hex(bytes.prefix(6)))
    }
    _ = try cursor.take(magic.count, "the magic number")
    let major = try cursor.little(UInt8.self, "the version")
    guard (1...3).contains(major) else { throw cursor.failure("version 1, 2 or 3", found: "\(major)", at: 6) }
    _ = try cursor.little(UInt8.self, "the minor version")
    let length =
      major == 1
      ? Int(try cursor.little(UInt16.self, "the length of the header"))
      : Int(try cursor.little(UInt32.self, "the length of the header"))
    let start = cursor.offset
    let text = try cursor.take(length, "the header")
    return try parse(ByteCursor(bytes.prefix(start + text.count), path: path, offset: start))
  }

  private static func parse(_ text: ByteCursor) throws(ArchiveError) -> Header {
    var cursor = text
    let quotes = [UInt8(ascii: "'"), UInt8(ascii: "\"")]
    var kind: String?, isColumnMajor: Bool?, extents: [Int]?
    try cursor.expect("{", "that opens the header")
    while !cursor.skip("}") {
      let place = cursor.offset
      let key = try cursor.quoted("a key of the header", quotes: quotes)
      try cursor.expect(":", "behind '\(key)'")
      switch key {
      case "descr":
        cursor.skipSpaces()
        // Records are described by a list of their fields, which are no numbers either way.
        guard cursor.rest.first != UInt8(ascii: "[") else {
          return Header(
            type: nil, kind: "records", isBigEndian: false, isColumnMajor: false, shape: [0], end: cursor.offset)
        }
        kind = try cursor.quoted("the type of the elements", quotes: quotes)
      case "fortran_order":
        let start = cursor.offset
        let word = cursor.word()
        guard word == "True" || word == "False" else {
          throw cursor.failure("True or False", found: word.isEmpty ? cursor.sight : "'\(word)'", at: start)
        }
        isColumnMajor = word == "True"
      case "shape": extents = try cursor.naturals("(", ")", "the extents")
      default: throw cursor.failure("descr, fortran_order or shape", found: "'\(key)'", at: place)
      }
      guard cursor.skip(",") else {
        try cursor.expect("}", "or ',' in the header")
        break
      }
    }
    cursor.skipSpaces()
    guard cursor.rest.isEmpty else { throw cursor.failure("spaces to the end of the header", found: cursor.sight) }
    guard let kind, let isColumnMajor, let extents else {
      throw text.failure("descr, fortran_order and shape", found: "not all of them")
    }
    guard let shape = Shape(checking: extents), extents.count <= 64 else {
      throw text.failure("extents that a file can hold", found: "\(extents.prefix(8))")
    }
    return Header(
      type: codes[String(kind.dropFirst())], kind: kind, isBigEndian: kind.first == ">", isColumnMajor: isColumnMajor,
      shape: shape, end: cursor.offset)
  }

  /// The array of a whole file.
  /// - Throws: `ArchiveError.malformed` for a header that is none, or other than as many bytes as it needs.
  /// - Returns: nil for elements that are no numbers.
  /// - Complexity: O(bytes).
  static func read(_ bytes: ArraySlice<UInt8>, path: String) throws(ArchiveError) -> (array: StoredArray?, kind: String)
  {
    let header = try header(bytes, path: path)
    guard let type = header.type else { return (nil, "the type '\(header.kind)'") }
    guard header.size == bytes.count else {
      throw .malformed(
        path: path, offset: header.end,
        expected: header.size.map { "\($0 - header.end) bytes for \(header.shape) of '\(header.kind)'" }
          ?? "extents that a file can hold", found: "\(bytes.count - header.end)")
    }
    var elements = bytes.dropFirst(header.end)
    if header.isBigEndian, type.size > 1 { elements = ElementBytes.swapped(elements, size: type.size)[...] }
    if header.isColumnMajor, header.shape.rank > 1 {
      elements = ElementBytes.rowMajor(elements, extents: header.shape.extents, size: type.size)[...]
    }
    return (StoredArray(type, header.shape, bytes: elements), header.kind)
  }

  // MARK: Writing

  /// What stands before the elements of an array: version 1, padded with spaces to 64 bytes as NumPy does.
  /// - Precondition: NumPy has the type of the elements.
  static func header(of array: StoredArray) -> [UInt8] {
    guard let code = names[array.type] else { preconditionFailure("NumPy has no \(array.type)") }
    let extents = array.shape.extents.map(String.init).joined(separator: ", ") + (array.shape.rank == 1 ? "," : "")
    var text = Array(
      "{'descr': '\(array.type.size == 1 ? "|" : "<")\(code)', 'fortran_order': False, 'shape': (\(extents)), }".utf8)
    let unpadded = magic.count + 4 + text.count + 1
    text += [UInt8](repeating: 0x20, count: (64 - unpadded % 64) % 64) + [0x0a]
    return magic + [1, 0, UInt8(text.count & 0xff), UInt8(text.count >> 8)] + text
  }

  /// The array as NumPy can hold it: `bfloat16` becomes `float32`, which has all its values.
  static func suited(_ array: StoredArray) -> StoredArray {
    guard array.type == .bfloat16 else { return array }
    let floats = ElementBytes.map(array.bytes, UInt16.self) { UInt32($0) << 16 }
    return StoredArray(.float32, array.shape, bytes: ElementBytes.bytes(of: floats)[...])
  }
}
