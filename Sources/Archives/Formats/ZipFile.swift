import Tensors

/// The zip format, as much of it as archives of arrays need: members stored or deflated, and zip64.
///
/// Format: PKWARE, APPNOTE.TXT 6.3.10.
struct ZipFile {
  /// A member of the archive, as its central directory tells.
  struct Member {
    let name: String
    let isDeflated: Bool
    let checkSum: UInt32
    let size: Int
    /// Where the compressed bytes stand in the file.
    let content: Range<Int>
  }

  let path: String
  /// The members in the order of the central directory.
  let members: [Member]
  private let bytes: ArraySlice<UInt8>

  private static let localMark: UInt32 = 0x0403_4b50
  private static let centralMark: UInt32 = 0x0201_4b50
  private static let endMark: UInt32 = 0x0605_4b50
  private static let endMark64: UInt32 = 0x0606_4b50
  private static let locatorMark: UInt32 = 0x0706_4b50

  /// Reads the central directory.
  /// - Throws: `ArchiveError.malformed` where there is none, or where members leave the file, overlap or are of a kind
  ///   that is not read: encrypted, or compressed otherwise than by deflate.
  /// - Complexity: O(members · log members).
  init(_ bytes: ArraySlice<UInt8>, path: String) throws(ArchiveError) {
    self.bytes = bytes
    self.path = path
    var directory = try ZipFile.directory(bytes, path)
    var members: [Member] = []
    for _ in 0..<directory.count { members.append(try ZipFile.member(&directory.cursor, bytes, path)) }
    // Members that share bytes are how a small file becomes a large one.
    var end = 0
    for member in members.sorted(by: { $0.content.lowerBound < $1.content.lowerBound }) {
      guard member.content.lowerBound >= end else {
        throw .malformed(
          path: path, offset: member.content.lowerBound, expected: "'\(member.name)' behind the member before it",
          found: "that both share bytes")
      }
      end = member.content.upperBound
    }
    self.members = members
  }

  /// The content of a member.
  /// - Throws: `ArchiveError.damaged` where it does not unpack or its check sum is another; `Interrupted`.
  /// - Complexity: O(size); what is stored is not copied.
  func content(of member: Member, checkpoint: Checkpoint) throws -> ArraySlice<UInt8> {
    let place = "\(path)/\(member.name)"
    let packed = bytes[bytes.startIndex + member.content.lowerBound..<bytes.startIndex + member.content.upperBound]
    let content =
      member.isDeflated
      ? try Inflater.inflate(packed, .bare, path: place, size: member.size, checkpoint: checkpoint)[...] : packed
    guard CheckSum.crc32([content]) == member.checkSum else {
      throw ArchiveError.damaged(path: place, cause: "its check sum is another than the archive states")
    }
    return content
  }

  // MARK: The directory

  /// A place at the central directory, and how many members it lists.
  private static func directory(
    _ bytes: ArraySlice<UInt8>, _ path: String
  ) throws(ArchiveError) -> (cursor: ByteCursor, count: Int) {
    // The record at the end is followed by a comment of at most 65,535 bytes, mostly by none.
    let mark = (0..<4).map { UInt8(truncatingIfNeeded: endMark >> (8 * $0)) }
    let earliest = max(0, bytes.count - 22 - 0xffff)
    guard bytes.count >= 22,
      let end = stride(from: bytes.count - 22, through: earliest, by: -1).first(where: {
        bytes.dropFirst($0).starts(with: mark) && comment(bytes, at: $0) == bytes.count - $0 - 22
      })
    else {
      throw .malformed(
        path: path, offset: bytes.count, expected: "the directory of a zip file at the end", found: "none")
    }
    var cursor = ByteCursor(bytes, path: path, offset: end + 10)
    var count = Int(try cursor.little(UInt16.self, "the number of members"))
    _ = try cursor.take(4, "the size of the directory")
    var start = Int(try cursor.little(UInt32.self, "the place of the directory"))
    var locator = ByteCursor(bytes, path: path, offset: max(0, end - 20))
    if end >= 20, try locator.little(UInt32.self, "a mark") == locatorMark {
      _ = try locator.take(4, "a disk number")
      let place = try locator.little(UInt64.self, "the place of the zip64 record")
      guard place <= UInt64(end) else {
        throw locator.failure("the zip64 record before byte \(end)", found: "\(place)", at: end - 12)
      }
      var record = ByteCursor(bytes, path: path, offset: Int(place))
      guard try record.little(UInt32.self, "the zip64 record") == endMark64 else {
        throw record.failure("the mark of a zip64 record", found: "other bytes", at: Int(place))
      }
      _ = try record.take(28, "the zip64 record")
      count = try record.place("the number of members", upTo: end)
      _ = try record.take(8, "the size of the directory")
      start = try record.place("the place of the directory", upTo: end)
    }
    // The shortest entry of a directory has 46 bytes.
    guard start <= end, count <= (end - start) / 46 else {
      throw cursor.failure(
        "a directory of \(count) members before byte \(end)", found: "that it begins at \(start)", at: end)
    }
    return (ByteCursor(bytes.prefix(end), path: path, offset: start), count)
  }

