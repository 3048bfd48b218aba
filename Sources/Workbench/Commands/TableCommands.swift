import CommandLanguage
import Figures

extension CommandModule {
  /// Tables out of columns.
  static let tables = CommandModule("tables", summary: "Tables: as HTML, Markdown, LaTeX or text.") {
    TypeDeclaration(Table.self, "A table; shown as HTML, Markdown, LaTeX with booktabs, or text.") {
      Initializer(
        "A table of columns of equal length.",
        .positional("columns", [TableColumn].self, "from left to right"),
        .labelled("title", String.self, default: "", "what it shows"),
        example: "Table([.text(\"layer\", [\"fc1\", \"fc2\"]), .numbers(\"kept\", [0.21, 0.8])])"
      ) { call, columns, title in
        guard let first = columns.first else { throw call.invalid("columns", expected: "at least one", found: "none") }
        for column in columns where column.cells.count != first.cells.count {
          throw call.invalid(
            "columns", expected: "\(first.cells.count) values in each, as in '\(first.column.name)'",
            found: "\(column.cells.count) in '\(column.column.name)'")
        }
        return Table(
          title, columns: columns.map(\.column),
          rows: first.cells.indices.map { row in columns.map { $0.cells[row] } })
      }
      Subscript("The cells of a column, as text.", .positional("name", String.self, "its heading")) {
        call, table, name in
        guard let column = table.columns.firstIndex(where: { $0.name == name }) else {
          let names = table.columns.map { "'\($0.name)'" }.joined(separator: ", ")
          throw call.invalid("name", expected: "one of \(names)", found: "'\(name)'")
        }
        return table.rows.map { column < $0.count ? $0[column] : "" }
      }
      Property("markdown", "The table in Markdown.") { $0.markdown }
      Property("latex", "The table in LaTeX with booktabs.") { $0.latex }
      Property("html", "The table in HTML.") { $0.html }
    }
    TypeDeclaration(TableColumn.self, "A column of a table.") {
      StaticMethod(
        "text", "Words, set to the left.", .positional("name", String.self, "the heading"),
        .positional("values", [String].self, "one a row"),
        example: "Table([.text(\"layer\", [\"fc1\", \"fc2\"])])"
      ) { _, name, values in TableColumn(column: .init(name), cells: values) }
      StaticMethod(
        "numbers", "Numbers, set to the right.", .positional("name", String.self, "the heading"),
        .positional("values", [Double].self, "one a row"),
        .labelled("decimals", Int?.self, "digits after the point; as many as are read with ease unless given"),
        example: "Table([.numbers(\"kept\", [0.21, 0.8], decimals: 3)])"
      ) { call, name, values, decimals in
        if let decimals, !(0...12).contains(decimals) {
          throw call.invalid("decimals", expected: "from 0 to 12", found: "\(decimals)")
        }
        let cells = values.map { value in
          decimals.map { NumberText.fixed(value, decimals: $0) } ?? NumberText.reading(value)
        }
        return TableColumn(column: .init(name, .right), cells: cells)
      }
    }
  }
}
