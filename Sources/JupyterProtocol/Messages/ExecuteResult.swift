/// Shows the value of a cell.
package struct ExecuteResult: MessageContent {
  package static let type = "execute_result"

  /// The value's representations.
  package let bundle: MimeBundle
  /// The cell's number.
  package let executionCount: Int

  /// The value of a cell.
  package init(_ bundle: MimeBundle, executionCount: Int) {
    self.bundle = bundle
    self.executionCount = executionCount
  }

  package var json: JSONValue {
    [
      "data": .object(bundle.data), "metadata": .object(bundle.metadata), "execution_count": .int(executionCount),
    ]
  }

  package var weight: Int { bundle.weight }
}
