import Glibc

/// A Markdown table that is printed row by row, as measurements come in.
struct Table {
  private let columns: Int

  /// Prints the head.
  init(_ columns: [String]) {
    self.columns = columns.count
    Table.line(columns)
    Table.line(columns.map { _ in "---" })
  }

  /// Prints a row.
  /// - Precondition: as many cells as columns.
  func row(_ cells: [String]) {
    precondition(cells.count == columns)
    Table.line(cells)
  }

  private static func line(_ cells: [String]) {
    print("| " + cells.joined(separator: " | ") + " |")
    // A measurement may take minutes, and standard output may be a file.
    fflush(nil)
  }
}
