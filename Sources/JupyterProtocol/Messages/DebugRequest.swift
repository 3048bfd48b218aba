/// A request of the Debug Adapter Protocol in its Jupyter envelope; the kernel serves those that show variables.
package struct DebugRequest: RequestContent {
  package static let type = "debug_request"

  /// The request's number, which its answer repeats.
  package let sequence: Int
  /// What is asked, such as `inspectVariables`.
  package let command: String
  /// The details, by name.
  package let arguments: JSONValue

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    sequence = try json.integer("seq", default: 0)
    command = try json.text("command")
    arguments = json["arguments"] ?? [:]
  }
}

/// Answers ``DebugRequest``.
package struct DebugReply: MessageContent {
  package static let type = "debug_reply"

  package let json: JSONValue

  /// An answer with its body, or, for a request that cannot be served, with a reason.
  package init(to request: DebugRequest, sequence: Int, _ outcome: Result<JSONValue, Unserved>) {
    var members: [String: JSONValue] = [
      "type": "response", "seq": .int(sequence), "request_seq": .int(request.sequence),
      "command": .string(request.command),
    ]
    switch outcome {
    case .success(let body):
      members["success"] = true
      members["body"] = body
    case .failure(let unserved):
      members["success"] = false
      members["message"] = .string(unserved.reason)
      members["body"] = [:]
    }
    json = .object(members)
  }

  /// Why a request is not served.
  package struct Unserved: Error, Sendable, Hashable {
    /// The reason, for people.
    package let reason: String

    /// A reason.
    package init(_ reason: String) {
      self.reason = reason
    }
  }
}
