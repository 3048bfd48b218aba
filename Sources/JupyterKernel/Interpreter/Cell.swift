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
  /// Where it stands in a file; nil for a cell of a notebook or console.
  public let place: CellPlace?

  /// A cell with the parameters of an `execute_request`.
  public init(
    code: String, executionCount: Int, silent: Bool = false, storeHistory: Bool = true, allowStdin: Bool = false,
    cellID: String? = nil, place: CellPlace? = nil
  ) {
    self.code = code
    self.executionCount = executionCount
    self.silent = silent
    self.storeHistory = storeHistory
    self.allowStdin = allowStdin
    self.cellID = cellID
    self.place = place
  }
}

/// Where a cell stands in a file, for messages that name the file and its lines.
public struct CellPlace: Sendable, Hashable {
  /// How messages call the file.
  public let file: String
  /// The line of the file at which the cell begins, counted from 1.
  public let firstLine: Int

  /// A place in a file.
  public init(file: String, firstLine: Int) {
    self.file = file
    self.firstLine = firstLine
  }
}
