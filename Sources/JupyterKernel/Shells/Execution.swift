import JupyterProtocol

/// A cell on its way through the evaluator.
struct Execution: Sendable {
  let request: ExecuteRequest
  let parent: Parent
  /// The notebook's own name of the cell.
  let cellID: String?
  /// The number that the cell carries.
  var number = 0

  init(_ request: ExecuteRequest, parent: Parent, cellID: String?) {
    self.request = request
    self.parent = parent
    self.cellID = cellID
  }

  /// The cell as the interpreter sees it.
  var cell: Cell {
    Cell(
      code: request.code, executionCount: number, silent: request.silent, storeHistory: request.storeHistory,
      allowStdin: request.allowStdin, cellID: cellID)
  }
}
