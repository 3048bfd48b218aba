/// Something said on an open comm, by either side.
package struct CommMessage: RequestContent, MessageContent {
  package static let type = "comm_msg"

  /// The channel's name.
  package let commID: String
  /// What is said.
  package let data: JSONValue

  /// Something said by the kernel.
  package init(commID: String, data: JSONValue) {
    self.commID = commID
    self.data = data
  }

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    self.init(commID: try json.text("comm_id"), data: json["data"] ?? [:])
  }

  package var json: JSONValue { ["comm_id": .string(commID), "data": data] }

  package var weight: Int { data.weight }
}
