import JupyterProtocol

/// What other threads ask the front thread to send.
enum Post: Sendable {
  /// Show something to all front ends.
  case publish(any MessageContent, parent: Parent)
  /// Ask the user of one front end.
  case ask(InputRequest, parent: Parent)
  /// Answer a language query and declare it done.
  case answer(any MessageContent, parent: Parent)
  /// A cell has ended: answer it, declare it done, hand out the next.
  case finished(ExecuteReply.Status, resultText: String?)
}
