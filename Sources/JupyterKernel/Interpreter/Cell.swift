/// A cell to be run, as a front end has asked for it.
public struct Cell: Sendable {
  /// The source text.
  public let code: String
  /// The number that the cell carries: `In [executionCount]`.
  public let executionCount: Int
  /// Nothing is shown and nothing counted; outputs of a silent cell are discarded by the kernel, errors only replied.
  public let silent: Bool
  /// The cell counts and enters the history.
  public let storeHistory: Bool
  /// The front end can answer ``CellOutput/readLine(prompt:password:)``.
  public let allowStdin: Bool
  /// The notebook's own name of the cell, where the front end tells it.
  public let cellID: String?

  /// A cell with the parameters of an `execute_request`.
  public init(
    code: String, executionCount: Int, silent: Bool = false, storeHistory: Bool = true, allowStdin: Bool = false,
    cellID: String? = nil
  ) {
    self.code = code
    self.executionCount = executionCount
    self.silent = silent
    self.storeHistory = storeHistory
    self.allowStdin = allowStdin
    self.cellID = cellID
  }
}
