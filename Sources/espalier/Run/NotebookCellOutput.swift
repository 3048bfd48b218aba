import JupyterKernel
import JupyterProtocol
import Synchronization

/// Collects what the cells of a notebook show, and follows displays that change on the ``StatusLine``.
final class NotebookCellOutput: CellOutput {
  private let status: StatusLine
  private let state: Mutex<(outputs: NotebookOutputs, executionCount: Int)>

  /// A collector for a notebook of `cellCount` cells.
  init(cellCount: Int, status: StatusLine) {
    self.status = status
    state = Mutex((NotebookOutputs(cellCount: cellCount), 0))
  }

  /// Starts a cell under its number.
  func begin(cell index: Int, executionCount: Int) {
    state.withLock { state in
      state.executionCount = executionCount
      state.outputs.begin(cell: index)
    }
  }

  /// Adds the error that has ended the cell.
  func fail(_ error: ExecutionError) {
    state.withLock { $0.outputs.fail(name: error.name, message: error.message, traceback: error.traceback) }
  }

  /// Ends the cell.
  func end() {
    state.withLock { $0.outputs.end() }
  }

  /// What a cell has shown so far.
  func outputs(ofCell index: Int) -> [JupyterProtocol.NotebookOutput] {
    state.withLock { $0.outputs.outputs(ofCell: index) }
  }

  func write(_ text: String, to stream: OutputStream) {
    state.withLock { $0.outputs.write(text, to: stream.rawValue) }
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
}
