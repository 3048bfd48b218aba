public import CommandLanguage
public import Figures
public import Networks
public import Pruning

extension PruningSchedule: ForeignValue {
  public static var typeName: String { "PruningSchedule" }
  public var displayText: String { description }
}

/// How the masks of a run changed on the way.
public struct MaskChanges: Hashable, Sendable {
  /// A line a change, in order.
  public let records: [InterventionRecord]
  /// The prunable layers, in order: the name of the weight and how many there are.
  public let layers: [LayerSummary]
  /// What is counted in the headline.
  public let schedule: String

  init(_ run: TrainingRun) {
    records = run.interventions
    layers = run.network.summary.filter { $0.prunableCount > 0 }
    schedule = run.description.fields.first { $0.name == "intervention" }?.value ?? "none"
  }

  /// The fraction of prunable weights that are gone, after each change.
  public var sparsities: [Double] {
    let total = layers.reduce(0) { $0 + $1.prunableCount }
    return records.map { Double(total - $0.remaining.reduce(0, +)) / Double(max(total, 1)) }
  }
}

extension InterventionRecord: ForeignValue {
  public static var typeName: String { "MaskChange" }

  public var displayText: String {
    "step \(NumberText.grouped(step)): \(NumberText.grouped(remaining.reduce(0, +))) weights, "
      + "\(NumberText.grouped(grown)) came, \(NumberText.grouped(dropped)) went"
  }
}

extension InterventionRecord: Tabulated {
  static var columns: [Table.Column] {
    [.init("step", .right), .init("weights", .right), .init("came", .right), .init("went", .right)]
  }

  var cells: [String] { ([step, remaining.reduce(0, +), grown, dropped]).map(NumberText.grouped) }
}

extension MaskChanges: ForeignValue {
  public static var typeName: String { "MaskChanges" }

  public var previewText: String {
    "MaskChanges: \(records.count) change\(records.count == 1 ? "" : "s") by \(schedule)"
      + (sparsities.last.map { ", sparsity \(NumberText.reading(100 * $0)) % at last" } ?? "")
  }

  public var displayText: String { records.isEmpty ? previewText : previewText + "\n" + table.text }

  /// The first and the last changes, with what each layer has left.
  var table: Table {
    let head = records.count <= 20 ? records.count : 10
    let shown = Array(0..<head) + (head < records.count ? Array(records.count - 5..<records.count) : [])
    let columns = InterventionRecord.columns + layers.map { Table.Column($0.name, .right) }
    let rows = shown.map { records[$0].cells + records[$0].remaining.map(NumberText.grouped) }
    let gap = head < records.count ? [columns.map { _ in "⋮" }] : []
    return Table(columns: columns, rows: rows[..<head] + gap + rows[head...])
  }
}

extension MaskChanges: RichlyDisplayed {
  /// The table with the figure under it.
  public var displayBundle: DisplayBundle {
    guard !records.isEmpty else { return DisplayBundle(text: displayText) }
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }

  /// What each layer has left and what was exchanged, against the step.
  var chart: Chart {
    let steps = records.map { Double($0.step) }
    func line(_ name: String, _ values: [Double]) -> Mark { .line(Line(x: steps, y: values, name: name)) }
    let left = layers.indices.map { layer in
      line(
        layers[layer].name,
        records.map { Double($0.remaining[layer]) / Double(max(layers[layer].prunableCount, 1)) })
    }
    return .grid(
      previewText,
      of: [
        Chart("Weights present", x: Axis("step"), y: Axis("fraction of the layer", format: .percent), marks: left),
        Chart(
          "Weights exchanged", x: Axis("step"), y: Axis("weights"),
          marks: [line("came", records.map { Double($0.grown) }), line("went", records.map { Double($0.dropped) })]),
      ], columns: 2)
  }
}
