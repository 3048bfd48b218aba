public import CommandLanguage
public import Figures

extension Table: ForeignValue {
  public static var typeName: String { "Table" }

  public var displayText: String { text }

  public var previewText: String { "Table, \(NumberText.grouped(rows.count)) rows of \(columns.count)" }
}

extension Table: NamedElements {
  /// The headings of the columns.
  public func elementNames(atMost count: Int) -> [String] { columns.prefix(count).map(\.name) }
}

extension Table: RichlyDisplayed {
  public var displayBundle: DisplayBundle { bundle() }
}

/// A column of a table with its cells, as cells of a notebook write it.
struct TableColumn: ForeignValue {
  static let typeName = "TableColumn"

  let column: Table.Column
  let cells: [String]

  var displayText: String { "column '\(column.name)', \(NumberText.grouped(cells.count)) cells" }
}
