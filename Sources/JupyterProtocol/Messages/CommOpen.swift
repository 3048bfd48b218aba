/// Opens a channel between a front end's extension and the kernel.
package struct CommOpen: RequestContent {
  package static let type = "comm_open"

  /// The channel's name.
  package let commID: String

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    commID = try json.text("comm_id")
  }
}
