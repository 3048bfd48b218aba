extension Chart {
  /// The chart as a Vega-Lite v5 specification, or `nil` for pictures, which the grammar does not have.
  ///
  /// The data are inside; domains, colours and the ticks of log axes are those of the drawn figure.
  func vegaLite() -> String? {
    guard var members = vegaMembers(width: nil) else { return nil }
    members["$schema"] = "https://vega.github.io/schema/vega-lite/v5.json"
    members["background"] = "white"
    members["padding"] = 12.0
    members["description"] = .string(summary)
    members["config"] = Self.vegaConfiguration
    return JSON.object(members).themed(theme).text
  }

  /// How many rows of data the specification holds.
  var vegaRows: Int {
    switch content {
    case .plot(let plot): plot.marks.reduce(0) { $0 + $1.vegaRows }
    case .images: 0
    case .grid(let charts, _): charts.reduce(0) { $0 + $1.vegaRows }
    }
  }

  private var isGrid: Bool { if case .grid = content { true } else { false } }

  private func vegaMembers(width: Double?) -> [String: JSON]? {
    var members: [String: JSON] = [:]
    if !title.isEmpty {
      // A panel's title is smaller, and that of the whole keeps away from it, as on the drawn figure.
      let size = width == nil ? 15.0 : 13.0
      members["title"] = ["text": .string(title), "fontSize": .number(size), "offset": .number(isGrid ? 18 : 8)]
    }
    switch content {
    case .images: return nil
    case .grid(let charts, let columns):
      let width = columns == 1 ? 520.0 : columns == 2 ? 300 : 220
      let parts = charts.compactMap { $0.vegaMembers(width: width) }
      guard parts.count == charts.count else { return nil }
      // A legend takes room from the drawn panel; here it stands beside, and panels in a row are equally high.
      let heights = parts.compactMap { part -> Double? in
        if case .number(let height)? = part["height"] { height } else { nil }
      }
      let height = heights.max().map { JSON.number($0) }
      members["concat"] = .array(
        parts.map { part in .object(part.merging(["height": height].compactMapValues { $0 }) { $1 }) })
      members["columns"] = .number(Double(max(1, columns)))
      members["resolve"] = ["scale": ["color": "independent"]]
    case .plot(let plot):
      let size = size ?? naturalSize
      let frame = PlotLayout(plot, in: Canvas.Rect(x: 8, y: 42, width: size.width - 18, height: size.height - 50)).frame
      let unit = width.map { $0 / frame.width } ?? 1
      members["width"] = .number((frame.width * unit).rounded())
      members["height"] = .number((frame.height * unit).rounded())
      let vega = VegaPlot(plot)
      members["layer"] = .array(vega.layers())
      members["resolve"] = vega.resolve
    }
    return members
  }

  private static let vegaConfiguration: JSON = [
    "font": "Helvetica, Arial, sans-serif",
    "title": ["anchor": "start", "color": .string(Palette.ink.hex)],
    "view": ["stroke": nil],
    "axis": [
      "gridColor": .string(Palette.grid.hex), "domainColor": .string(Palette.line.hex),
      "tickColor": .string(Palette.line.hex), "labelColor": .string(Palette.softInk.hex), "labelFontSize": 12.0,
      "titleColor": .string(Palette.ink.hex), "titleFontSize": 13.0, "titleFontWeight": "normal",
    ],
    "legend": ["orient": "top", "labelFontSize": 12.0, "titleFontSize": 12.0, "labelColor": .string(Palette.ink.hex)],
  ]
}

extension Mark {
  /// How many rows of data the mark needs in Vega-Lite.
  var vegaRows: Int {
    switch self {
    case .line(let line): line.x.count
    case .scatter(let scatter): scatter.x.count
    case .bars(let bars): bars.values.count
    case .histogram(let histogram): min(histogram.values.count, 1000)
    case .heatMap(let map): map.cellCount
    case .polygons(let polygons): polygons.cells.reduce(0) { $0 + $1.count }
    case .rule, .note: 1
    }
  }
}
