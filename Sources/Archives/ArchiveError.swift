/// Why a file of arrays cannot be read or written, or does not hold what is asked of it.
public enum ArchiveError: Error, Hashable, Sendable {
  /// The system refused to read a file.
  case unreadable(path: String, code: Int32, cause: String)
  /// The system refused to write a file.
  case unwritable(path: String, code: Int32, cause: String)
  /// A file is not what its name says, at a byte offset of its uncompressed content.
  case malformed(path: String, offset: Int, expected: String, found: String)
  /// The compressed content is damaged or ends early.
  case damaged(path: String, cause: String)
  /// The ending of a name tells no format that is read or written here.
  case unknownFormat(path: String, known: [String])
  /// A format has no place for what is to be written.
  case unsuited(path: String, cause: String, mend: String)
  /// There is no array of this name; the names are those that there are.
  case noArray(named: String, names: [String])
  /// There is no array at this place.
  case noPlace(Int, count: Int)
  /// The file has an array of this name, of a kind that is not read here.
  case foreignArray(named: String, kind: String)
  /// A number that the wanted type cannot hold exactly.
  case inexact(value: String, index: Int, wanted: String)
}
