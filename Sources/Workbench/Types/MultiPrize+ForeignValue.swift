public import CommandLanguage
public import Figures
import Networks
public import Pruning

extension MultiPrizeSettings.Rule: Choice {
  public static var typeName: String { "MultiPrizeRule" }
}

extension MultiPrizeSettings.Weights: Choice {
  public static var typeName: String { "MultiPrizeWeights" }
}

extension MultiPrizeTicket.Record: ForeignValue {
  public static var typeName: String { "MultiPrizeRecord" }
  public var displayText: String {
    "epoch \(epoch): train \(train.displayText)" + (validation.map { "; validation \($0.displayText)" } ?? "")
  }
}

extension MultiPrizeTicket.Record: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("epoch", .right), .init("train loss", .right), .init("accuracy %", .right),
      .init("validation loss", .right), .init("accuracy %", .right), .init("exchanged %", .right),
    ]
  }

  var cells: [String] {
    func texts(_ evaluation: Evaluation?) -> [String] {
      evaluation.map { [NumberText.fixed($0.loss, decimals: 4), NumberText.fixed(100 * $0.accuracy, decimals: 2)] }
        ?? ["-", "-"]
    }
    return ["\(epoch)"] + texts(train) + texts(validation) + [NumberText.fixed(100 * exchanged, decimals: 3)]
  }
}

extension MultiPrizeTicket: ForeignValue {
  public static var typeName: String { "MultiPrizeTicket" }

  /// The headline and a line an epoch.
  public var displayText: String {
    previewText + "\n" + Table(columns: Record.columns, rows: history.map(\.cells)).text
  }

  public var previewText: String {
    let best = test ?? validation ?? train
    return
      "MultiPrizeTicket: .\(settings.rule.rawValue) keeps \(NumberText.reading(100 * (1 - network.sparsity))) % of "
      + "\(NumberText.grouped(network.prunableCount)) random weights, "
      + "\(test != nil ? "test" : validation != nil ? "validation" : "train") \(best.displayText)"
  }
}

extension MultiPrizeTicket: RichlyDisplayed {
  /// Accuracy, and how much of the subnetwork changed, against the epoch.
  public var displayBundle: DisplayBundle {
    let epochs = history.map { Double($0.epoch) }
    var accuracies: [Mark] = [.line(Line(x: epochs, y: history.map(\.train.accuracy), name: "train"))]
    let watched = history.compactMap { record in record.validation.map { (Double(record.epoch), $0.accuracy) } }
    if !watched.isEmpty {
      accuracies.append(.line(Line(x: watched.map(\.0), y: watched.map(\.1), name: "validation")))
    }
    return Chart.grid(
      "A subnetwork of random weights",
      of: [
        Chart(x: Axis("epoch"), y: Axis("accuracy", format: .percent), marks: accuracies),
        Chart(
          x: Axis("epoch"), y: Axis("weights exchanged", format: .percent), legend: .none,
          marks: [.line(Line(x: epochs, y: history.map(\.exchanged)))]),
      ], columns: 2
    ).bundle().with(text: displayText)
  }
}
