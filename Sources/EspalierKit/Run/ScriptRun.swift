import JupyterKernel
import JupyterProtocol
import Tensors

/// Runs the cells of a script and writes what they show to the terminal, by the rules of ``NotebookRun``.
struct ScriptRun: Sendable {
  private let cells: [NotebookCell]
  private let firstLines: [String: Int]
  private let file: String
  private let allowsErrors: Bool

  /// A run of a script, with the parameters in a cell of their own.
  ///
  /// - Parameter file: How errors call the script.
  /// - Throws: ``ParameterError`` for a value that does not fit what the cell tagged `parameters` declares.
  init(_ script: Script, file: String, parameters: [Parameter], allowsErrors: Bool) throws(ParameterError) {
    var cells = script.cells
    if !parameters.isEmpty { try cells.inject(parameters) }
    self.cells = cells.filter(\.isRunnable)
    firstLines = script.firstLines
    self.file = file
    self.allowsErrors = allowsErrors
  }

  /// Runs the cells in order.
  ///
  /// - Returns: The status of the process.
  func execute(in interpreter: any Interpreter, interrupt: InterruptFlag, status: StatusLine) -> Int32 {
    let output = TerminalOutput(status: status)
    var result = ExitStatus.success
    defer { status.clear() }
    for (index, cell) in cells.enumerated() {
      if cells.count > 1 { status.setHeading("cell \(index + 1) of \(cells.count)") }
      let place = firstLines[cell.id].map { CellPlace(file: file, firstLine: $0) }
      let outcome = interpreter.execute(
        Cell(code: cell.source, executionCount: index + 1, place: place), output: output)
      output.finish()
      guard case .failed(let error) = outcome else { continue }
      status.clear()
      StandardStreams.writeError(lines: error.traceback)
      if interrupt.isRaised { return ExitStatus.interrupted }
      if cell.expectsError { continue }
      result = ExitStatus.failedCell
      if !allowsErrors { return result }
    }
    return result
  }
}
