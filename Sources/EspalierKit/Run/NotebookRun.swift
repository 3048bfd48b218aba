import JupyterKernel
import JupyterProtocol
import Tensors

/// Executes the code cells of a notebook, by the rules of nbclient: cells without code and those tagged
/// `skip-execution` stay as they are, an error of a cell tagged `raises-exception` is expected.
struct NotebookRun: Sendable {
  private let notebook: Notebook
  private let allowsErrors: Bool

  /// A run of a notebook file's bytes, with the parameters in a cell of their own.
  ///
  /// - Throws: `NotebookError` for bytes that are no notebook, ``ForeignNotebook`` for one in another language,
  ///   ``ParameterError`` for a value that does not fit what the cell tagged `parameters` declares.
  init(
    source: [UInt8], parameters: [Parameter], allowsErrors: Bool, of application: any KernelApplication.Type
  ) throws {
    var notebook = try Notebook(parsing: source)
    let specification = notebook.metadata["kernelspec"]
    let language = specification?["language"] ?? notebook.metadata["language_info"]?["name"]
    if let found = language?.stringValue, found != KernelSpecification.language {
      throw ForeignNotebook(language: found, kernel: application.displayName)
    }
    if specification == nil {
      notebook.metadata["kernelspec"] = [
        "display_name": .string(application.displayName),
        "language": .string(KernelSpecification.language), "name": .string(application.commandName),
      ]
    }
    if !parameters.isEmpty { try notebook.inject(parameters) }
    self.notebook = notebook
    self.allowsErrors = allowsErrors
  }

  /// Executes the cells in order; after an error that nobody expects, the rest stays without outputs.
  ///
  /// - Returns: The bytes of the executed notebook's file, and the status of the process.
  func execute(
    in interpreter: any Interpreter, interrupt: InterruptFlag, spill: SpillFolder
  ) -> (file: [UInt8], status: Int32) {
    var notebook = notebook
    notebook.metadata["language_info"] = interpreter.description.language.json
    let status = StatusLine()
    let output = NotebookCellOutput(cellCount: notebook.cells.count, status: status, spill: spill)
    let runnable = notebook.cells.indices.filter { notebook.cells[$0].isRunnable }
    // Outputs and times of an earlier run would pass for this one's.
    for index in runnable { notebook.cells[index].forgetExecution() }
    var result = ExitStatus.success
    for (position, index) in runnable.enumerated() {
      let cell = notebook.cells[index]
      let count = position + 1
      status.setHeading("cell \(count) of \(runnable.count)")
      output.begin(cell: index, executionCount: count)
      let outcome = interpreter.execute(
        Cell(code: cell.source, executionCount: count, cellID: cell.id), output: output)
      if case .failed(let error) = outcome { output.fail(error) }
      output.end()
      notebook.cells[index].executionCount = count
      guard case .failed(let error) = outcome, !cell.expectsError || interrupt.isRaised else { continue }
      status.clear()
      StandardStreams.writeError(lines: error.traceback)
      result = interrupt.isRaised ? ExitStatus.interrupted : ExitStatus.failedCell
      if interrupt.isRaised || !allowsErrors { break }
    }
    status.clear()
    // At the end, because a display may be updated by a later cell.
    for index in runnable { notebook.cells[index].outputs = output.outputs(ofCell: index) }
    if let widgets = output.widgetMetadata { notebook.metadata["widgets"] = widgets }
    return (Array(notebook.fileText.utf8), result)
  }
}

/// A notebook that another kernel must execute.
struct ForeignNotebook: Error, CustomStringConvertible {
  /// The language that the notebook names.
  let language: String
  /// The kernel for cells in Swift, as front ends show it.
  let kernel: String

  var description: String {
    """
    expected a notebook in '\(KernelSpecification.language)', found one in '\(language)'; \
    choose the kernel '\(kernel)' for it in a front end if its cells are Swift
    """
  }
}

extension Notebook {
  /// Puts a cell that sets the parameters where papermill would, in place of one that an earlier run has put there.
  fileprivate mutating func inject(_ parameters: [Parameter]) throws(ParameterError) {
    cells.removeAll { $0.tags.contains(ParameterCell.injectedTag) }
    let tagged = cells.firstIndex { $0.tags.contains(ParameterCell.tag) }
    let source = try ParameterCell.source(setting: parameters, after: tagged.map { cells[$0].source })
    var id = ParameterCell.injectedTag
    while cells.contains(where: { $0.id == id }) { id += "-" }
    let cell = NotebookCell(
      .code, id: id, source: source, metadata: ["tags": [.string(ParameterCell.injectedTag)]])
    cells.insert(cell, at: tagged.map { $0 + 1 } ?? 0)
  }
}

extension NotebookCell {
  fileprivate var isRunnable: Bool {
    kind == .code && !source.allSatisfy(\.isWhitespace) && !tags.contains("skip-execution")
  }

  fileprivate var expectsError: Bool { tags.contains("raises-exception") }

  fileprivate mutating func forgetExecution() {
    outputs = []
    executionCount = nil
    metadata["execution"] = nil
  }
}
