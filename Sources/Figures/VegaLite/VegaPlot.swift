/// Writes a plot as layers of Vega-Lite.
struct VegaPlot {
  private let plot: Plot
  private let scales: (x: PlotScale, y: PlotScale)
  private let legend: [LegendEntry]
  private let isExact: Bool
  private let hasColorBar: Bool

  init(_ plot: Plot) {
    self.plot = plot
    scales = plot.scales()
    legend = plot.legendEntries
    hasColorBar = ColorScale(plot.marks) != nil
    isExact = plot.isSquare || hasColorBar
  }

  /// How layers share the colours of names; beside a colour bar each has its own scale, for theirs cannot mix.
  var resolve: JSON {
    ["scale": ["color": hasColorBar && !legend.isEmpty ? "independent" : "shared"]]
  }

  /// One layer or more for each mark.
  func layers() -> [JSON] {
    let layers = zip(plot.marks.indices, plot.seriesColors).flatMap { self.layers($0, $1) }
    if plot.hasData { return layers }
    let nothing = layer(
      ["type": "text", "text": "no data", "fontSize": 13.0, "color": .string(Palette.line.hex)], [[:]], [:])
    return layers + [layer("point", [], ["x": channel("x"), "y": channel("y")]), nothing]
  }

  private func layers(_ index: Int, _ color: Color) -> [JSON] {
    switch plot.marks[index] {
    case .line(let line): return self.layers(line, color)
    case .scatter(let scatter):
      let rows = zip(scatter.x, scatter.y).map { row(["x": $0, "y": $1]) }
      return [layer(["type": "circle", "size": 30.0, "opacity": 0.75], rows, position(color, scatter.name))]
    case .bars(let bars): return layers(bars, color, plot.barSlot(index))
    case .histogram(let histogram):
      let (edges, counts) = histogram.counts()
      let base = scales.y.isLog ? scales.y.low : 0
      let rows = counts.indices.map { index in
        row(["x": edges[index], "x2": edges[index + 1], "y": Double(counts[index]), "y2": base])
      }
      return [
        layer(["type": "rect", "stroke": "white", "opacity": 0.85], rows, area(color, histogram.name))
      ]
    case .heatMap(let map): return self.layers(map)
    case .polygons(let polygons): return [layer(polygons)]
    case .rule(let rule): return layers(rule, color)
    case .note(let note):
      let rows = [JSON.object(["x": .number(note.x), "y": .number(note.y), "text": .string(note.text)])]
      let encoding: [String: JSON] = ["x": channel("x"), "y": channel("y"), "text": ["field": "text"]]
      return [
        layer(["type": "point", "filled": true, "color": .string(Palette.ink.hex)], rows, encoding),
        layer(["type": "text", "align": "left", "dx": 7.0, "dy": -6.0], rows, encoding),
      ]
    }
  }

  private func layers(_ line: Line, _ color: Color) -> [JSON] {
    var layers: [JSON] = []
    if let band = line.band {
      let rows = zip(line.x, zip(band.lower, band.upper)).map { row(["x": $0, "y": $1.0, "y2": $1.1]) }
      // Without a name: the legend shows the curve, not its band.
      var encoding = position(color, nil)
      encoding["y2"] = ["field": "y2"]
      layers.append(layer(["type": "area", "opacity": 0.18], rows, encoding))
    }
    let rows = zip(line.x, line.y).map { row(["x": $0, "y": $1]) }
    var mark: [String: JSON] = ["type": "line", "strokeWidth": 2.0, "tooltip": true]
    if line.marksPoints { mark["point"] = true }
    if !line.stroke.pattern.isEmpty { mark["strokeDash"] = .array(line.stroke.pattern.map { .number($0) }) }
    var encoding = position(color, line.name)
    // Without an order Vega-Lite would connect the points from left to right.
    encoding["order"] = ["field": "i", "type": "quantitative"]
    let ordered = rows.enumerated().map { index, row in
      guard case .object(var members) = row else { return row }
      members["i"] = .number(Double(index))
      return JSON.object(members)
    }
    layers.append(layer(.object(mark), ordered, encoding))
    return layers
  }

