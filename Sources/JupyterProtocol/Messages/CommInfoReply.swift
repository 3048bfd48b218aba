/// Answers `comm_info_request`: the open comms. The kernel opens none, so there are none.
package struct CommInfoReply: MessageContent {
  package static let type = "comm_info_reply"

  /// An answer without comms.
  package init() {}

  package var json: JSONValue { ["status": "ok", "comms": [:]] }
}
