public import CommandLanguage
public import Experiments
public import Figures
import Networks
import Pruning

extension Trace: ForeignValue {
  public static var typeName: String { "Trace" }

  public var displayText: String {
    ([previewText] + rows.map { "  " + line($0) }).joined(separator: "\n")
  }

  public var previewText: String {
    "\(names.joined(separator: ", ")) at \(rows.count) \(axis.rawValue)\(rows.count == 1 ? "" : "s")"
  }

  private func line(_ row: Row) -> String {
    let numbers = zip(names, row.values).map { "\($0) \(NumberText.reading($1))" }
    return "\(axis.rawValue) \(NumberText.grouped(row.position)), \(NumberText.reading(100 * row.sparsity)) % pruned: "
      + numbers.joined(separator: ", ")
  }
}

extension Trace: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var table = Table(
      columns: [.init(axis.rawValue, .right), .init("sparsity", .right)] + names.map { .init($0, .right) },
      rows: rows.map { row in
        [NumberText.grouped(row.position), NumberText.reading(row.sparsity)] + row.values.map { NumberText.reading($0) }
      })
    table.title = previewText
    return table.bundle(over: chart).with(text: displayText)
  }

  /// A chart a measure over steps; over the density that is left where the rows are rounds.
  var chart: Chart {
    let charts = names.indices.map { column in
      let values = rows.map { $0.values[column] }
      let positions = rows.map { Double($0.position) }
      return Chart(
        names[column], x: Figures.Axis(axis.rawValue), y: Figures.Axis(names[column]),
        marks: [.line(Line(x: positions, y: values, showsPoints: true))])
    }
    return charts.count == 1 ? charts[0] : .grid(of: charts)
  }
}
