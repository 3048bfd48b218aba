/// The regular files of a tape archive, as the published sets come in.
///
/// Format: POSIX.1-1988 ustar; IEEE Std 1003.1.
package enum TarFile {
  /// A file of the archive.
  package struct Member: Sendable {
    /// Its path in the archive.
    package let name: String
    /// Its content.
    package let bytes: ArraySlice<UInt8>
  }

  private static let block = 512

  /// The files in order.
  /// - Throws: `ArchiveError.malformed` for a block that is no header, or a file that leaves the archive.
  /// - Complexity: O(files); contents are not copied.
  package static func read(_ bytes: ArraySlice<UInt8>, path: String) throws(ArchiveError) -> [Member] {
    var members: [Member] = []
    var cursor = ByteCursor(bytes, path: path)
    while cursor.rest.count >= block {
      let start = cursor.offset
      let header = Array(try cursor.take(block, "a header"))
      // The end is marked by blocks of zeros.
      if header.allSatisfy({ $0 == 0 }) { break }
      // The check sum counts its own eight bytes as spaces.
      let sum = header.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(header[$1])) }
      guard octal(header[148..<156]) == sum else {
        throw cursor.failure("a header with its check sum", found: "other bytes", at: start)
      }
      guard let size = octal(header[124..<136]), size >= 0 else {
        throw cursor.failure("the size of a file in octal digits", found: "other bytes", at: start + 124)
      }
      let content = try cursor.take(size, "a file")
      let padding = (block - size % block) % block
      _ = try cursor.take(min(padding, cursor.rest.count), "padding")
      guard header[156] == 0 || header[156] == UInt8(ascii: "0") else { continue }
      let prefix = header[257..<262].elementsEqual("ustar".utf8) ? text(header[345..<500]) : ""
      members.append(Member(name: prefix + (prefix.isEmpty ? "" : "/") + text(header[0..<100]), bytes: content))
    }
    return members
  }

  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    Int(text(field).filter { $0 != " " }, radix: 8)
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }
}
