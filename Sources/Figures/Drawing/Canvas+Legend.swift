extension Canvas {
  /// Draws a legend as a column, its first line centred on the point.
  mutating func draw(_ entries: [LegendEntry], heading: String, at origin: Point) {
    var y = origin.y
    if !heading.isEmpty {
      text(Text(string: heading, at: Point(origin.x, y + 4), size: PlotLayout.legendSize, isBold: true))
      y += 20
    }
    let room = size.width - origin.x - LegendEntry.signWidth - 2
    for entry in entries {
      draw(
        entry, name: FontMetrics.fitted(entry.name, width: room, size: PlotLayout.legendSize), at: Point(origin.x, y))
      y += 20
    }
  }

  /// Draws a legend as rows, the first centred on the point's height.
  mutating func draw(rows: [[LegendEntry]], at origin: Point) {
    for (index, row) in rows.enumerated() {
      var x = origin.x
      for entry in row {
        draw(entry, name: entry.name, at: Point(x, origin.y + Double(index) * 18 - 4))
        x += entry.rowWidth
      }
    }
  }

  private mutating func draw(_ entry: LegendEntry, name: String, at origin: Point) {
    switch entry.sign {
    case .line(let stroke, let hasDots):
      line(
        from: origin, to: Point(origin.x + 20, origin.y), Stroke(color: entry.color, width: 2, dash: stroke.pattern))
      if hasDots { dots([Point(origin.x + 10, origin.y)], radius: 3, entry.color) }
    case .dot:
      dots([Point(origin.x + 10, origin.y)], radius: 4, entry.color)
    case .square:
      fill(Rect(x: origin.x + 4, y: origin.y - 6, width: 12, height: 12), entry.color)
    }
    text(
      Text(string: name, at: Point(origin.x + LegendEntry.signWidth, origin.y + 4.2), size: PlotLayout.legendSize))
  }
}

extension Line.Stroke {
  /// The lengths of dashes and gaps in pixels.
  var pattern: [Double] {
    switch self {
    case .solid: []
    case .dashed: [7, 4]
    case .dotted: [2, 3]
    }
  }
}
