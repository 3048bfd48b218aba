import CommandLanguage
public import JupyterKernel
import JupyterProtocol
public import Tensors
import Workbench

/// The command language as the kernel's interpreter: where the wire meets the language.
final class WorkbenchInterpreter: Interpreter {
  let description = InterpreterDescription.espalier
  private let workbench: Workbench

  /// - Throws: `TableError` where the command table contradicts itself.
  init(interrupt: InterruptFlag) throws(TableError) {
    workbench = try Workbench(interrupt: interrupt)
  }

  func execute(_ cell: Cell, output: any CellOutput) -> ExecutionOutcome {
    let report = workbench.run(
      cell.code, cell: "cell \(cell.executionCount)", isColoured: true, output: NotebookOutput(output))
    if let error = ExecutionError(report) { return .failed(error) }
    if let result = report.result { output.result(MimeBundle(result)) }
    return .completed
  }

  func evaluate(expression: String, output: any CellOutput) -> Result<MimeBundle, ExecutionError> {
    let report = workbench.evaluate(expression)
    if let error = ExecutionError(report) { return .failure(error) }
    return .success(report.result.map { MimeBundle($0) } ?? MimeBundle(text: "()"))
  }

  func publishSnapshot() -> any SessionSnapshot { WorkbenchSnapshot(language: workbench.snapshot()) }
}

extension ExecutionError {
  /// The error of a cell that failed or was interrupted; nil for one that completed.
  init?(_ report: CellReport) {
    switch report.status {
    case .completed: return nil
    case .interrupted where report.failures.isEmpty:
      self.init(name: "interrupted", message: "the cell was interrupted", traceback: ["interrupted"])
    case .interrupted, .failed:
      // Several errors are reported at once: the first names the failure, all are shown.
      self.init(
        name: report.failures.first?.id ?? "error", message: report.failures.first?.message ?? "the cell failed",
        traceback: report.failures.map(\.text))
    }
  }
}

extension InterruptFlag: Interrupting {
  public func interrupt() { raise() }
  public func reset() { lower() }
}
