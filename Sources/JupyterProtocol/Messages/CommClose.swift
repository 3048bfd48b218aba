/// Closes a comm.
package struct CommClose: MessageContent {
  package static let type = "comm_close"

  /// The channel's name.
  package let commID: String

  /// The end of a comm.
  package init(commID: String) {
    self.commID = commID
  }

  package var json: JSONValue { ["comm_id": .string(commID), "data": [:]] }
}
