/// Answers `comm_info_request`: the open comms, by their names.
package struct CommInfoReply: MessageContent {
  package static let type = "comm_info_reply"

  /// The target of each open comm.
  package let targets: [String: String]

  /// An answer with the target of each open comm.
  package init(targets: [String: String]) {
    self.targets = targets
  }

  package var json: JSONValue {
    ["status": "ok", "comms": .object(targets.mapValues { ["target_name": .string($0)] })]
  }
}