  private func layers(_ bars: Bars, _ color: Color, _ slot: (shift: Double, width: Double)) -> [JSON] {
    let (shift, width) = slot
    let base = scales.y.isLog ? scales.y.low : 0
    let rows = bars.values.enumerated().map { index, value in
      row([
        "x": Double(index) + shift - width * 0.48, "x2": Double(index) + shift + width * 0.48, "y": value, "y2": base,
      ])
    }
    var layers = [layer(["type": "rect"], rows, area(color, bars.name))]
    if bars.errors != nil {
      let rows = bars.values.enumerated().map { index, value in
        row(["x": Double(index) + shift, "y": value - bars.error(index), "y2": value + bars.error(index)])
      }
      layers.append(
        layer(["type": "rule"], rows, ["x": channel("x"), "y": channel("y"), "y2": ["field": "y2"]]))
    }
    return layers
  }

  private func layers(_ map: HeatMap) -> [JSON] {
    guard map.cellCount > 0, let colors = ColorScale(.heatMap(map)) else { return [] }
    func edge(_ extent: ClosedRange<Double>, _ index: Int, _ count: Int) -> Double {
      extent.lowerBound + (extent.upperBound - extent.lowerBound) * Double(index) / Double(count)
    }
    let rows = (0..<map.cellCount).map { cell in
      let (line, column) = (cell / map.columns, cell % map.columns)
      return row([
        "x": edge(map.xExtent, column, map.columns), "x2": edge(map.xExtent, column + 1, map.columns),
        "y": edge(map.yExtent, line, map.rows), "y2": edge(map.yExtent, line + 1, map.rows),
        "value": map.value(row: line, column: column),
      ])
    }
    var encoding = area(Palette.missing, nil)
    encoding["color"] = color(colors)
    // Cells overlap by a fraction of a pixel, which closes the hairlines between them.
    let mark: JSON = [
      "type": "rect", "clip": true, "tooltip": true, "x2Offset": plot.x.isReversed ? -0.6 : 0.6,
      "y2Offset": plot.y.isReversed ? 0.6 : -0.6,
    ]
    return [layer(mark, rows, encoding)]
  }

  private func layer(_ polygons: Polygons) -> JSON {
    let colors = ColorScale(.polygons(polygons))
    var rows: [JSON] = []
    for (index, cell) in polygons.cells.enumerated() {
      for (corner, point) in cell.enumerated() {
        var members: [String: JSON] = [
          "x": .number(point.x), "y": .number(point.y), "cell": .number(Double(index)), "i": .number(Double(corner)),
          "fill": .string(Palette.soft(index).hex),
        ]
        if case .values(let values, _, _) = polygons.fill {
          members["value"] = index < values.count ? .number(values[index]) : .null
        }
        rows.append(.object(members))
      }
    }
    var encoding: [String: JSON] = ["x": channel("x"), "y": channel("y")]
    encoding["detail"] = ["field": "cell", "type": "nominal"]
    encoding["order"] = ["field": "i", "type": "quantitative"]
    encoding["fill"] = colors.map(color) ?? ["field": "fill", "type": "nominal", "scale": nil]
    return layer(
      ["type": "line", "filled": true, "stroke": "white", "strokeWidth": 0.8, "interpolate": "linear-closed"], rows,
      encoding)
  }

  private func layers(_ rule: Rule, _ color: Color) -> [JSON] {
    let (name, value) =
      switch rule.position {
      case .x(let value): ("x", value)
      case .y(let value): ("y", value)
      }
    guard value.isFinite else { return [] }
    let rows = [JSON.object([name: .number(value), "text": .string(rule.label)])]
    let line = layer(
      ["type": "rule", "strokeDash": [5.0, 4.0], "color": .string(color.hex)], rows, [name: channel(name)])
    let beside: JSON =
      name == "x"
      ? ["type": "text", "align": "left", "dx": 5.0, "y": 8.0]
      : ["type": "text", "align": "right", "dy": -6.0, "x": "width"]
    return rule.label.isEmpty
      ? [line] : [line, layer(beside, rows, [name: channel(name), "text": ["field": "text"]])]
  }

