import Archives
import TestSupport
import Testing

/// Reads bytes as a file of a name.
func opened(_ bytes: [UInt8], as name: String) throws -> TensorArchive {
  let folder = try TemporaryFolder()
  return try TensorArchive(path: folder.write(bytes, to: name))
}

/// What a file of the archive, read again, is.
func rewritten(_ archive: TensorArchive, as name: String, isCompressed: Bool = false) throws -> TensorArchive {
  let folder = try TemporaryFolder()
  let path = folder.path + "/" + name
  try archive.write(to: path, isCompressed: isCompressed)
  return try TensorArchive(path: path)
}

/// The text of the error with which the reading of bytes ends.
func complaint(about bytes: [UInt8], as name: String) -> String {
  let error = #expect(throws: ArchiveError.self) { try opened(bytes, as: name) }
  return error.map(\.description) ?? ""
}

/// Bytes that are no whole file, and what the error must say of them.
struct Damage: Sendable, CustomTestStringConvertible {
  let bytes: [UInt8]
  let expected: String
  var testDescription: String { expected }

  init(_ bytes: [UInt8], _ expected: String) {
    self.bytes = bytes
    self.expected = expected
  }
}
