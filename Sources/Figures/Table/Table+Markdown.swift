extension Table {
  /// The table in Markdown as GitHub reads it.
  public var markdown: String {
    let columns = allColumns
    guard !columns.isEmpty else { return title }
    let rule = columns.map { column in
      switch column.alignment {
      case .left: ":--"
      case .center: ":-:"
      case .right: "--:"
      }
    }
    let rows = [columns.map { Self.markdown($0.name) }, rule] + allRows.map { $0.map(Self.markdown) }
    let body = rows.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    return title.isEmpty ? body : "**\(Self.markdown(title))**\n\n\(body)"
  }

  /// Text in which nothing is taken for markup.
  private static func markdown(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "|", "\\", "*", "_", "`", "[", "]", "<", ">", "$": result += "\\\(character)"
      case "\n", "\r\n": result += " "
      default: result.append(character)
      }
    }
  }
}
