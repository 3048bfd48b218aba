/// Answers ``ExecuteRequest``.
package struct ExecuteReply: MessageContent {
  package static let type = "execute_reply"

  /// How the cell ended.
  package enum Status: Sendable, Hashable {
    /// It ran to its end; the answers to its user expressions and what goes to the pager.
    case completed(userExpressions: [String: JSONValue], payload: [JSONValue])
    /// It stopped at an error, or an earlier cell's error kept it from running.
    case failed(ErrorContent)
  }

  /// How the cell ended.
  package let status: Status
  /// The cell's number.
  package let executionCount: Int

  /// An answer for the cell of a number.
  package init(_ status: Status, executionCount: Int) {
    self.status = status
    self.executionCount = executionCount
  }

  package var json: JSONValue {
    switch status {
    case .completed(let userExpressions, let payload):
      [
        "status": "ok", "execution_count": .int(executionCount), "user_expressions": .object(userExpressions),
        "payload": .array(payload),
      ]
    case .failed(let error):
      .object(error.members.merging(["status": "error", "execution_count": .int(executionCount)]) { _, new in new })
    }
  }
}
