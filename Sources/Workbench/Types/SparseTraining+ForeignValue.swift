public import CommandLanguage
public import Experiments
public import Figures
import Networks
public import Pruning
import Tensors

extension SparseTraining.Method: Choice {
  public static var typeName: String { "SparseTrainingMethod" }
}

extension SingleShotPruning.Origin: Choice {
  public static var typeName: String { "SingleShotMask" }
}

extension EarlyPruningSettings.Kind: Choice {
  public static var typeName: String { "EarlyPruningKind" }
}

/// A row of a comparison of runs.
private enum RunRow {
  static let columns: [Table.Column] = [
    .init("way"), .init("weights", .right), .init("parameters", .right), .init("train %", .right),
    .init("validation %", .right), .init("test %", .right), .init("masks changed", .right),
  ]

  static func cells(_ name: String, _ run: TrainingRun) -> [String] {
    func percent(_ evaluation: Evaluation?) -> String {
      evaluation.map { NumberText.fixed(100 * $0.accuracy, decimals: 2) } ?? "-"
    }
    let net = run.network
    return [
      name, NumberText.grouped(net.remainingCount),
      NumberText.grouped(net.parameterCount - net.prunableCount + net.remainingCount), percent(run.train),
      percent(run.validation), percent(run.test), NumberText.grouped(run.interventions.count),
    ]
  }

  /// Validation accuracy of runs against the epoch; that on mini-batches where nothing was validated.
  static func chart(_ title: String, _ runs: [(name: String, run: TrainingRun)]) -> Chart {
    let lines = runs.map { name, run in
      Mark.line(
        Line(
          x: run.history.map(\.epoch), y: run.history.map { ($0.validation ?? $0.train).accuracy }, name: name))
    }
    return Chart(title, x: Axis("epoch"), y: Axis("validation accuracy", format: .percent), marks: lines)
  }
}

extension SparseTraining.Entry: ForeignValue {
  public static var typeName: String { "SparseTrainingEntry" }
  public var displayText: String { "\(method.rawValue): \(run.previewText)" }
}

extension SparseTraining.Entry: Tabulated {
  static var columns: [Table.Column] { RunRow.columns }
  var cells: [String] { RunRow.cells(method.rawValue, run) }
}

extension SparseTraining: ForeignValue {
  public static var typeName: String { "SparseTraining" }

  public var previewText: String {
    "SparseTraining: \(entries.count) way\(entries.count == 1 ? "" : "s"), sparsity "
      + "\(NumberText.reading(100 * settings.sparsity)) % by \(settings.scope), seed \(settings.training.seed)"
  }

  public var displayText: String { previewText + "\n" + table.text }

  private var table: Table { Table(columns: Entry.columns, rows: entries.map(\.cells)) }
}

extension SparseTraining: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }

  /// Accuracy on the way.
  var chart: Chart { RunRow.chart(previewText, entries.map { ($0.method.rawValue, $0.run) }) }
}

extension StaticEscape: ForeignValue {
  public static var typeName: String { "StaticEscape" }

  public var displayText: String {
    "StaticEscape: barrier \(NumberText.fixed(100 * barrier.height, decimals: 2)) pp; training loss "
      + "\(NumberText.reading(before.loss)) before, \(NumberText.reading(stayed.train.loss)) static, "
      + "\(NumberText.reading(rigged.train.loss)) with RigL"
  }
}

extension StaticEscape: RichlyDisplayed {
  public var displayBundle: DisplayBundle { chart.bundle().with(text: displayText) }

  /// The line between the solutions, and the losses on the way from the static one.
  var chart: Chart {
    let runs = [("static", stayed), ("RigL", rigged)].map { name, run in
      Mark.line(Line(x: run.history.map(\.epoch), y: run.history.map(\.train.loss), name: name))
    }
    return .grid(
      "Away from a static solution",
      of: [
        barrier.chart,
        Chart("From the static solution on", x: Axis("epoch"), y: Axis("training loss", scale: .log), marks: runs),
      ], columns: 2)
  }
}

extension InputConnections: ForeignValue {
  public static var typeName: String { "InputConnections" }

  public var displayText: String {
    "InputConnections: \(NumberText.grouped(counts.reduce(0, +))) weights of \(parameter) for "
      + "\(NumberText.grouped(counts.count)) inputs, \(NumberText.grouped(dead)) inputs without"
      + (correlation.map { ", correlation with the variance of inputs \(NumberText.reading($0))" } ?? "")
  }
}

extension InputConnections: RichlyDisplayed {
  /// Maps of weights and of variance where inputs are images, else one against the other.
  public var displayBundle: DisplayBundle { chart.bundle().with(text: displayText) }