  /// The length of the comment that a record at the end states.
  private static func comment(_ bytes: ArraySlice<UInt8>, at end: Int) -> Int {
    Int(bytes[bytes.startIndex + end + 20]) | Int(bytes[bytes.startIndex + end + 21]) << 8
  }

  private static func member(
    _ cursor: inout ByteCursor, _ bytes: ArraySlice<UInt8>, _ path: String
  ) throws(ArchiveError) -> Member {
    let start = cursor.offset
    guard try cursor.little(UInt32.self, "an entry of the directory") == centralMark else {
      throw cursor.failure("an entry of the directory", found: "other bytes", at: start)
    }
    _ = try cursor.take(4, "versions")
    let flags = try cursor.little(UInt16.self, "flags")
    let method = try cursor.little(UInt16.self, "the method")
    _ = try cursor.take(4, "a time")
    let checkSum = try cursor.little(UInt32.self, "a check sum")
    var packed = UInt64(try cursor.little(UInt32.self, "a packed size"))
    var size = UInt64(try cursor.little(UInt32.self, "a size"))
    let nameLength = Int(try cursor.little(UInt16.self, "the length of a name"))
    let extraLength = Int(try cursor.little(UInt16.self, "the length of extra fields"))
    let commentLength = Int(try cursor.little(UInt16.self, "the length of a comment"))
    _ = try cursor.take(8, "attributes")
    var local = UInt64(try cursor.little(UInt32.self, "the place of a member"))
    let name = String(decoding: try cursor.take(nameLength, "the name of a member"), as: UTF8.self)
    let extra = try cursor.take(extraLength, "extra fields")
    _ = try cursor.take(commentLength, "a comment")
    try widen(&size, &packed, &local, by: ByteCursor(extra, path: path))
    guard flags & 1 == 0 else { throw cursor.failure("'\(name)' as it is", found: "that it is encrypted", at: start) }
    guard method == 0 || method == 8 else {
      throw cursor.failure("'\(name)' stored or deflated", found: "the method \(method)", at: start)
    }
    guard let size = Int(exactly: size), method == 8 || size == Int(exactly: packed) else {
      throw cursor.failure("'\(name)' of \(packed) stored bytes", found: "the size \(size)", at: start)
    }
    let begin = try content(at: local, of: name, bytes, path)
    guard packed <= UInt64(bytes.count - begin) else {
      throw cursor.failure(
        "'\(name)' to end within the \(bytes.count) bytes of the file", found: "\(packed) bytes from byte \(begin) on",
        at: start)
    }
    return Member(
      name: name, isDeflated: method == 8, checkSum: checkSum, size: size, content: begin..<begin + Int(packed))
  }

  /// Takes what does not fit 32 bits from the extra field of zip64.
  private static func widen(
    _ size: inout UInt64, _ packed: inout UInt64, _ local: inout UInt64, by extra: ByteCursor
  ) throws(ArchiveError) {
    var extra = extra
    let full = UInt64(UInt32.max)
    while extra.rest.count >= 4 {
      let kind = try extra.little(UInt16.self, "an extra field")
      let length = Int(try extra.little(UInt16.self, "the length of an extra field"))
      var field = ByteCursor(try extra.take(length, "an extra field"), path: extra.path)
      guard kind == 1 else { continue }
      if size == full { size = try field.little(UInt64.self, "a size") }
      if packed == full { packed = try field.little(UInt64.self, "a packed size") }
      if local == full { local = try field.little(UInt64.self, "the place of a member") }
    }
  }

  /// Where the bytes of a member begin: behind its own header, whose name and extra fields have their own lengths.
  private static func content(
    at local: UInt64, of name: String, _ bytes: ArraySlice<UInt8>, _ path: String
  ) throws(ArchiveError) -> Int {
    guard local < UInt64(bytes.count) else {
      throw .malformed(
        path: path, offset: bytes.count, expected: "the member '\(name)' at byte \(local)", found: "the end of the file"
      )
    }
    var cursor = ByteCursor(bytes, path: path, offset: Int(local))
    guard try cursor.little(UInt32.self, "the member '\(name)'") == localMark else {
      throw cursor.failure("the member '\(name)'", found: "other bytes", at: Int(local))
    }
    _ = try cursor.take(22, "the header of '\(name)'")
    let nameLength = Int(try cursor.little(UInt16.self, "the length of a name"))
    let extraLength = Int(try cursor.little(UInt16.self, "the length of extra fields"))
    _ = try cursor.take(nameLength + extraLength, "the name of '\(name)'")
    return cursor.offset
  }
}

extension ByteCursor {
  /// A little-endian number of 64 bits that is at most a place in the file.
  fileprivate mutating func place(_ what: String, upTo end: Int) throws(ArchiveError) -> Int {
    let number = try little(UInt64.self, what)
    guard number <= UInt64(end) else { throw failure("\(what), at most \(end)", found: "\(number)", at: offset - 8) }
    return Int(number)
  }
}
