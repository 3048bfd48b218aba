import JupyterKernel
import JupyterProtocol
import Synchronization

/// Collects what the cells of a notebook show, and follows displays that change on the ``StatusLine``.
final class NotebookCellOutput: CellOutput {
  private let status: StatusLine
  private let state: Mutex<State>

  private struct State {
    var outputs: NotebookOutputs
    var executionCount = 0
    var cap: OutputCap
    var widgets = NotebookWidgets()
  }

  private let spill: SpillFolder

  /// A collector for a notebook of `cellCount` cells.
  ///
  /// - Parameter spill: Where text goes that is too much for a notebook.
  init(cellCount: Int, status: StatusLine, spill: SpillFolder) {
    self.status = status
    self.spill = spill
    state = Mutex(State(outputs: NotebookOutputs(cellCount: cellCount), cap: OutputCap(spill, cell: 0)))
  }

  /// Starts a cell under its number.
  func begin(cell index: Int, executionCount: Int) {
    state.withLock { state in
      state.executionCount = executionCount
      state.cap = OutputCap(spill, cell: executionCount)
      state.outputs.begin(cell: index)
    }
  }

  /// Adds the error that has ended the cell.
  func fail(_ error: ExecutionError) {
    state.withLock { $0.outputs.fail(name: error.name, message: error.message, traceback: error.traceback) }
  }

  /// Ends the cell.
  func end() {
    state.withLock { state in
      if let note = state.cap.finish() { state.outputs.write(note, to: OutputStream.stderr.rawValue) }
      state.outputs.end()
    }
  }

  /// What a cell has shown so far.
  func outputs(ofCell index: Int) -> [JupyterProtocol.NotebookOutput] {
    state.withLock { $0.outputs.outputs(ofCell: index) }
  }

  func write(_ text: String, to stream: OutputStream) {
    state.withLock { state in
      let (shown, note) = state.cap.admit(text)
      if !shown.isEmpty { state.outputs.write(shown, to: stream.rawValue) }
      if let note { state.outputs.write(note, to: OutputStream.stderr.rawValue) }
    }
  }

  func display(_ bundle: MimeBundle, displayID: String?) {
    state.withLock { $0.outputs.display(bundle, displayID: displayID) }
    if displayID != nil { status.show(bundle) }
  }

  func update(_ bundle: MimeBundle, displayID: String) {
    state.withLock { $0.outputs.update(bundle, displayID: displayID) }
    status.show(bundle)
  }

  func result(_ bundle: MimeBundle) {
    state.withLock { $0.outputs.result(bundle, executionCount: $0.executionCount) }
  }

  func clear(wait: Bool) {
    state.withLock { $0.outputs.clear(wait: wait) }
  }

  func readLine(prompt: String, password: Bool) throws(InputError) -> String {
    throw .notAllowed
  }

  /// A pager's text is for the reader at a front end; notebooks do not keep it.
  func page(_ bundle: MimeBundle) {}

  /// A notebook that runs by itself has the cells that it has.
  func setNextInput(_ text: String, replaces: Bool) {}

  /// Nobody is at the other end of a comm, but what widgets show is kept.
  func openComm(_ id: String, target: String, data: JSONValue, metadata: JSONValue, answer: @escaping CommHandler) {
    state.withLock { $0.widgets.open(id, target: target, data: data) }
  }

  func send(_ data: JSONValue, onComm id: String) {
    state.withLock { $0.widgets.update(id, data: data) }
  }

  /// The states of the widgets as notebook metadata keeps them; nil where there are none.
  var widgetMetadata: JSONValue? { state.withLock { $0.widgets.metadata } }
}
