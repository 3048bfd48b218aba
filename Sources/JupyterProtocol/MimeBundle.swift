/// One result in several representations: media type to value, as `display_data` and `execute_result` carry it.
public struct MimeBundle: Sendable, Hashable {
  /// The representations. Text is a string, PNG and PDF are base64 strings, JSON-like types are JSON values.
  public var data: [String: JSONValue]
  /// What a front end should know about them, by media type (`width`, `height`) or free.
  public var metadata: [String: JSONValue]

  /// A bundle of the representations given.
  public init(data: [String: JSONValue], metadata: [String: JSONValue] = [:]) {
    self.data = data
    self.metadata = metadata
  }

  /// A bundle with plain text only.
  public init(text: String) {
    self.init(data: ["text/plain": .string(text)])
  }

  /// About how many bytes it takes when it is sent, without writing it.
  package var weight: Int { data.values.reduce(0) { $0 + $1.weight } }

  /// The plain text, shown where nothing richer can be.
  public var text: String? { data["text/plain"]?.stringValue }
}
