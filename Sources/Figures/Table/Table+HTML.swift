extension Table {
  /// The table in HTML, with alignment as attributes so that it survives the cleaning of untrusted notebooks.
  public var html: String {
    var html = "<table>\n"
    if !title.isEmpty { html += "<caption style=\"text-align: left\">\(SVG.escaped(title))</caption>\n" }
    html += "<thead>\n" + Self.row(allColumns.map(\.name), allColumns, cell: "th") + "</thead>\n<tbody>\n"
    for row in allRows { html += Self.row(row, allColumns, cell: "td") }
    return html + "</tbody>\n</table>"
  }

  private static func row(_ cells: [String], _ columns: [Column], cell: String) -> String {
    let inner = zip(cells, columns).map { text, column in
      let side =
        switch column.alignment {
        case .left: "left"
        case .center: "center"
        case .right: "right"
        }
      return "<\(cell) align=\"\(side)\" style=\"text-align: \(side)\">\(SVG.escaped(text))</\(cell)>"
    }
    return "<tr>\(inner.joined())</tr>\n"
  }
}
