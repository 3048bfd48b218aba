/// The line that the user has typed.
package struct InputReply: RequestContent {
  package static let type = "input_reply"

  /// The text without the end of line.
  package let value: String

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    value = try json.text("value")
  }
}
