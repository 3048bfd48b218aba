/// Draws a plot with characters.
struct TextPlot {
  private let plot: Plot
  private let scales: (x: PlotScale, y: PlotScale)
  private static let columns = 56
  private static let rows = 12

  init(_ plot: Plot) {
    self.plot = plot
    scales = plot.scales(hasAir: false)
  }

  /// The plot, its ranges, its marks and its gaps.
  var lines: [String] {
    guard plot.hasData else { return ["no data"] + remarks }
    if let map = heatMap { return shaded(map) + remarks }
    if let bars = onlyBars { return horizontal(bars) + remarks }
    return dotted() + remarks
  }

  /// What the plot shows, in one line.
  var summary: String {
    guard plot.hasData else { return "no data" }
    let kinds = plot.marks.compactMap { Self.kind($0) }
    let ranges = [("x", plot.x, scales.x), ("y", plot.y, scales.y)].map { name, axis, scale in
      "\(axis.label.isEmpty ? name : axis.label) from \(NumberText.reading(scale.low)) to \(NumberText.reading(scale.high))"
    }
    return (kinds + ranges).joined(separator: ", ")
  }

  // MARK: Dots

  private func dotted() -> [String] {
    var grid = BrailleGrid(columns: Self.columns, rows: Self.rows)
    for mark in plot.marks { draw(mark, &grid) }
    let (top, bottom) = plot.y.isReversed ? (scales.y.low, scales.y.high) : (scales.y.high, scales.y.low)
    let labels = [NumberText.reading(top), NumberText.reading(bottom)]
    let width = max(labels[0].count, labels[1].count)
    var lines: [String] = plot.y.label.isEmpty ? [] : [plot.y.label]
    for (index, line) in grid.lines.enumerated() {
      let label = index == 0 ? labels[0] : index == Self.rows - 1 ? labels[1] : ""
      lines.append(String(repeating: " ", count: width - label.count) + label + " ┤" + line)
    }
    lines.append(String(repeating: " ", count: width + 1) + "└" + String(repeating: "─", count: Self.columns))
    lines.append(String(repeating: " ", count: width + 2) + xRange(Self.columns))
    return lines
  }

  private func xRange(_ width: Int) -> String {
    let ends = [NumberText.reading(scales.x.low), NumberText.reading(scales.x.high)]
    let (left, right) = plot.x.isReversed ? (ends[1], ends[0]) : (ends[0], ends[1])
    let room = width - left.count - right.count
    guard room >= plot.x.label.count + 2 else { return "\(left) … \(right)  \(plot.x.label)".trimmedEnd }
    let before = (room - plot.x.label.count) / 2
    return left + String(repeating: " ", count: before) + plot.x.label
      + String(repeating: " ", count: room - before - plot.x.label.count) + right
  }

  private func place(_ x: Double, _ y: Double, _ grid: BrailleGrid) -> (x: Int, y: Int)? {
    guard var a = scales.x.fraction(x), var b = scales.y.fraction(y) else { return nil }
    if plot.x.isReversed { a = 1 - a }
    if !plot.y.isReversed { b = 1 - b }
    return (Int((a * Double(grid.width - 1)).rounded()), Int((b * Double(grid.height - 1)).rounded()))
  }

