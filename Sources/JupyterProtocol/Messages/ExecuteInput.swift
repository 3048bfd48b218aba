/// Tells all front ends which cell is being run.
package struct ExecuteInput: MessageContent {
  package static let type = "execute_input"

  /// The source text.
  package let code: String
  /// The cell's number.
  package let executionCount: Int

  /// The announcement of a cell.
  package init(code: String, executionCount: Int) {
    self.code = code
    self.executionCount = executionCount
  }

  package var json: JSONValue { ["code": .string(code), "execution_count": .int(executionCount)] }
}
