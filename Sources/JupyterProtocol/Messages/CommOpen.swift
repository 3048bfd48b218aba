/// Opens a comm: a channel between a front end's extension and the kernel, from either side.
package struct CommOpen: RequestContent, MessageContent {
  package static let type = "comm_open"

  /// The channel's name.
  package let commID: String
  /// What the other side is to connect it to.
  package let targetName: String
  /// What the target needs to know.
  package let data: JSONValue
  /// Marks for the target, such as the version of its protocol.
  package let metadata: JSONValue

  /// The opening of a comm from the kernel's side.
  package init(commID: String, targetName: String, data: JSONValue, metadata: JSONValue = [:]) {
    self.commID = commID
    self.targetName = targetName
    self.data = data
    self.metadata = metadata
  }

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    self.init(
      commID: try json.text("comm_id"), targetName: json["target_name"]?.stringValue ?? "", data: json["data"] ?? [:])
  }

  package var json: JSONValue {
    ["comm_id": .string(commID), "target_name": .string(targetName), "data": data]
  }

  package var weight: Int { data.weight }
}
