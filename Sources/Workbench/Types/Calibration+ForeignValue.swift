public import CommandLanguage
public import Figures
public import Networks

extension Calibration: ForeignValue {
  public static var typeName: String { "Calibration" }

  /// The headline and a row a bin.
  public var displayText: String { previewText + "\n" + table.text }

  public var previewText: String {
    "Calibration: expected error \(NumberText.reading(100 * expectedError)) %, largest "
      + "\(NumberText.reading(100 * largestError)) % over \(bins.count) bin\(bins.count == 1 ? "" : "s")"
  }

  private var table: Table { Table(columns: Bin.columns, rows: bins.filter { $0.count > 0 }.map(\.cells)) }
}

extension Calibration: RichlyDisplayed {
  /// The reliability figure over its table.
  public var displayBundle: DisplayBundle {
    let filled = bins.filter { $0.count > 0 }
    let chart = Chart(
      previewText, x: Axis("confidence", domain: 0...1), y: Axis("accuracy", domain: 0...1),
      marks: [
        .line(Line(x: [0, 1], y: [0, 1], name: "calibrated", stroke: .dashed, showsPoints: false)),
        .line(Line(x: filled.map(\.confidence), y: filled.map(\.accuracy), name: "found", showsPoints: true)),
      ])
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }
}

extension Calibration.Bin: ForeignValue {
  public static var typeName: String { "CalibrationBin" }
  public var displayText: String {
    "confidence \(NumberText.reading(lower)) to \(NumberText.reading(upper)): \(NumberText.grouped(count)) samples"
      + (count > 0 ? ", accuracy \(NumberText.reading(accuracy))" : "")
  }
}

extension Calibration.Bin: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("from", .right), .init("to", .right), .init("samples", .right), .init("confidence", .right),
      .init("accuracy", .right),
    ]
  }

  var cells: [String] {
    func text(_ value: Double) -> String { value.isNaN ? "-" : NumberText.fixed(value, decimals: 3) }
    return [
      NumberText.reading(lower), NumberText.reading(upper), NumberText.grouped(count), text(confidence), text(accuracy),
    ]
  }
}
