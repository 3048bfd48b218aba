/// Answers `create_subshell_request` (JEP 91): the name of the new subshell.
package struct CreateSubshellReply: MessageContent {
  package static let type = "create_subshell_reply"

  /// The name, for `subshell_id` in headers.
  package let subshellID: String

  /// An answer with a name.
  package init(subshellID: String) {
    self.subshellID = subshellID
  }

  package var json: JSONValue { ["status": "ok", "subshell_id": .string(subshellID)] }
}

/// Asks for the end of a subshell.
package struct DeleteSubshellRequest: RequestContent {
  package static let type = "delete_subshell_request"

  /// The subshell's name.
  package let subshellID: String

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    subshellID = try json.text("subshell_id")
  }
}

/// Answers ``DeleteSubshellRequest``.
package struct DeleteSubshellReply: MessageContent {
  package static let type = "delete_subshell_reply"

  /// An answer without further members.
  package init() {}

  package var json: JSONValue { ["status": "ok"] }
}

/// Answers `list_subshell_request`: the names of the subshells, without the main shell, which has none.
package struct ListSubshellReply: MessageContent {
  package static let type = "list_subshell_reply"

  /// The names in order of creation.
  package let subshellIDs: [String]

  /// An answer with names.
  package init(subshellIDs: [String]) {
    self.subshellIDs = subshellIDs
  }

  package var json: JSONValue { ["status": "ok", "subshell_id": .array(subshellIDs.map { .string($0) })] }
}
