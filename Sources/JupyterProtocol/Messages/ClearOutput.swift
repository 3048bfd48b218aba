/// Removes the outputs of a cell.
package struct ClearOutput: MessageContent {
  package static let type = "clear_output"

  /// Only when the next output comes.
  package let wait: Bool

  /// The removal of all outputs, now or with the next one.
  package init(wait: Bool) {
    self.wait = wait
  }

  package var json: JSONValue { ["wait": .bool(wait)] }
}
