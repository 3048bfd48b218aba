public import CommandLanguage
public import Experiments
public import Figures
public import Networks
import Geometry
import Tensors

extension LayerOutput: ForeignValue {
  public static var typeName: String { "LayerOutput" }
  public var displayText: String { "\(name) \(values.shape)" }
}

extension DimensionProfile: ForeignValue {
  public static var typeName: String { "DimensionProfile" }

  public var displayText: String {
    ([previewText] + layers.map { "  " + $0.displayText } + [Paragraph.text("  " + method, indent: 4)])
      .joined(separator: "\n")
  }

  public var previewText: String { "Dimension of \(NumberText.grouped(samples)) samples in \(layers.count) layers" }
}

extension DimensionProfile: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var table = Table(columns: Layer.columns, rows: layers.map(\.cells))
    table.title = previewText
    return table.bundle(over: chart).with(text: displayText)
  }

  /// The dimension from layer to layer with two standard errors on either side.
  var chart: Chart {
    let known = layers.indices.filter { layers[$0].estimate != nil }
    let values = known.compactMap { layers[$0].estimate?.value }
    let errors = known.compactMap { layers[$0].estimate?.standardError }
    let band =
      errors.allSatisfy(\.isFinite)
      ? Line.Band(
        lower: zip(values, errors).map { $0 - 2 * $1 }, upper: zip(values, errors).map { $0 + 2 * $1 }) : nil
    return Chart(
      previewText, x: Axis("layer, 0 the input"), y: Axis("intrinsic dimension"),
      marks: [.line(Line(x: known.map(Double.init), y: values, band: band, showsPoints: true))])
  }
}

extension DimensionProfile.Layer: Tabulated {
  static var columns: [Table.Column] {
    [.init("layer"), .init("numbers", .right), .init("dimension", .right), .init("standard error", .right)]
  }

  var cells: [String] {
    [
      name, NumberText.grouped(width), estimate.map { NumberText.reading($0.value) } ?? "none",
      estimate.map { NumberText.reading($0.standardError) } ?? "",
    ]
  }
}

extension DimensionProfile.Layer: ForeignValue {
  public static var typeName: String { "DimensionProfileLayer" }

  public var displayText: String {
    "\(name), \(NumberText.grouped(width)) numbers: " + (estimate?.previewText ?? failure ?? "no dimension")
  }
}
