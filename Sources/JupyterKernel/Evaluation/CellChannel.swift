import JupyterProtocol
import Synchronization

/// What a running cell shows, turned into messages that carry the cell's own header as their parent.
final class CellChannel: CellOutput {
  private struct State {
    var isOpen = true
    var payload: [JSONValue] = []
    var resultText: String?
  }

  private let execution: Execution
  private let outbox: Outbox
  private let desk: InputDesk
  private let state = Mutex(State())

  init(_ execution: Execution, outbox: Outbox, desk: InputDesk) {
    self.execution = execution
    self.outbox = outbox
    self.desk = desk
  }

  /// Ends the channel. What a thread of the cell still shows is dropped: it would stand after idle, where no front end
  /// looks.
  func close() -> (payload: [JSONValue], resultText: String?) {
    state.withLock { state in
      state.isOpen = false
      return (state.payload, state.resultText)
    }
  }

  /// Shows the error that has ended the cell.
  func fail(_ error: ErrorContent) {
    publish(ErrorMessage(error))
  }

  func write(_ text: String, to stream: OutputStream) {
    whileOpen { _ in outbox.write(text, to: stream, parent: execution.parent) }
  }

  func display(_ bundle: MimeBundle, displayID: String?) {
    publish(DisplayData(bundle, displayID: displayID))
  }

  func update(_ bundle: MimeBundle, displayID: String) {
    publish(UpdateDisplayData(bundle, displayID: displayID))
  }

  func result(_ bundle: MimeBundle) {
    whileOpen { state in
      state.resultText = bundle.text
      outbox.post([.publish(ExecuteResult(bundle, executionCount: execution.number), parent: execution.parent)])
    }
  }

  func clear(wait: Bool) {
    publish(ClearOutput(wait: wait))
  }

  func readLine(prompt: String, password: Bool) throws(InputError) -> String {
    if !execution.request.allowStdin { throw .notAllowed }
    return try desk.wait {
      outbox.post([.ask(InputRequest(prompt: prompt, password: password), parent: execution.parent)])
    }
  }

  func page(_ bundle: MimeBundle) {
    whileOpen { $0.payload.append(["source": "page", "data": .object(bundle.data), "start": 0]) }
  }

  private func publish(_ content: any MessageContent) {
    whileOpen { _ in outbox.post([.publish(content, parent: execution.parent)]) }
  }

  /// Holds the lock while it posts, so that nothing can slip behind the end of the cell. A silent cell shows nothing.
  private func whileOpen(_ body: (inout State) -> Void) {
    state.withLock { state in
      if state.isOpen && !execution.request.silent { body(&state) }
    }
  }
}
