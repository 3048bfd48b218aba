/// Asks what is known about the thing at a position.
package struct InspectRequest: RequestContent {
  package static let type = "inspect_request"

  /// The source text.
  package let code: String
  /// The cursor, in code points; past the text's ends it stands at them.
  package let cursor: Int
  /// 0 for a summary, 1 for the whole text.
  package let detail: Int

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    code = try json.text("code")
    cursor = try json.cursor(in: code)
    detail = try json.integer("detail_level", default: 0)
  }
}
