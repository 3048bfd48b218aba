/// Shows the error that ended a cell.
package struct ErrorMessage: MessageContent {
  package static let type = "error"

  /// The error.
  package let error: ErrorContent

  /// The message that shows an error.
  package init(_ error: ErrorContent) {
    self.error = error
  }

  package var json: JSONValue { .object(error.members) }
}
