public import CommandLanguage
import Figures
public import Networks

extension ExecutionPolicy: ForeignValue {
  public static var typeName: String { "ExecutionPolicy" }
  public var displayText: String { description }
}

extension CheckpointRule: ForeignValue {
  public static var typeName: String { "CheckpointRule" }
  public var displayText: String { description }
}

extension CostModel.Estimate: ForeignValue {
  public static var typeName: String { "LayerExecution" }

  public var displayText: String {
    "\(parameter), \(NumberText.reading(100 * density)) % present: \(choice.rawValue), "
      + "sparse predicted \(NumberText.reading(dense / sparse)) times as fast as dense"
  }
}

extension CostModel.Estimate: Tabulated {
  static var columns: [Table.Column] {
    [.init("weight"), .init("present", .right), .init("sparse speedup, predicted", .right), .init("runs")]
  }

  var cells: [String] {
    [parameter, "\(NumberText.reading(100 * density)) %", NumberText.reading(dense / sparse), choice.rawValue]
  }
}

extension Tuning: ForeignValue {
  public static var typeName: String { "Tuning" }

  /// A row a layer: what was measured, and what the model had said.
  public var displayText: String {
    let table = Table(
      columns: [
        .init("weight"), .init("present", .right), .init("step, sparse beside dense", .right), .init("faster"),
        .init("predicted"),
      ],
      rows: layers.map {
        [
          $0.parameter, "\(NumberText.reading(100 * $0.density)) %", "\(NumberText.reading($0.speedup))×",
          $0.choice.rawValue, $0.predicted.rawValue,
        ]
      })
    return "training steps of \(batch) samples\n" + table.text
  }
}
