/// A file whose bytes are no text that can be read here.
enum EncodingError: Error, Equatable, CustomStringConvertible {
  /// It begins with the byte order mark of UTF-16.
  case utf16
  /// A line holds bytes that UTF-8 does not have.
  case notUTF8(line: Int)

  var description: String {
    switch self {
    case .utf16: "expected text in UTF-8, found UTF-16; save the file as UTF-8"
    case .notUTF8(let line):
      "expected text in UTF-8, found other bytes in line \(line); save the file as UTF-8"
    }
  }
}
