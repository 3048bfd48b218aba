/// Why bytes are no JSON document.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Sendable, Hashable {
    /// The text ends inside a value.
    case unexpectedEnd
    /// A byte that cannot stand here.
    case unexpectedByte(UInt8)
    /// Something follows the document.
    case trailingContent
    /// A backslash is followed by something that is no escape.
    case invalidEscape
    /// A string is not UTF-8.
    case invalidUTF8
    /// A number is malformed or beyond the range of `Double`.
    case invalidNumber
    /// Arrays and objects are nested deeper than the parser follows.
    case tooDeep(limit: Int)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where: the number of bytes before it.
  public let offset: Int

  /// The error in words.
  public var description: String {
    let text =
      switch reason {
      case .unexpectedEnd: "the text ends inside a value"
      case .unexpectedByte(let byte):
        "unexpected \(byte < 0x80 ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)")"
      case .trailingContent: "something follows the document"
      case .invalidEscape: "invalid escape in a string"
      case .invalidUTF8: "a string is not UTF-8"
      case .invalidNumber: "invalid number"
      case .tooDeep(let limit): "nested deeper than \(limit) levels"
      }
    return "not JSON: \(text) at byte \(offset)"
  }
}
