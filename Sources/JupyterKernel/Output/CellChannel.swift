import Glibc
import JupyterProtocol
import Synchronization

/// What a running cell shows, turned into messages that carry the cell's own header as their parent.
final class CellChannel: CellOutput {
  private struct State {
    var isOpen = true
    var payload: [JSONValue] = []
    var resultText: String?
    var cap: OutputCap
  }

  private let execution: Execution
  private let shellID: String?
  private let interrupt: any Interrupting
  private let outbox: Outbox
  private let desk: InputDesk
  private let comms: CommRegistry
  private let state: Mutex<State>

  init(
    _ execution: Execution, shellID: String?, interrupt: any Interrupting, outbox: Outbox, desk: InputDesk,
    comms: CommRegistry, spill: SpillFolder
  ) {
    self.execution = execution
    self.shellID = shellID
    self.interrupt = interrupt
    self.outbox = outbox
    self.desk = desk
    self.comms = comms
    state = Mutex(State(cap: OutputCap(spill, cell: execution.number)))
  }

  /// Ends the channel. What a thread of the cell still shows is dropped: it would stand after idle, where no front end
  /// looks.
  func close() -> (payload: [JSONValue], resultText: String?) {
    whileOpen { state in
      if let note = state.cap.finish() { outbox.write(note, to: .stderr, parent: execution.parent) }
    }
    return state.withLock { state in
      state.isOpen = false
      return (state.payload, state.resultText)
    }
  }

  /// Shows the error that has ended the cell.
  func fail(_ error: ErrorContent) {
    publish(ErrorMessage(error))
  }

  func write(_ text: String, to stream: OutputStream) {
    awaitRoom()
    whileOpen { state in
      let (shown, note) = state.cap.admit(text)
      outbox.write(shown, to: stream, parent: execution.parent)
      if let note { outbox.write(note, to: .stderr, parent: execution.parent) }
    }
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
      outbox.post(
        .publish(ExecuteResult(bundle, executionCount: execution.number), parent: execution.parent), isLast: true)
    }
  }

  func clear(wait: Bool) {
    publish(ClearOutput(wait: wait))
  }

  func readLine(prompt: String, password: Bool) throws(InputError) -> String {
    if !execution.request.allowStdin { throw .notAllowed }
    return try desk.wait {
      outbox.post(
        .ask(InputRequest(prompt: prompt, password: password), parent: execution.parent, shellID: shellID))
    }
  }

  func page(_ bundle: MimeBundle) {
    whileOpen { $0.payload.append(["source": "page", "data": .object(bundle.data), "start": 0]) }
  }

  func setNextInput(_ text: String, replaces: Bool) {
    whileOpen { state in
      state.payload.append(["source": "set_next_input", "text": .string(text), "replace": .bool(replaces)])
    }
  }

  func openComm(
    _ id: String, target: String, data: JSONValue, metadata: JSONValue, answer: @escaping CommHandler
  ) {
    let opening = CommOpen(commID: id, targetName: target, data: data, metadata: metadata)
    whileOpen { _ in
      comms.open(id, target: target, handler: answer)
      outbox.post(.publish(opening, parent: execution.parent))
    }
  }

  func send(_ data: JSONValue, onComm id: String) {
    publish(CommMessage(commID: id, data: data))
  }

  private func publish(_ content: any MessageContent) {
    awaitRoom()
    whileOpen { _ in outbox.post(.publish(content, parent: execution.parent)) }
  }

  /// Front ends that take in less than the cell shows hold the cell. An interrupt ends the wait, not the output.
  private func awaitRoom() {
    while outbox.isCongested, !interrupt.isInterrupted { usleep(2000) }
  }

  /// Holds the lock while it posts, so that nothing can slip behind the end of the cell. A silent cell shows nothing.
  private func whileOpen(_ body: (inout State) -> Void) {
    state.withLock { state in
      if state.isOpen && !execution.request.silent { body(&state) }
    }
  }
}
