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
    let widths = [inputWidth] + summary.map { $0.shape[0] }
    return
      "Network \(widths.map(String.init).joined(separator: "-")): \(NumberText.grouped(parameterCount)) parameters, "
      + "sparsity \(NumberText.reading(100 * sparsity)) %"
  }

  /// One row a layer: shape, parameters, weights kept, sparsity.
  var layerTable: Table {
    var table = Table(
      columns: [
        .init("layer"), .init("kind"), .init("weight"), .init("parameters", .right), .init("weights kept", .right),
        .init("sparsity", .right),
      ], rows: [])
    for layer in summary {
      table.append([
        layer.name, layer.kind, layer.shape.extents.map(String.init).joined(separator: " × "),
        NumberText.grouped(layer.parameterCount), NumberText.grouped(layer.remaining),
        "\(NumberText.reading(100 * layer.sparsity)) %",
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

extension Initializer: Choice {
  public static var typeName: String { "Initializer" }
}
