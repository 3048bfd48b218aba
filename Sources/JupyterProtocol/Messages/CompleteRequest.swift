/// Asks what can be written at a position.
package struct CompleteRequest: RequestContent {
  package static let type = "complete_request"

  /// The source text.
  package let code: String
  /// The cursor, in code points; past the text's ends it stands at them.
  package let cursor: Int

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    code = try json.text("code")
    cursor = try json.cursor(in: code)
  }
}

extension JSONValue {
  /// The member `cursor_pos`, within the text; at its end where the member is missing.
  func cursor(in code: String) throws(ContentError) -> Int {
    let length = code.unicodeScalars.count
    return min(max(try integer("cursor_pos", default: length), 0), length)
  }
}