  private func draw(_ mark: Mark, _ grid: inout BrailleGrid) {
    switch mark {
    case .line(let line): connect(zip(line.x, line.y).map { place($0, $1, grid) }, &grid)
    case .scatter(let scatter):
      for (x, y) in zip(scatter.x, scatter.y) {
        if let place = place(x, y, grid) { grid.dot(place.x, place.y) }
      }
    case .bars(let bars):
      for (index, value) in bars.values.enumerated() {
        column(from: Double(index) - 0.3, to: Double(index) + 0.3, value, &grid)
      }
    case .histogram(let histogram):
      let (edges, counts) = histogram.counts()
      for (index, count) in counts.enumerated() where count > 0 {
        column(from: edges[index], to: edges[index + 1], Double(count), &grid)
      }
    case .polygons(let polygons):
      for cell in polygons.cells {
        guard let first = cell.first else { continue }
        connect((cell + [first]).map { place($0.x, $0.y, grid) }, &grid)
      }
    case .rule(let rule):
      // Every third dot, so that a reference is not taken for data.
      switch rule.position {
      case .x(let value):
        guard let x = place(value, scales.y.low, grid)?.x else { return }
        for y in stride(from: 0, to: grid.height, by: 3) { grid.dot(x, y) }
      case .y(let value):
        guard let y = place(scales.x.low, value, grid)?.y else { return }
        for x in stride(from: 0, to: grid.width, by: 3) { grid.dot(x, y) }
      }
    case .note(let note):
      if let place = place(note.x, note.y, grid) { grid.dot(place.x, place.y) }
    case .heatMap: return
    }
  }

  private func connect(_ points: [(x: Int, y: Int)?], _ grid: inout BrailleGrid) {
    var last: (x: Int, y: Int)?
    for point in points {
      if let point { grid.line(from: last ?? point, to: point) }
      last = point
    }
  }

  private func column(from low: Double, to high: Double, _ value: Double, _ grid: inout BrailleGrid) {
    let base = scales.y.isLog ? scales.y.low : min(max(0, scales.y.low), scales.y.high)
    guard let start = place(low, base, grid), let end = place(high, value, grid) else { return }
    let first = max(0, min(start.x, end.x))
    let last = min(max(start.x, end.x), grid.width - 1)
    for x in stride(from: first, through: last, by: 1) { grid.line(from: (x, start.y), to: (x, end.y)) }
  }

  // MARK: Blocks

  private var heatMap: HeatMap? {
    plot.marks.lazy.compactMap { if case .heatMap(let map) = $0, map.cellCount > 0 { map } else { nil } }.first
  }

  private var onlyBars: [Bars]? {
    let bars = plot.marks.compactMap { if case .bars(let bars) = $0 { bars } else { nil } }
    let others = plot.marks.contains { mark in
      switch mark {
      case .bars, .rule, .note: false
      default: true
      }
    }
    return others || bars.isEmpty ? nil : bars
  }

  /// A character as dark as the fraction is large.
  static func shade(_ fraction: Double) -> Character {
    let shades: [Character] = [" ", "░", "▒", "▓", "█"]
    return shades[min(4, max(0, Int(fraction * 5)))]
  }

  private func shaded(_ map: HeatMap) -> [String] {
    guard let colors = ColorScale(.heatMap(map)) else { return [] }
    let rows = min(map.rows, 16)
    let columns = min(map.columns, 64)
    let repeats = columns <= 32 ? 2 : 1
    var lines = (0..<rows).map { row in
      let line = (0..<columns).map { column -> String in
        let mean = map.mean(
          rows: row * map.rows / rows..<(row + 1) * map.rows / rows,
          columns: column * map.columns / columns..<(column + 1) * map.columns / columns)
        return String(repeating: colors.fraction(mean).map(Self.shade) ?? "·", count: repeats)
      }
      return "│" + (plot.x.isReversed ? line.reversed() : line).joined() + "│"
    }
    if !plot.y.isReversed { lines.reverse() }
    let label = colors.label.isEmpty ? "" : colors.label + ": "
    lines.append(
      "\(label)blank \(NumberText.reading(colors.scale.low)) … █ \(NumberText.reading(colors.scale.high)), "
        + "\(map.rows) × \(map.columns) cells")
    for (name, axis, scale) in [("x", plot.x, scales.x), ("y", plot.y, scales.y)] where !axis.label.isEmpty {
      lines.append("\(name): \(axis.label), \(NumberText.reading(scale.low)) … \(NumberText.reading(scale.high))")
    }
    return lines
  }

