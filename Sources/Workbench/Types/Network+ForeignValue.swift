public import CommandLanguage
public import Figures
public import Networks
import Tensors

extension Network: ForeignValue {
  public static var typeName: String { "Network" }

  /// The headline and the layer table.
  public var displayText: String { previewText + "\n" + layerTable.text }

  /// `Network 784-300-100-10: 266,610 parameters, sparsity 90 %`
  public var previewText: String {
    "Network \(headline): \(NumberText.grouped(parameterCount)) parameters, sparsity "
      + "\(NumberText.reading(100 * sparsity)) %"
  }

  /// The widths where all layers are dense, else the images that go in and the numbers that come out.
  private var headline: String {
    let layers = summary
    guard layers.allSatisfy({ $0.kind == "dense" }) else {
      return "\(input) → \(outputWidth), \(layers.filter { $0.prunableCount > 0 }.count) layers with weights"
    }
    return ([inputWidth] + layers.map { $0.shape[0] }).map(String.init).joined(separator: "-")
  }

  /// One row a layer and one for the whole: shape of the weight and of what the layer gives, parameters, weights kept,
  /// sparsity.
  var layerTable: Table {
    let layers = summary
    var table = Table(columns: LayerSummary.columns, rows: layers.map(\.cells))
    if layers.count > 1 {
      table.append([
        "total", "", "", "", NumberText.grouped(parameterCount),
        NumberText.grouped(layers.reduce(0) { $0 + $1.remaining }), "\(NumberText.reading(100 * sparsity)) %",
      ])
    }
    return table
  }
}

extension Network: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var table = layerTable
    table.title = previewText
    return table.bundle()
  }
}

extension LayerSummary: ForeignValue {
  public static var typeName: String { "LayerSummary" }
  public var displayText: String {
    "\(name): \(kind) \(shape), \(NumberText.grouped(remaining)) of \(NumberText.grouped(prunableCount)) weights"
  }
}

extension LayerSummary: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("layer"), .init("kind"), .init("weight"), .init("output"), .init("parameters", .right),
      .init("weights kept", .right), .init("sparsity", .right),
    ]
  }

  var cells: [String] {
    [
      name, kind, shape.extents.map(String.init).joined(separator: " × "),
      output.height == 1 && output.width == 1 ? "\(output.channels)" : "\(output)",
      NumberText.grouped(parameterCount), NumberText.grouped(remaining), "\(NumberText.reading(100 * sparsity)) %",
    ]
  }
}

extension ReLUActivity: ForeignValue {
  public static var typeName: String { "ReLUActivity" }
  public var displayText: String {
    "\(name): \(NumberText.fixed(100 * zeroShare, decimals: 1)) % zero, \(NumberText.grouped(dead)) of "
      + "\(NumberText.grouped(zeros.count)) outputs dead"
  }
}

extension ReLUActivity: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("ReLU"), .init("outputs", .right), .init("dead", .right), .init("zero %", .right), .init("dead %", .right),
      .init("dynamic %", .right),
    ]
  }

  var cells: [String] {
    func percent(_ share: Double) -> String { NumberText.fixed(100 * share, decimals: 1) }
    return [
      name, NumberText.grouped(zeros.count), NumberText.grouped(dead), percent(zeroShare), percent(deadShare),
      percent(dynamicShare),
    ]
  }
}

extension Layer: ForeignValue {
  public static var typeName: String { "Layer" }
  public var displayText: String { description }
}

extension Initializer: Choice {
  public static var typeName: String { "Initializer" }
}

extension Network: NamedElements {
  /// The names of the parameters.
  public func elementNames(atMost count: Int) -> [String] { parameters.prefix(count).map(\.name) }
}
