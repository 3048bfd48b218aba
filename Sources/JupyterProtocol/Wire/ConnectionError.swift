/// Why a connection file cannot be used.
public struct ConnectionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure.
  public enum Code: Sendable, Hashable {
    /// The file cannot be read or written.
    case file
    /// The file holds no JSON object.
    case format
    /// A member is missing or holds something else than it must.
    case member(String)
  }

  /// The kind of failure.
  public let code: Code
  /// What was expected, what was found, and how to mend it.
  public let message: String
  /// What the system or the parser said.
  public let cause: String?

  /// A failure with its message and, where something lower failed, its words.
  package init(code: Code, message: String, cause: String? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// The message with its cause.
  public var description: String {
    cause.map { "\(message) (\($0))" } ?? message
  }
}
