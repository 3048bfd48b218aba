/// Rows and columns of text with a heading, for results that are read rather than seen.
///
/// Cells are text: numbers are written by whoever knows their precision. Rows shorter than the heading are filled with
/// empty cells, longer ones widen the table with columns that have no name.
public struct Table: Sendable, Hashable {
  /// Where the cells of a column stand.
  public enum Alignment: Sendable, Hashable {
    /// At the left edge, for words.
    case left
    /// In the middle.
    case center
    /// At the right edge, for numbers.
    case right
  }

  /// A column: its heading and alignment.
  public struct Column: Sendable, Hashable {
    /// The heading.
    public var name: String
    /// Where the cells stand.
    public var alignment: Alignment

    /// A column with a heading.
    public init(_ name: String, _ alignment: Alignment = .left) {
      self.name = name
      self.alignment = alignment
    }
  }

  /// The line above the table; empty for none.
  public var title: String
  /// The columns.
  public var columns: [Column]
  /// The cells row by row.
  public var rows: [[String]]

  /// A table of text cells.
  public init(_ title: String = "", columns: [Column], rows: [[String]]) {
    self.title = title
    self.columns = columns
    self.rows = rows
  }

  /// Adds a row at the end.
  public mutating func append(_ row: [String]) {
    rows.append(row)
  }

  /// The columns, widened to the longest row.
  var allColumns: [Column] {
    let width = rows.reduce(columns.count) { max($0, $1.count) }
    return columns + [Column](repeating: Column(""), count: width - columns.count)
  }

  /// The cells, each row as long as ``allColumns``.
  var allRows: [[String]] {
    let width = allColumns.count
    return rows.map { $0 + [String](repeating: "", count: width - $0.count) }
  }
}
