extension Chart {
  /// The chart for those who see characters only: title, a small plot of at most 70 × 18 characters, ranges and gaps.
  public var text: String {
    var lines = title.isEmpty ? [] : [title]
    switch content {
    case .plot(let plot): lines += TextPlot(plot).lines
    case .images(let grid): lines += grid.textLines
    case .grid(let charts, _):
      for chart in charts { lines += ["", chart.text] }
    }
    return lines.joined(separator: "\n")
  }

  /// What the chart shows, in one line.
  var summary: String {
    let what: String
    switch content {
    case .plot(let plot): what = TextPlot(plot).summary
    case .images(let grid): what = "\(grid.tiles.count) pictures"
    case .grid(let charts, _): what = "\(charts.count) charts: " + charts.map(\.summary).joined(separator: "; ")
    }
    return title.isEmpty ? what : title + ": " + what
  }
}

extension ImageGrid {
  private static let textTiles = 4

  /// The first tiles as shades, and what the rest holds.
  var textLines: [String] {
    let drawable = tiles.filter(\.isDrawable)
    guard let first = drawable.first else { return ["no data"] }
    let shown = drawable.prefix(Self.textTiles)
    let domain = shownDomain
    let blocks = shown.map { tile -> [String] in
      let (columns, rows) = (min(tile.columns, 16), min(tile.rows, 8))
      return (0..<rows).map { row in
        (0..<columns).reduce(into: "") { text, column in
          let value = tile.brightness(
            row: row * tile.rows / rows, column: column * tile.columns / columns, plane: 0, in: domain)
          text.append(TextPlot.shade(value))
        }
      }
    }
    let height = blocks.map(\.count).max() ?? 0
    var lines = (0..<height).map { row in
      blocks.map { block in
        let line = row < block.count ? block[row] : ""
        return line + String(repeating: " ", count: 16 - line.count)
      }.joined(separator: " ").trimmedEnd
    }
    lines.append(shown.map { TextPlot.padded(String($0.caption.prefix(16)), 16) }.joined(separator: " ").trimmedEnd)
    let more = tiles.count - shown.count
    lines.append(
      (tiles.count == 1 ? "1 picture, " : "\(tiles.count) pictures, the first ") + "\(first.columns) × \(first.rows)"
        + (more > 0 ? "; \(more) not shown here" : ""))
    return lines.filter { !$0.isEmpty }
  }
}

extension String {
  /// The text without blanks at its end.
  var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
