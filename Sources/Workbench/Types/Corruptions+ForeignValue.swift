public import CommandLanguage
public import Datasets
public import Experiments
public import Figures
public import Geometry

extension Corruption: ForeignValue {
  public static var typeName: String { "Corruption" }
  public var displayText: String { ".\(self)" }
}

extension CorruptionReport.Row: Tabulated {
  static var columns: [Table.Column] {
    [.init("corruption")] + Corruption.severities.map { .init("severity \($0)", .right) }
      + [.init("mean error", .right)]
  }

  var cells: [String] {
    let shares = zip(accuracies, standardErrors).map { EstimateText.text(100 * $0, error: 100 * $1) }
    let padding = [String](repeating: "", count: max(Corruption.severities.count - shares.count, 0))
    return ["\(kind)"] + shares + padding + [NumberText.reading(100 * meanError)]
  }
}

extension CorruptionReport.Row: ForeignValue {
  public static var typeName: String { "CorruptionRow" }
  public var displayText: String {
    "\(kind): accuracy " + accuracies.map { NumberText.reading(100 * $0) }.joined(separator: ", ") + " %"
  }
}

extension CorruptionReport: ForeignValue {
  public static var typeName: String { "CorruptionReport" }

  public var displayText: String {
    ([previewText] + rows.map { "  " + $0.displayText } + [Paragraph.text("  " + convention, indent: 2)]
      + notes.map { Paragraph.text("  " + $0, indent: 2) }).joined(separator: "\n")
  }

  public var previewText: String {
    "Mean corruption error \(EstimateText.text(100 * meanError, error: 100 * meanErrorStandardError)) % over "
      + "\(rows.count) kinds, clean error \(NumberText.reading(100 * cleanError)) %"
  }
}

extension CorruptionReport: RichlyDisplayed {
  /// The table of kinds over the accuracy at each severity.
  public var displayBundle: DisplayBundle {
    // More kinds than colours: the second round of colours is dashed, the third dotted.
    let strokes: [Line.Stroke] = [.solid, .dashed, .dotted]
    let lines = rows.filter { $0.accuracies.count > 1 }.enumerated().map { index, row in
      Mark.line(
        Line(
          x: row.accuracies.indices.map { Double($0 + 1) }, y: row.accuracies.map { 100 * $0 }, name: "\(row.kind)",
          stroke: strokes[index / 7 % strokes.count]))
    }
    let table = Table(previewText, columns: Row.columns, rows: rows.map(\.cells))
    guard !lines.isEmpty else { return table.bundle().with(text: displayText) }
    let figure = Chart("", x: Axis("severity"), y: Axis("accuracy (%)"), marks: lines)
    return table.bundle(over: figure).with(text: displayText)
  }
}

extension AccuracyScale: Choice {
  public static var typeName: String { "AccuracyScale" }
}

extension RobustnessLine: ForeignValue {
  public static var typeName: String { "RobustnessLine" }

  public var displayText: String { previewText + "\n" + Paragraph.text("  " + convention, indent: 2) }

  public var previewText: String {
    "slope \(EstimateText.text(slope, error: slopeError)), intercept "
      + "\(EstimateText.text(intercept, error: interceptError)), R² \(NumberText.reading(rSquared))"
  }

  /// Accuracies over the line, with the interval of another network's.
  func chart(clean: [Double], shifted: [Double]) throws -> Chart {
    let least = max(min(clean.min() ?? 0.5, 0.98) - 0.05, 0.01), most = min((clean.max() ?? 0.9) + 0.03, 0.999)
    let places = (0...60).map { least + (most - least) * Double($0) / 60 }
    let predictions = try places.map { try predicted(clean: $0) }
    let band = Line.Band(
      lower: predictions.map(\.networkInterval.lowerBound), upper: predictions.map(\.networkInterval.upperBound))
    return Chart(
      previewText, x: Axis("clean accuracy"), y: Axis("shifted accuracy"),
      marks: [
        .line(Line(x: places, y: predictions.map(\.accuracy), band: band, name: "fit", showsPoints: false)),
        .scatter(Scatter(x: clean, y: shifted, name: "networks")),
      ])
  }
}

extension EffectiveRobustness: ForeignValue {
  public static var typeName: String { "EffectiveRobustness" }

  public var displayText: String {
    "\(NumberText.reading(100 * value)) points above the line (a network on it would be between "
      + "\(NumberText.reading(100 * interval.lowerBound)) and \(NumberText.reading(100 * interval.upperBound)))"
  }
}