  private func layer(_ mark: JSON, _ rows: [JSON], _ encoding: [String: JSON]) -> JSON {
    ["mark": mark, "data": ["values": .array(rows)], "encoding": .object(encoding)]
  }

  private func row(_ values: [String: Double]) -> JSON {
    .object(values.mapValues { PlotScale.canShow($0, isLog: false) ? .number($0) : .null })
  }

  /// The encoding of a mark at points.
  private func position(_ color: Color, _ name: String?) -> [String: JSON] {
    var encoding: [String: JSON] = ["x": channel("x"), "y": channel("y"), "color": ["value": .string(color.hex)]]
    if let name, legend.contains(where: { $0.name == name }) {
      encoding["color"] = [
        "datum": .string(name), "type": "nominal",
        "scale": [
          "domain": .array(legend.map { .string($0.name) }), "range": .array(legend.map { .string($0.color.hex) }),
        ],
        // Scales that are not shared would each draw the whole legend.
        "legend": hasColorBar && name != legend.first?.name
          ? nil : ["title": plot.legendHeading.isEmpty ? nil : .string(plot.legendHeading)],
      ]
    }
    return encoding
  }

  /// The encoding of a mark with an extent on both axes.
  private func area(_ color: Color, _ name: String?) -> [String: JSON] {
    var encoding = position(color, name)
    encoding["x2"] = ["field": "x2"]
    encoding["y2"] = ["field": "y2"]
    return encoding
  }

  private func color(_ colors: ColorScale) -> JSON {
    let stops = colors.map.stops
    let (low, high) = (colors.scale.low, colors.scale.high)
    let domain = stops.indices.map { JSON.number(low + (high - low) * Double($0) / Double(stops.count - 1)) }
    return [
      "field": "value", "type": "quantitative",
      "scale": [
        "domain": .array(domain), "range": .array(stops.map { .string(Color(hex: $0).hex) }), "interpolate": "rgb",
        "clamp": true,
      ],
      "legend": ["orient": "right", "title": colors.label.isEmpty ? nil : .string(colors.label)],
    ]
  }

  /// The channel of one axis: its scale as drawn, and for log axes and named ticks their labels too.
  private func channel(_ name: String) -> JSON {
    let axis = name == "x" ? plot.xAxis : plot.yAxis
    let scale = name == "x" ? scales.x : scales.y
    var settings: [String: JSON] = [
      "type": scale.isLog ? "log" : "linear", "domain": [.number(scale.low), .number(scale.high)], "nice": false,
      "zero": false, "clamp": false,
    ]
    if axis.isReversed { settings["reverse"] = true }
    var ticks: [String: JSON] = ["title": axis.label.isEmpty ? nil : .string(axis.label), "tickCount": 6.0]
    let hasBars = plot.marks.contains { if case .bars = $0 { true } else { false } }
    if isExact || (hasBars && name == "x") { ticks["grid"] = false }
    switch axis.format {
    case .automatic: break
    case .decimals(let places): ticks["format"] = .string(".\(min(max(places, 0), 12))f")
    case .percent: ticks["format"] = "~%"
    case .scientific: ticks["format"] = "~e"
    }
    if scale.isLog || axis.ticks != nil {
      let own = Ticks(scale, axis: axis, count: 7).major
      ticks["values"] = .array(own.map { .number($0.value) })
      ticks["labelExpr"] = .string(
        own.map { "datum.value === \($0.value) ? \(JSON.quoted($0.label)) : " }.joined() + "''")
    }
    return [
      "field": .string(name), "type": "quantitative", "scale": .object(settings), "axis": .object(ticks),
    ]
  }
}
