/// A name in the legend with the sign of its mark.
struct LegendEntry: Sendable, Hashable {
  /// What stands before the name.
  enum Sign: Sendable, Hashable {
    case line(Line.Stroke, hasDots: Bool)
    case dot
    case square
  }

  let name: String
  let sign: Sign
  let color: Color

  /// The room that the sign takes before the name.
  static let signWidth = 28.0

  /// The width of a column of entries.
  static func width(_ entries: [LegendEntry], heading: String, limit: Double) -> Double {
    let names = entries.map { PlotLayout.room($0.name, PlotLayout.legendSize) + signWidth }
    return min(max(names.max() ?? 0, PlotLayout.room(heading, PlotLayout.legendSize)), limit)
  }

  /// The entries broken into rows of at most a width.
  static func rows(_ entries: [LegendEntry], width: Double) -> [[LegendEntry]] {
    var rows: [[LegendEntry]] = []
    var filled = Double.infinity
    for entry in entries {
      let step = entry.rowWidth
      if filled + step > width, filled > 0 {
        rows.append([])
        filled = 0
      }
      rows[rows.count - 1].append(entry)
      filled += step
    }
    return rows
  }

  /// The width of the entry in a row, with the space to the next.
  var rowWidth: Double {
    Self.signWidth + PlotLayout.room(name, PlotLayout.legendSize) + 14
  }
}

extension Plot {
  /// The heading of the legend; empty for none.
  var legendHeading: String {
    if case .titled(let heading) = legend { heading } else { "" }
  }

  /// The names to show: none when there is only one and nobody asked for it.
  var legendEntries: [LegendEntry] {
    let entries = namedMarks
    switch legend {
    case .none: return []
    case .automatic: return entries.count > 1 ? entries : []
    case .titled: return entries
    }
  }

  private var namedMarks: [LegendEntry] {
    zip(marks, seriesColors).compactMap { mark, color in
      switch mark {
      case .line(let line):
        line.name.map { LegendEntry(name: $0, sign: .line(line.stroke, hasDots: line.marksPoints), color: color) }
      case .scatter(let scatter): scatter.name.map { LegendEntry(name: $0, sign: .dot, color: color) }
      case .bars(let bars): bars.name.map { LegendEntry(name: $0, sign: .square, color: color) }
      case .histogram(let histogram): histogram.name.map { LegendEntry(name: $0, sign: .square, color: color) }
      case .heatMap, .polygons, .rule, .note: nil
      }
    }
  }

  /// The colour of each mark: its own, or the next of the palette.
  var seriesColors: [Color] {
    var next = 0
    return marks.map { mark in
      let own: Color?
      switch mark {
      case .line(let line): own = line.color
      case .scatter(let scatter): own = scatter.color
      case .bars(let bars): own = bars.color
      case .histogram(let histogram): own = histogram.color
      case .rule(let rule): return rule.color ?? Palette.line
      case .heatMap, .polygons, .note: return Palette.ink
      }
      defer { if own == nil { next += 1 } }
      return own ?? Palette.series(next)
    }
  }
}

extension Line {
  /// Whether each point is marked.
  var marksPoints: Bool { showsPoints ?? (min(x.count, y.count) <= 24) }
}
