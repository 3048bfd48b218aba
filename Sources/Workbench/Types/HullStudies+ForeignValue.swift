public import CommandLanguage
public import Figures
public import Geometry

extension ExtremePoints: ForeignValue {
  public static var typeName: String { "ExtremePoints" }

  public var displayText: String {
    let twins = duplicateCount > 0 ? "; \(NumberText.grouped(duplicateCount)) rows repeat another" : ""
    return "\(NumberText.grouped(count)) of \(NumberText.grouped(rowCount)) points are vertices of their hull\(twins)"
  }
}

extension HullSweep: ForeignValue {
  public static var typeName: String { "HullSweep" }

  public var displayText: String { previewText + "\n" + table.text }

  public var previewText: String {
    let half = dimensions.first { fractions[$0 - 1] < 0.5 }
    return "\(NumberText.grouped(firstOutside.count)) queries in 1 to \(axes.count) principal components: "
      + (half.map { "fewer than half inside from \($0) on" } ?? "more than half inside in all")
  }

  /// Every number of components up to 10, then fewer.
  private var table: Table {
    let shown = dimensions.filter { $0 <= 10 || $0 % 5 == 0 || $0 == axes.count }
    return Table(
      columns: [
        .init("components", .right), .init("inside", .right), .init("standard error", .right),
        .init("Gaussian points", .right),
      ],
      rows: shown.map { d in
        [
          "\(d)", NumberText.fixed(100 * fractions[d - 1], decimals: 2) + " %",
          NumberText.fixed(100 * standardErrors[d - 1], decimals: 2) + " %",
          NumberText.fixed(100 * gaussian[d - 1], decimals: 2) + " %",
        ]
      })
  }
}

extension HullSweep: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }

  /// The share inside beside that of Gaussian points.
  var chart: Chart {
    let x = dimensions.map(Double.init)
    let band = Line.Band(
      lower: zip(fractions, standardErrors).map { max($0 - 2 * $1, 0) },
      upper: zip(fractions, standardErrors).map { min($0 + 2 * $1, 1) })
    return Chart(
      previewText, x: Axis("principal components"), y: Axis("inside the hull", format: .percent),
      marks: [
        .line(Line(x: x, y: fractions, band: band, name: "queries", showsPoints: true)),
        .line(Line(x: x, y: gaussian, name: "Gaussian points", stroke: .dashed, showsPoints: false)),
      ])
  }
}

extension Proximity: ForeignValue {
  public static var typeName: String { "Proximity" }

  public var displayText: String {
    let sorted = nearest.sorted()
    guard let least = sorted.first, let most = sorted.last else { return "no queries" }
    return "Nearest of \(NumberText.grouped(points)) points to \(NumberText.grouped(sorted.count)) queries: distance "
      + "\(NumberText.reading(least)) to \(NumberText.reading(most)), median "
      + NumberText.reading(sorted[sorted.count / 2])
  }
}
