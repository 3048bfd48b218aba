public import CommandLanguage
public import Figures
public import Geometry

extension Metric: Choice {
  public static var typeName: String { "Metric" }
}

extension DimensionPerClass.Class: Tabulated {
  static var columns: [Table.Column] {
    [.init("class", .right), .init("samples", .right), .init("dimension", .right), .init("standard error", .right)]
  }

  var cells: [String] {
    [
      "\(label)", NumberText.grouped(rows), estimate.map { NumberText.reading($0.value) } ?? "none",
      estimate.map { NumberText.reading($0.standardError) } ?? "",
    ]
  }
}

extension DimensionPerClass.Class: ForeignValue {
  public static var typeName: String { "ClassDimension" }
  public var displayText: String { "class \(label): " + (estimate?.previewText ?? refusal ?? "no dimension") }
}

extension DimensionPerClass: ForeignValue {
  public static var typeName: String { "DimensionPerClass" }

  public var displayText: String {
    previewText + "\n" + table.text + "\n" + Paragraph.text("  " + convention, indent: 4)
  }

  public var previewText: String {
    let test =
      heterogeneity.map { "; equal in all: p \($0.pValue < 1e-15 ? "< 10⁻¹⁵" : "= \(NumberText.reading($0.pValue))")" }
      ?? ""
    return "Dimensions of \(classes.count) classes: \(NumberText.reading(minimum)) to \(NumberText.reading(maximum)), "
      + "median \(NumberText.reading(median))\(test)"
  }

  private var table: Table { Table(columns: Class.columns, rows: classes.map(\.cells)) }
}

extension DimensionPerClass: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }

  /// A bar a class.
  var chart: Chart {
    let known = classes.filter { $0.estimate != nil }
    let errors = known.compactMap { $0.estimate?.standardError }
    return Chart(
      previewText, x: Axis("class"), y: Axis("intrinsic dimension"), legend: .none,
      marks: [
        .bars(
          Bars(
            known.map { "\($0.label)" }, known.map(\.value), errors: errors.allSatisfy(\.isFinite) ? errors : nil))
      ])
  }
}

extension DimensionPerCluster: ForeignValue {
  public static var typeName: String { "DimensionPerCluster" }
  public var displayText: String { dimensions.displayText.replacing("classes:", with: "clusters:", maxReplacements: 1) }
}

extension PairedDifference: ForeignValue {
  public static var typeName: String { "DimensionDifference" }

  public var displayText: String {
    ([previewText, "  \(first.previewText) less \(second.previewText)"]
      + notes.map { Paragraph.text("  \($0)", indent: 4) }).joined(separator: "\n")
  }

  public var previewText: String {
    "\(EstimateText.text(value, error: standardError)) (unpaired ± \(NumberText.reading(unpairedStandardError)))"
  }
}
