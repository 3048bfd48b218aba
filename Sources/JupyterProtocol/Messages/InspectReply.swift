/// Answers ``InspectRequest``.
package struct InspectReply: MessageContent {
  package static let type = "inspect_reply"

  /// What is known; nil for nothing.
  package let bundle: MimeBundle?

  /// An answer with what is known.
  package init(_ bundle: MimeBundle?) {
    self.bundle = bundle
  }

  package var json: JSONValue {
    [
      "status": "ok", "found": .bool(bundle != nil), "data": .object(bundle?.data ?? [:]),
      "metadata": .object(bundle?.metadata ?? [:]),
    ]
  }
}
