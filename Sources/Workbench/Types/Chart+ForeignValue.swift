public import CommandLanguage
public import Figures

extension Chart: ForeignValue {
  public static var typeName: String { "Chart" }

  public var displayText: String { text }

  public var previewText: String { title.isEmpty ? "Chart" : "Chart \"\(title)\"" }
}

extension Mark: ForeignValue {
  public static var typeName: String { "Mark" }

  public var displayText: String {
    switch self {
    case .line(let line): "Mark line, \(line.x.count) points"
    case .scatter(let scatter): "Mark points, \(scatter.x.count) points"
    case .bars(let bars): "Mark bars, \(bars.values.count) bars"
    case .histogram(let histogram): "Mark histogram, \(histogram.values.count) values"
    case .heatMap(let map): "Mark heat map, \(map.rows) × \(map.columns)"
    case .polygons(let polygons): "Mark polygons, \(polygons.cells.count) cells"
    case .rule: "Mark rule"
    case .note(let note): "Mark note \"\(note.text)\""
    }
  }
}

extension Axis.Scale: ForeignValue {
  public static var typeName: String { "AxisScale" }
  public var displayText: String { self == .log ? ".log" : ".linear" }
}

extension Theme: Choice {
  public static var typeName: String { "Theme" }
}

extension ColorMap: Choice {
  public static var typeName: String { "ColorMap" }
}
