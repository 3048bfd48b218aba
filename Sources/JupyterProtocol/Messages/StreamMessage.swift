/// Appends text to a stream of a cell.
package struct StreamMessage: MessageContent {
  package static let type = "stream"

  /// `stdout` or `stderr`.
  package let name: String
  /// The text.
  package let text: String

  /// Text for a stream.
  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  package var json: JSONValue { ["name": .string(name), "text": .string(text)] }

  package var weight: Int { text.utf8.count }
}