  /// What a figure has room for.
  private var heading: String {
    let agreement = correlation.map { ", correlation with variance \(NumberText.fixed($0, decimals: 2))" } ?? ""
    return "\(NumberText.grouped(counts.count)) inputs, \(NumberText.grouped(dead)) without weights\(agreement)"
  }

  var chart: Chart {
    guard let image else {
      return Chart(
        heading, x: Axis("variance"), y: Axis("weights"),
        marks: [.scatter(Scatter(x: variances, y: counts.map(Double.init), name: "inputs"))])
    }
    let area = image.height * image.width
    func map(_ title: String, _ values: [Double], _ label: String) -> Chart {
      // Channels together.
      let sums = (0..<area).map { place in stride(from: place, to: values.count, by: area).reduce(0) { $0 + values[$1] }
      }
      return Chart(
        title, x: Axis("column"), y: Axis("row", isReversed: true),
        marks: [.heatMap(HeatMap(sums, rows: image.height, columns: image.width, label: label))])
    }
    return .grid(
      heading,
      of: [
        map("Weights a pixel", counts.map(Double.init), "weights"), map("Variance of pixels", variances, "variance"),
      ],
      columns: 2)
  }
}

extension SingleShotPruning.Entry: ForeignValue {
  public static var typeName: String { "SingleShotEntry" }
  public var displayText: String { "\(origin.rawValue): \(run.previewText)" }
}

extension SingleShotPruning.Entry: Tabulated {
  static var columns: [Table.Column] { RunRow.columns }
  var cells: [String] { RunRow.cells(origin.rawValue, run) }
}

extension SingleShotPruning: ForeignValue {
  public static var typeName: String { "SingleShotPruning" }

  public var previewText: String {
    "SingleShotPruning: \(entries.count) mask\(entries.count == 1 ? "" : "s"), sparsity "
      + "\(NumberText.reading(100 * settings.sparsity)) %, score on \(settings.samples) samples, seed "
      + "\(settings.training.seed)"
  }

  public var displayText: String { previewText + "\n" + table.text }

  private var table: Table { Table(columns: Entry.columns, rows: entries.map(\.cells)) }
}

extension SingleShotPruning: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }

  /// Accuracy on the way.
  var chart: Chart { RunRow.chart(previewText, entries.map { ($0.origin.rawValue, $0.run) }) }
}

extension EarlyPruning: ForeignValue {
  public static var typeName: String { "EarlyPruning" }

  public var previewText: String {
    "EarlyPruning: \(NumberText.reading(100 * settings.limit)) % of the "
      + "\(settings.kind == .structured ? "units" : "weights") after epoch \(epoch) of \(settings.training.epochs)"
      + (isTriggered ? "" : ", the latest") + (run.test.map { "; test \($0.displayText)" } ?? "")
  }

  public var displayText: String {
    var lines = [
      previewText, "  weights moved, epoch by epoch: \(ratios.map(NumberText.reading).joined(separator: ", "))",
    ]
    lines.append("  a change below \(NumberText.reading(threshold)) was waited for")
    if let compaction {
      lines.append(
        "  multiply-adds \(NumberText.grouped(compaction.multiplyAdds.before)) → "
          + NumberText.grouped(compaction.multiplyAdds.after))
    }
    return lines.joined(separator: "\n")
  }
}

extension EarlyPruning: RichlyDisplayed {
  public var displayBundle: DisplayBundle { chart.bundle().with(text: displayText) }

  /// What a figure has room for.
  private var heading: String {
    "Pruned after epoch \(epoch)"
      + (run.test.map { ", test accuracy \(NumberText.fixed(100 * $0.accuracy, decimals: 2)) %" } ?? "")
  }

  /// How far the weights moved, and accuracy before and after the pruning.
  var chart: Chart {
    let epochs = ratios.indices.map { Double($0 + 1) }
    let before = dense.history.map { ($0.epoch, ($0.validation ?? $0.train).accuracy) }
    let after = run.history.map { ($0.epoch + Double(epoch), ($0.validation ?? $0.train).accuracy) }
    func line(_ name: String, _ points: [(Double, Double)]) -> Mark {
      .line(Line(x: points.map(\.0), y: points.map(\.1), name: name))
    }
    return .grid(
      heading,
      of: [
        Chart(
          "Weights from those after epoch 1", x: Axis("epoch"), y: Axis("relative distance"),
          marks: [.line(Line(x: epochs, y: ratios, name: "distance", showsPoints: true))]),
        Chart(
          "Accuracy", x: Axis("epoch"), y: Axis("validation accuracy", format: .percent),
          marks: [line("dense", before), line("pruned", after)]),
      ], columns: 2)
  }
}
