/// Asks whether a text can be run as it stands.
package struct IsCompleteRequest: RequestContent {
  package static let type = "is_complete_request"

  /// The source text.
  package let code: String

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    code = try json.text("code")
  }
}
