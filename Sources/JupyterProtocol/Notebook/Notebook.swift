/// A notebook document, version 4 of the format.
public struct Notebook: Sendable, Hashable {
  /// The cells in order.
  public var cells: [NotebookCell]
  /// What the document says about itself: `kernelspec`, `language_info` and what tools add.
  public var metadata: [String: JSONValue]
  /// The minor version of the format, 5 or later: the first in which cells have ids.
  let minorVersion: Int

  /// The major version of the format.
  static let majorVersion = 4
  /// The least minor version written.
  static let leastMinorVersion = 5

  /// A document of cells.
  public init(cells: [NotebookCell], metadata: [String: JSONValue] = [:]) {
    self.init(cells: cells, metadata: metadata, minorVersion: Self.leastMinorVersion)
  }

  init(cells: [NotebookCell], metadata: [String: JSONValue], minorVersion: Int) {
    self.cells = cells
    self.metadata = metadata
    self.minorVersion = minorVersion
  }
}
