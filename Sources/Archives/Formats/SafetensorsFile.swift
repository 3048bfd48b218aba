import Tensors

/// The safetensors format: the length of a header, the header in JSON, the elements.
///
/// The header has an entry a tensor, `"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}`, the offsets
/// counted from its end, and texts under `__metadata__`. Elements are little-endian and row by row; there is no gap
/// between tensors, and nothing behind the last.
///
/// Format: Hugging Face, https://github.com/huggingface/safetensors.
enum SafetensorsFile {
  static let metadataKey = "__metadata__"

  /// What the format calls the kinds of element.
  static let names: [ElementType: String] = [
    .bool: "BOOL", .int8: "I8", .int16: "I16", .int32: "I32", .int64: "I64", .uint8: "U8", .uint16: "U16",
    .uint32: "U32", .uint64: "U64", .float16: "F16", .bfloat16: "BF16", .float32: "F32", .float64: "F64",
  ]

  private static let types = Dictionary(uniqueKeysWithValues: names.map { ($1, $0) })

  /// One entry of a header.
  private struct Entry {
    let name: String
    let kind: String
    let extents: [Int]
    let offsets: Range<Int>
    /// Where the entry stands in the file.
    let place: Int
  }

  // MARK: Reading

  /// The tensors of a file in the order of its header.
  /// - Throws: `ArchiveError.malformed` for a header that is none, names a tensor twice, or whose offsets leave a gap,
  ///   overlap, leave the file or do not fit shape and type.
  /// - Complexity: O(header · log tensors); elements are not copied.
  static func read(_ bytes: ArraySlice<UInt8>, path: String) throws(ArchiveError) -> TensorArchive {
    var prefix = ByteCursor(bytes, path: path)
    let length = try prefix.little(UInt64.self, "the length of the header")
    guard length <= UInt64(bytes.count - 8) else {
      throw prefix.failure(
        "a header of at most the \(bytes.count - 8) bytes that follow", found: "\(length) bytes", at: 0)
    }
    let end = 8 + Int(length)
    var header = ByteCursor(bytes.prefix(end), path: path, offset: 8)
    var archive = TensorArchive()
    var entries: [Entry] = []
    try header.object("the header") { header, name, place throws(ArchiveError) in
      if name == metadataKey {
        try header.object("the metadata") { header, key, _ throws(ArchiveError) in
          archive.metadata[key] = try header.quoted("the value of '\(key)'")
        }
      } else {
        entries.append(try entry(name, at: place, &header))
      }
    }
    header.skipSpaces()
    // Some writers pad with zeros.
    guard header.rest.allSatisfy({ $0 == 0 }) else {
      throw header.failure("spaces to the end of the header", found: header.sight)
    }
    let data = bytes.dropFirst(end)
    try requireFilled(entries, size: data.count, header)
    for entry in entries {
      guard !archive.contains(entry.name) else {
        throw header.failure("a name once", found: "'\(entry.name)' again", at: entry.place)
      }
      guard let type = types[entry.kind] else {
        archive.refuse(entry.name, kind: "the type \(entry.kind)")
        continue
      }
      let part = data[data.startIndex + entry.offsets.lowerBound..<data.startIndex + entry.offsets.upperBound]
      archive.append(StoredArray(type, try shape(entry, type, header), bytes: part), named: entry.name)
    }
    return archive
  }

  private static func entry(_ name: String, at place: Int, _ header: inout ByteCursor) throws(ArchiveError) -> Entry {
    var kind: String?, extents: [Int]?, offsets: [Int]?
    try header.object("the entry of '\(name)'") { header, key, place throws(ArchiveError) in
      switch key {
      case "dtype": kind = try header.quoted("the dtype of '\(name)'")
      case "shape": extents = try header.naturals("[", "]", "the extents of '\(name)'")
      case "data_offsets": offsets = try header.naturals("[", "]", "the offsets of '\(name)'")
      default: throw header.failure("dtype, shape or data_offsets", found: "'\(key)'", at: place)
      }
    }
    guard let kind, let extents, let offsets else {
      throw header.failure("dtype, shape and data_offsets of '\(name)'", found: "not all of them")
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw header.failure("where '\(name)' begins and ends", found: "the offsets \(offsets)", at: place)
    }
    return Entry(name: name, kind: kind, extents: extents, offsets: offsets[0]..<offsets[1], place: place)
  }

  /// Whether the tensors lie one behind the other and fill the file.
  private static func requireFilled(_ entries: [Entry], size: Int, _ header: ByteCursor) throws(ArchiveError) {
    let ordered = entries.sorted {
      ($0.offsets.lowerBound, $0.offsets.upperBound) < ($1.offsets.lowerBound, $1.offsets.upperBound)
    }
    var end = 0
    for entry in ordered {
      guard entry.offsets.lowerBound == end else {
        throw header.failure(
          "'\(entry.name)' to begin at \(end), where the tensor before it ends",
          found: "the offset \(entry.offsets.lowerBound)", at: entry.place)
      }
      end = entry.offsets.upperBound
    }
    guard end == size else {
      throw header.failure("\(end) bytes of tensors behind the header", found: "\(size)", at: header.offset)
    }
  }

  private static func shape(_ entry: Entry, _ type: ElementType, _ header: ByteCursor) throws(ArchiveError) -> Shape {
    let size = entry.offsets.count
    guard let shape = Shape(checking: entry.extents), size % type.size == 0, shape.count == size / type.size else {
      throw header.failure(
        "the bytes of '\(entry.name)' to hold \(entry.extents) of \(entry.kind)", found: "\(size) bytes",
        at: entry.place)
    }
    return shape
  }

  // MARK: Writing

  /// What stands before the elements of an archive, padded with spaces to 8 bytes; and the arrays in the order in which
  /// their elements follow, larger elements first, so that each is aligned.
  static func header(of archive: TensorArchive) -> (bytes: [UInt8], order: [StoredArray]) {
    let entries = archive.entries
    let ordered = entries.indices.sorted {
      (-entries[$0].array.type.size, $0) < (-entries[$1].array.type.size, $1)
    }
    var begins = [Int](repeating: 0, count: entries.count)
    var end = 0
    for index in ordered {
      begins[index] = end
      end += entries[index].array.bytes.count
    }
    var fields: [String] = []
    if !archive.metadata.isEmpty {
      fields.append("\(JSONText.quoted(metadataKey)):\(JSONText.object(archive.metadata))")
    }
    for (entry, begin) in zip(entries, begins) {
      let extents = entry.array.shape.extents.map(String.init).joined(separator: ",")
      fields.append(
        "\(JSONText.quoted(entry.name)):{\"dtype\":\"\(names[entry.array.type] ?? "")\",\"shape\":[\(extents)],"
          + "\"data_offsets\":[\(begin),\(begin + entry.array.bytes.count)]}")
    }
    var text = Array("{\(fields.joined(separator: ","))}".utf8)
    text += [UInt8](repeating: 0x20, count: (8 - text.count % 8) % 8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    return (length + text, ordered.map { entries[$0].array })
  }
}