  private func horizontal(_ groups: [Bars]) -> [String] {
    let names = groups[0].labels
    let count = groups.map(\.values.count).max() ?? 0
    let shown = min(count, max(1, 16 / groups.count))
    let labels = (0..<shown).map { String((($0 < names.count) ? names[$0] : "\($0)").prefix(16)) }
    let width = labels.map(\.count).max() ?? 0
    let largest = groups.flatMap(\.values).reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    var lines: [String] = plot.y.label.isEmpty ? [] : [plot.y.label]
    for index in 0..<shown {
      for (number, group) in groups.enumerated() where index < group.values.count {
        let value = group.values[index]
        let length = value.isFinite && largest > 0 ? Int((abs(value) / largest * 36).rounded()) : 0
        let error = group.error(index) > 0 ? " ± \(NumberText.reading(group.error(index)))" : ""
        let sign = groups.count > 1 ? " \(group.name ?? String(number + 1))" : ""
        lines.append(
          Self.padded(number == 0 ? labels[index] : "", width) + " ┤" + String(repeating: "█", count: length) + " "
            + NumberText.reading(value) + error + sign)
      }
    }
    if shown < count { lines.append("and \(count - shown) more") }
    return lines
  }

  /// The text with blanks up to a width.
  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  // MARK: Remarks

  /// One line for each named mark, reference and note, and one for the gaps.
  private var remarks: [String] {
    var lines: [String] = []
    for mark in plot.marks {
      switch mark {
      case .line(let line): lines += remark(line.name, line.x, line.y, unit: "points")
      case .scatter(let scatter): lines += remark(scatter.name, scatter.x, scatter.y, unit: "points")
      case .histogram(let histogram):
        lines.append("\(histogram.name.map { $0 + ": " } ?? "")\(plot.tally(mark).shown) values")
      case .polygons(let polygons): lines.append("\(polygons.cells.count) cells")
      case .rule(let rule) where !rule.label.isEmpty:
        let place =
          switch rule.position {
          case .x(let value): "x = \(NumberText.reading(value))"
          case .y(let value): "y = \(NumberText.reading(value))"
          }
        lines.append("\(rule.label): \(place)")
      case .note(let note):
        lines.append("\(note.text): (\(NumberText.reading(note.x)), \(NumberText.reading(note.y)))")
      case .rule, .bars, .heatMap: continue
      }
    }
    if lines.count > 12 { lines = lines.prefix(12) + ["and \(lines.count - 12) more"] }
    let gaps = plot.tally.gaps
    if gaps > 0 {
      let reason =
        plot.x.scale == .log || plot.y.scale == .log ? "not finite, or not positive on a log axis" : "not finite"
      lines.append("\(gaps) \(gaps == 1 ? "value" : "values") left out: \(reason)")
    }
    return lines
  }

  private func remark(_ name: String?, _ x: [Double], _ y: [Double], unit: String) -> [String] {
    guard let name else { return [] }
    let shown = zip(x, y).filter { pair in
      PlotScale.canShow(pair.0, isLog: scales.x.isLog) && PlotScale.canShow(pair.1, isLog: scales.y.isLog)
    }.map(\.1)
    guard let low = shown.min(), let high = shown.max(), let last = shown.last else { return ["\(name): no data"] }
    let range = "\(NumberText.reading(low)) … \(NumberText.reading(high))"
    return ["\(name): \(shown.count) \(unit), \(range), last \(NumberText.reading(last))"]
  }

  private static func kind(_ mark: Mark) -> String? {
    switch mark {
    case .line(let line): line.name.map { "line \($0)" } ?? "line"
    case .scatter(let scatter): scatter.name.map { "points \($0)" } ?? "points"
    case .bars(let bars): bars.name.map { "bars \($0)" } ?? "bars"
    case .histogram: "histogram"
    case .heatMap(let map): "heat map of \(map.rows) by \(map.columns) cells"
    case .polygons(let polygons): "\(polygons.cells.count) cells"
    case .rule, .note: nil
    }
  }
}
