import JupyterProtocol

/// Answers questions about the language from the published snapshot, while the evaluator may be busy.
final class QueryThread: Sendable {
  /// The questions.
  enum Query: Sendable {
    case complete(CompleteRequest)
    case inspect(InspectRequest)
    case isComplete(IsCompleteRequest)
  }

  private let queries = BlockingQueue<(query: Query, parent: Parent)?>()

  /// Starts the thread.
  ///
  /// - Throws: ``KernelError`` when it cannot be started.
  init(board: SnapshotBoard, outbox: Outbox) throws(KernelError) {
    // Language queries parse, and a parser recurses.
    try KernelThread.start("queries", stackSize: KernelThread.largeStack) { [queries] in
      while let (query, parent) = queries.pop() {
        outbox.post([.answer(Self.answer(to: query, from: board.snapshot()), parent: parent)])
      }
    }
  }

  /// Hands over a question.
  func answer(_ query: Query, parent: Parent) {
    queries.push((query, parent))
  }

  /// Lets the thread end after the question at hand.
  func stop() {
    queries.push(nil)
  }

  private static func answer(to query: Query, from snapshot: any SessionSnapshot) -> any MessageContent {
    switch query {
    case .complete(let request):
      let completion = snapshot.complete(request.code, at: request.cursor)
      return CompleteReply(
        matches: completion.matches.map { ($0.text, $0.type, $0.signature) }, range: completion.range)
    case .inspect(let request):
      return InspectReply(snapshot.inspect(request.code, at: request.cursor, detail: request.detail)?.bundle)
    case .isComplete(let request):
      switch snapshot.completeness(of: request.code) {
      case .complete: return IsCompleteReply(status: "complete")
      case .incomplete(let indent): return IsCompleteReply(status: "incomplete", indent: indent)
      case .invalid: return IsCompleteReply(status: "invalid")
      case .unknown: return IsCompleteReply(status: "unknown")
      }
    }
  }
}
