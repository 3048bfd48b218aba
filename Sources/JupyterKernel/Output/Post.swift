import JupyterProtocol

/// What other threads ask the front thread to send.
enum Post: Sendable {
  /// Show something to all front ends.
  case publish(any MessageContent, parent: Parent)
  /// Ask the user of one front end on behalf of a shell's cell.
  case ask(InputRequest, parent: Parent, shellID: String?)
  /// Answer a language query and declare it done.
  case answer(any MessageContent, parent: Parent)
  /// A shell's cell has ended: answer it, declare it done, hand out the next.
  case finished(ExecuteReply.Status, resultText: String?, shellID: String?)
}
