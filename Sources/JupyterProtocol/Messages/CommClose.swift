/// Closes a comm, from either side.
package struct CommClose: RequestContent, MessageContent {
  package static let type = "comm_close"

  /// The channel's name.
  package let commID: String

  /// The end of a comm.
  package init(commID: String) {
    self.commID = commID
  }

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    self.init(commID: try json.text("comm_id"))
  }

  package var json: JSONValue { ["comm_id": .string(commID), "data": [:]] }
}
