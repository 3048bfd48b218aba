import CommandLanguage
public import JupyterKernel
import JupyterProtocol
public import Tensors
import Workbench

/// The command language as the kernel's interpreter: where the wire meets the language.
final class WorkbenchInterpreter: Interpreter {
  let description: InterpreterDescription
  private let workbench: Workbench
  private let widgets: WidgetStore

  /// The interpreter of one shell.
  init(_ workbench: Workbench, description: InterpreterDescription, widgets: WidgetStore) {
    self.description = description
    self.workbench = workbench
    self.widgets = widgets
  }

  /// An interpreter of a session of its own.
  /// - Throws: `TableError` where the command table contradicts itself.
  convenience init(of application: any KernelApplication.Type, interrupt: InterruptFlag) throws(TableError) {
    self.init(
      try Workbench(interrupt: interrupt, modules: application.modules),
      description: InterpreterDescription(of: application), widgets: WidgetStore())
  }

  /// Sets what `parameters()` gives: the values as they were given, each of the simplest type that it fits.
  func setParameters(_ parameters: [Parameter]) {
    workbench.setParameters(parameters.map { ($0.name, ParameterValue($0.given).value) })
  }

  func execute(_ cell: Cell, output: any CellOutput) -> ExecutionOutcome {
    let report = workbench.run(
      cell.code, cell: "cell \(cell.executionCount)", place: cell.place.map { ($0.file, $0.firstLine) },
      isColoured: true, isRecorded: cell.storeHistory && !cell.silent,
      output: NotebookOutput(output, widgets: widgets))
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

extension Shell {
  /// A shell of a session of the command language.
  init(of shared: Workbench.Shared, description: InterpreterDescription, widgets: WidgetStore) {
    let interrupt = InterruptFlag()
    let mark = ExecutionMark()
    let number = shared.nextShell()
    self.init(
      interrupt: interrupt,
      position: { mark.place.map { ExecutionPosition(line: $0.line, operation: "'\($0.command)'") } },
      makeInterpreter: {
        WorkbenchInterpreter(
          Workbench(sharing: shared, interrupt: interrupt, number: number, mark: mark), description: description,
          widgets: widgets)
      })
  }
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
  public var isInterrupted: Bool { isRaised }
  public func interrupt() { raise() }
  public func reset() { lower() }
}
