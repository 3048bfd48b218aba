import JupyterKernel
import JupyterProtocol
import Tensors

/// Executes the code cells of a notebook, by the rules of nbclient: cells without code and those tagged
/// `skip-execution` stay as they are, an error of a cell tagged `raises-exception` is expected.
struct NotebookRun: Sendable {
  private let notebook: Notebook
  private let allowsErrors: Bool
  /// Where the cells stand in the script that the notebook was made from, by their ids.
  private let places: [String: CellPlace]

  /// A run of a notebook, with the parameters in a cell of their own.
  ///
  /// - Parameter places: Where its cells stand in a script, by their ids; errors on the terminal name it.
  /// - Throws: ``ForeignNotebook`` for one in another language, ``ParameterError`` for a value that does not fit what the
  ///   cell tagged `parameters` declares.
  init(
    _ notebook: Notebook, places: [String: CellPlace] = [:], parameters: [Parameter], allowsErrors: Bool,
    of application: any KernelApplication.Type
  ) throws {
    var notebook = notebook
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
    if !parameters.isEmpty { try notebook.cells.inject(parameters) }
    self.notebook = notebook
    self.allowsErrors = allowsErrors
    self.places = places
  }

  /// Executes the cells in order; after an error that nobody expects, the rest stays without outputs.
  ///
  /// - Returns: The bytes of the executed notebook's file, and the status of the process.
  func execute(
    in interpreter: any Interpreter, interrupt: InterruptFlag, status: StatusLine, spill: SpillFolder
  ) -> (file: [UInt8], status: Int32) {
    var notebook = notebook
    notebook.metadata["language_info"] = interpreter.description.language.json
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
      if let place = places[cell.id] {
        StandardStreams.writeError("in the cell that begins in line \(place.firstLine) of \(place.file):\n")
      }
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

extension [NotebookCell] {
  /// Puts a cell that sets the parameters where papermill would, in place of one that an earlier run has put there.
  mutating func inject(_ parameters: [Parameter]) throws(ParameterError) {
    removeAll { $0.tags.contains(ParameterCell.injectedTag) }
    let tagged = firstIndex { $0.tags.contains(ParameterCell.tag) }
    let source = try ParameterCell.source(setting: parameters, after: tagged.map { self[$0].source })
    var id = ParameterCell.injectedTag
    while contains(where: { $0.id == id }) { id += "-" }
    let cell = NotebookCell(
      .code, id: id, source: source, metadata: ["tags": [.string(ParameterCell.injectedTag)]])
    insert(cell, at: tagged.map { $0 + 1 } ?? 0)
  }
}

extension NotebookCell {
  /// Whether a run executes the cell.
  var isRunnable: Bool {
    kind == .code && !source.allSatisfy(\.isWhitespace) && !tags.contains("skip-execution")
  }

  /// Whether an error of the cell is what its author wanted to show.
  var expectsError: Bool { tags.contains("raises-exception") }

  fileprivate mutating func forgetExecution() {
    outputs = []
    executionCount = nil
    metadata["execution"] = nil
  }
}
