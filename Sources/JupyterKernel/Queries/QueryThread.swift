import Dispatch
import JupyterProtocol

/// Answers questions about the language from the published snapshot, and keeps the history, while the evaluators may be
/// busy and disks slow.
final class QueryThread: Sendable {
  /// The questions.
  enum Query: Sendable {
    case complete(CompleteRequest)
    case inspect(InspectRequest)
    case isComplete(IsCompleteRequest)
    case history(HistoryRequest, shellID: String?)
    case debug(DebugRequest, sequence: Int)
  }

  private enum Order: Sendable {
    case answer(Query, Parent)
    case remember([HistoryLine])
    case close(shellID: String?)
    case stop
  }

  private let orders = BlockingQueue<Order>()
  private let ended = DispatchSemaphore(value: 0)

  /// Starts the thread.
  ///
  /// - Throws: ``KernelError`` when it cannot be started.
  init(board: SnapshotBoard, outbox: Outbox, history: History) throws(KernelError) {
    // Language queries parse, and a parser recurses.
    try KernelThread.start("queries", stackSize: KernelThread.largeStack) { [orders, ended] in
      var history = history
      var inspector = VariableInspector()
      while true {
        switch orders.pop() {
        case .answer(let query, let parent):
          let answer = Self.answer(to: query, from: board, history: &history, inspector: &inspector)
          outbox.post(.answer(answer, parent: parent))
        case .remember(let lines):
          for line in lines { history.append(line) }
        case .close(let shellID): history.close(shellID: shellID)
        case .stop:
          ended.signal()
          return
        }
      }
    }
  }

  /// Hands over a question.
  func answer(_ query: Query, parent: Parent) {
    orders.push(.answer(query, parent))
  }

  /// Hands over cells to keep.
  func remember(_ lines: [HistoryLine]) {
    orders.push(.remember(lines))
  }

  /// Says that a shell has ended.
  func close(shellID: String?) {
    orders.push(.close(shellID: shellID))
  }

  /// Lets the thread end after what it has been given, and waits for that.
  func stop(until deadline: DispatchTime) {
    orders.push(.stop)
    _ = ended.wait(timeout: deadline)
  }

  private static func answer(
    to query: Query, from board: SnapshotBoard, history: inout History, inspector: inout VariableInspector
  ) -> any MessageContent {
    switch query {
    case .complete(let request):
      let completion = board.snapshot().complete(request.code, at: request.cursor)
      return CompleteReply(
        matches: completion.matches.map { ($0.text, $0.type, $0.signature, $0.summary) }, range: completion.range)
    case .inspect(let request):
      return InspectReply(board.snapshot().inspect(request.code, at: request.cursor, detail: request.detail)?.bundle)
    case .isComplete(let request):
      switch board.snapshot().completeness(of: request.code) {
      case .complete: return IsCompleteReply(status: "complete")
      case .incomplete(let indent): return IsCompleteReply(status: "incomplete", indent: indent)
      case .invalid: return IsCompleteReply(status: "invalid")
      case .unknown: return IsCompleteReply(status: "unknown")
      }
    case .history(let request, let shellID):
      return HistoryReply(history.entries(for: request.access, shellID: shellID), output: request.output)
    case .debug(let request, let sequence):
      return DebugReply(
        to: request, sequence: sequence, inspector.answer(to: request, from: board.snapshot().variables))
    }
  }
}
