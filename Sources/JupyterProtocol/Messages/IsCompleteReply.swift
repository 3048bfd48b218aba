/// Answers ``IsCompleteRequest``.
package struct IsCompleteReply: MessageContent {
  package static let type = "is_complete_reply"

  /// `complete`, `incomplete`, `invalid` or `unknown`.
  package let status: String
  /// The beginning of the next line, for an incomplete text only.
  package let indent: String?

  /// An answer with its status.
  package init(status: String, indent: String? = nil) {
    self.status = status
    self.indent = indent
  }

  package var json: JSONValue {
    indent.map { ["status": .string(status), "indent": .string($0)] } ?? ["status": .string(status)]
  }
}
