/// Answers `interrupt_request`.
package struct InterruptReply: MessageContent {
  package static let type = "interrupt_reply"

  /// An answer without further members.
  package init() {}

  package var json: JSONValue { ["status": "ok"] }
}
