extension Table {
  /// The table in characters of equal width.
  public var text: String {
    let columns = allColumns
    let rows = allRows.map { $0.map(Self.oneLine) }
    let names = columns.map { Self.oneLine($0.name) }
    let widths = columns.indices.map { column in
      rows.reduce(Self.width(names[column])) { max($0, Self.width($1[column])) }
    }
    func line(_ cells: [String]) -> String {
      columns.indices.map { column in
        let air = widths[column] - Self.width(cells[column])
        let before =
          switch columns[column].alignment {
          case .left: 0
          case .center: air / 2
          case .right: air
          }
        return String(repeating: " ", count: before) + cells[column] + String(repeating: " ", count: air - before)
      }.joined(separator: "  ").trimmedEnd
    }
    var lines = title.isEmpty ? [] : [title]
    if !columns.isEmpty {
      lines += [line(names), widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")]
    }
    return (lines + rows.map(line)).joined(separator: "\n")
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  /// The columns that a text takes on a terminal: two for East Asian characters and pictures.
  private static func width(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      let isWide = character.unicodeScalars.first.map { FontMetrics.width(of: $0, isBold: false) == 1000 } ?? false
      return sum + (isWide && !"−—…‰Æ".contains(character) ? 2 : 1)
    }
  }
}
