public import CommandLanguage
public import Figures
public import Geometry

extension DimensionCurve.Scale: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("radius", .right), .init("points", .right), .init("dimension", .right), .init("standard error", .right),
    ]
  }

  var cells: [String] {
    [
      NumberText.reading(radius), NumberText.grouped(points), NumberText.reading(value),
      standardError.isNaN ? "" : NumberText.reading(standardError),
    ]
  }
}

extension DimensionCurve.Scale: ForeignValue {
  public static var typeName: String { "DimensionScale" }

  public var displayText: String {
    "\(EstimateText.text(value, error: standardError)) at distance \(NumberText.reading(radius))"
  }
}

extension DimensionCurve: ForeignValue {
  public static var typeName: String { "DimensionCurve" }

  public var displayText: String {
    ([previewText, table.text] + ([convention] + notes).map { Paragraph.text("  \($0)", indent: 4) })
      .joined(separator: "\n")
  }

  public var previewText: String {
    guard let first = scales.first, let last = scales.last else { return "Dimension at no scale" }
    return "Dimension \(NumberText.reading(first.value)) at distance \(NumberText.reading(first.radius)) to "
      + "\(NumberText.reading(last.value)) at \(NumberText.reading(last.radius))"
  }

  private var table: Table { Table(columns: Scale.columns, rows: scales.map(\.cells)) }
}

extension DimensionCurve: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }

  /// The dimension by distance, with two standard errors on either side where they are known.
  var chart: Chart {
    let known = scales.allSatisfy { $0.standardError.isFinite }
    let band = Line.Band(
      lower: scales.map { $0.value - 2 * $0.standardError }, upper: scales.map { $0.value + 2 * $0.standardError })
    return Chart(
      previewText, x: Axis("distance", scale: .log), y: Axis("intrinsic dimension"), legend: .none,
      marks: [.line(Line(x: radii, y: values, band: known ? band : nil, showsPoints: true))])
  }
}

extension CorrelationCurve: ForeignValue {
  public static var typeName: String { "CorrelationCurve" }
  public var displayText: String { slopes.displayText }
  public var previewText: String { "Correlation sums at \(radii.count) radii: " + slopes.previewText.lowercased() }
}

extension CorrelationCurve: RichlyDisplayed {
  public var displayBundle: DisplayBundle { slopes.displayBundle }
}

extension DimensionMixture.Component: Tabulated {
  static var columns: [Table.Column] {
    [.init("dimension", .right), .init("standard error", .right), .init("share", .right), .init("points", .right)]
  }

  var cells: [String] {
    [
      NumberText.reading(value), NumberText.reading(standardError), NumberText.fixed(100 * share, decimals: 1) + " %",
      NumberText.grouped(count),
    ]
  }
}

extension DimensionMixture.Component: ForeignValue {
  public static var typeName: String { "MixtureComponent" }

  public var displayText: String {
    "\(EstimateText.text(value, error: standardError)), \(NumberText.fixed(100 * share, decimals: 1)) % of the points"
  }
}

extension DimensionMixture: ForeignValue {
  public static var typeName: String { "DimensionMixture" }

  public var displayText: String {
    ([previewText, Table(columns: Component.columns, rows: components.map(\.cells)).text]
      + ([convention] + notes).map { Paragraph.text("  \($0)", indent: 4) }).joined(separator: "\n")
  }

  public var previewText: String {
    "\(components.count) dimension\(components.count == 1 ? "" : "s") in one set: "
      + components.map { NumberText.reading($0.value) }.joined(separator: ", ")
  }
}
