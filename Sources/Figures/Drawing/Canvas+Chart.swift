extension Chart {
  /// The chart drawn on a sheet of its size.
  func drawn() -> Canvas {
    let size = size ?? naturalSize
    var canvas = Canvas(size: size)
    canvas.summary = summary
    canvas.draw(self, in: Canvas.Rect(x: 0, y: 0, width: size.width, height: size.height), isPanel: false)
    return canvas.themed(theme)
  }

  /// A size that suits the content.
  var naturalSize: Size {
    switch content {
    case .plot(let plot):
      guard plot.isSquare else { return .standard }
      let scales = plot.scales()
      let ratio = (scales.x.high - scales.x.low) / (scales.y.high - scales.y.low)
      let bounded = ratio.isFinite ? min(max(ratio, 0.2), 10) : 1
      let width = min(310 * bounded, 520)
      return Size(width: width + (ColorScale(plot.marks) == nil ? 110 : 190), height: max(width / bounded, 90) + 100)
    case .images(let grid):
      return grid.naturalSize(hasTitle: !title.isEmpty)
    case .grid(let charts, let columns):
      let columns = min(max(1, columns), max(1, charts.count))
      let rows = Double((charts.count + columns - 1) / columns)
      let panel = columns == 1 ? (640.0, 320.0) : columns == 2 ? (410, 300) : (320, 260)
      return Size(width: panel.0 * Double(columns), height: panel.1 * max(1, rows) + (title.isEmpty ? 0 : 36))
    }
  }
}

extension Canvas {
  /// Draws a chart into a part of the sheet.
  mutating func draw(_ chart: Chart, in rect: Rect, isPanel: Bool, showsLegend: Bool = true) {
    switch chart.content {
    case .plot(let plot):
      let top = chart.title.isEmpty ? 8.0 : isPanel ? 30 : 42
      let layout = PlotLayout(
        plot, in: rect.inset(left: 8, top: top, right: 10, bottom: 8), showsLegend: showsLegend)
      title(chart.title, x: layout.frame.x, in: rect, isPanel: isPanel)
      draw(plot, layout)
    case .images(let grid):
      title(chart.title, x: rect.x + 16, in: rect, isPanel: isPanel)
      draw(grid, in: rect.inset(left: 16, top: chart.title.isEmpty ? 16 : 42, right: 16, bottom: 12))
    case .grid(let charts, let columns):
      title(chart.title, x: rect.x + 18, in: rect, isPanel: isPanel)
      draw(charts, columns: columns, in: rect.inset(top: chart.title.isEmpty ? 0 : 34))
    }
  }

  private mutating func title(_ title: String, x: Double, in rect: Rect, isPanel: Bool) {
    let (left, top, right) = (rect.x + 12, rect.y, rect.maxX - 10)
    let size = isPanel ? 13.0 : 15.0
    // A title in line with the axis looks best; a long one starts at the edge instead.
    let fits = FontMetrics.width(title, size: size * 1.06, isBold: true) <= right - x
    let x = fits ? x : left
    let fitted = FontMetrics.fitted(title, width: right - x, size: size * 1.06, isBold: true)
    text(Text(string: fitted, at: Point(x, top + (isPanel ? 22 : 28)), size: size, isBold: true))
  }

  /// Draws charts side by side; a legend that all of them share stands once above them.
  private mutating func draw(_ charts: [Chart], columns: Int, in rect: Rect) {
    guard !charts.isEmpty else { return noData(in: rect) }
    let legends = charts.map { chart -> [LegendEntry] in
      if case .plot(let plot) = chart.content { plot.legendEntries } else { [] }
    }
    let shared = charts.count > 1 && !legends[0].isEmpty && legends.allSatisfy { $0 == legends[0] }
    var rect = rect
    if shared {
      let rows = LegendEntry.rows(legends[0], width: rect.width - 40)
      draw(rows: rows, at: Point(rect.x + 18, rect.y + 14))
      rect = rect.inset(top: Double(rows.count) * 18 + 6)
    }
    let columns = min(max(1, columns), charts.count)
    let rows = (charts.count + columns - 1) / columns
    let size = (width: rect.width / Double(columns), height: rect.height / Double(rows))
    for (index, chart) in charts.enumerated() {
      let cell = Rect(
        x: rect.x + Double(index % columns) * size.width, y: rect.y + Double(index / columns) * size.height,
        width: size.width, height: size.height)
      draw(chart, in: cell, isPanel: true, showsLegend: !shared)
    }
  }

  /// Says in the middle of a rectangle that there is nothing to show.
  mutating func noData(in rect: Rect) {
    text(
      Text(string: "no data", at: Point(rect.midX, rect.midY + 4), size: 13, color: Palette.line, anchor: .middle))
  }
}
