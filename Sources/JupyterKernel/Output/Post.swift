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

extension Post {
  /// Whether the post stands in the order of what cells show; an answer to a query does not.
  var isOrdered: Bool { if case .answer = self { false } else { true } }

  /// About how many bytes it takes when it is sent.
  var weight: Int { if case .publish(let content, _) = self { content.weight } else { 0 } }

  /// What of two posts in a row is the same, where the second makes the first needless: an update of one display or one
  /// comm's state, for one cell.
  var superseded: [String]? {
    guard case .publish(let content, let parent) = self else { return nil }
    switch content {
    case let update as UpdateDisplayData: return ["display", update.displayID, parent.header.id]
    case let message as CommMessage where message.data["method"] == "update":
      return ["comm", message.commID, parent.header.id] + (message.data["state"]?.objectValue?.keys.sorted() ?? [])
    default: return nil
    }
  }
}
