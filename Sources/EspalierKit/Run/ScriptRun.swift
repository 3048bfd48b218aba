import JupyterKernel
import JupyterProtocol
import Tensors

/// Runs the cells of a script and writes what they show to the terminal.
struct ScriptRun: Sendable {
  private let cells: [ScriptCell]
  private let allowsErrors: Bool

  /// A run of a script's text, with the parameters in a cell of their own.
  ///
  /// - Throws: ``ParameterError`` for a value that does not fit what the cell tagged `parameters` declares.
  init(script: String, parameters: [Parameter], allowsErrors: Bool) throws(ParameterError) {
    var cells = ScriptCell.cells(in: script)
    if !parameters.isEmpty {
      let tagged = cells.firstIndex { $0.tags.contains(ParameterCell.tag) }
      let source = try ParameterCell.source(setting: parameters, after: tagged.map { cells[$0].code })
      cells.insert(ScriptCell(code: source, tags: [ParameterCell.injectedTag]), at: tagged.map { $0 + 1 } ?? 0)
    }
    self.cells = cells
    self.allowsErrors = allowsErrors
  }

  /// Runs the cells in order.
  ///
  /// - Returns: The status of the process.
  func execute(in interpreter: any Interpreter, interrupt: InterruptFlag) -> Int32 {
    let status = StatusLine()
    let output = TerminalOutput(status: status)
    var result = ExitStatus.success
    for (index, cell) in cells.enumerated() {
      if cells.count > 1 { status.setHeading("cell \(index + 1) of \(cells.count)") }
      let outcome = interpreter.execute(Cell(code: cell.code, executionCount: index + 1), output: output)
      output.finish()
      guard case .failed(let error) = outcome else { continue }
      StandardStreams.writeError(lines: error.traceback)
      result = ExitStatus.failedCell
      if interrupt.isRaised { return ExitStatus.interrupted }
      if !allowsErrors { return result }
    }
    return result
  }
}
