public import CommandLanguage
public import Experiments
public import Figures
import Networks

extension StatisticsPolicy: ForeignValue {
  public static var typeName: String { "StatisticsPolicy" }
  public var displayText: String { description }
}

extension ErrorBarrier: ForeignValue {
  public static var typeName: String { "ErrorBarrier" }

  public var displayText: String {
    func percent(_ value: Double) -> String { NumberText.fixed(100 * value, decimals: 2) }
    var parts = [
      "ErrorBarrier: \(percent(height)) pp over \(fractions.count) points, "
        + (isStable ? "stable (below 2 pp)" : "not stable (2 pp or more)"),
      "  errors at the ends \(percent(path.first?.error ?? .nan)) and \(percent(path.last?.error ?? .nan)) %, highest "
        + "\(percent(path.map(\.error).max() ?? .nan)) %",
    ]
    if let trainHeight { parts.append("  on training samples \(percent(trainHeight)) pp") }
    parts.append(
      "  L2 distance \(NumberText.reading(distance)), disagreement \(percent(disagreement)) %"
        + (statistics.map { ", batch normalisation \($0)" } ?? ", no batch normalisation"))
    return parts.joined(separator: "\n")
  }
}

extension ErrorBarrier: RichlyDisplayed {
  public var displayBundle: DisplayBundle { chart.bundle().with(text: displayText) }

  /// The error along the line.
  var chart: Chart {
    var marks: [Mark] = [.line(Line(x: fractions, y: path.map(\.error), name: "reported"))]
    if let trainPath { marks.append(.line(Line(x: fractions, y: trainPath.map(\.error), name: "training"))) }
    return Chart(
      previewText, x: Axis("fraction of the way"), y: Axis("error", format: .percent), marks: marks)
  }
}

extension Instability.Point: ForeignValue {
  public static var typeName: String { "InstabilityPoint" }

  public var displayText: String {
    "from step \(NumberText.grouped(step)): barrier \(NumberText.fixed(100 * barrier.height, decimals: 2)) pp"
  }
}

extension Instability.Point: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("from step", .right), .init("barrier pp", .right), .init("on training pp", .right),
      .init("error of the copies %", .right), .init("L2 distance", .right), .init("of the way moved %", .right),
      .init("disagreement %", .right),
    ]
  }

  var cells: [String] {
    func percent(_ value: Double?) -> String { value.map { NumberText.fixed(100 * $0, decimals: 2) } ?? "-" }
    return [
      NumberText.grouped(step), percent(barrier.height), percent(barrier.trainHeight), percent(error),
      NumberText.fixed(barrier.distance, decimals: 2), percent(travelled > 0 ? barrier.distance / travelled : nil),
      percent(barrier.disagreement),
    ]
  }
}

extension Instability: ForeignValue {
  public static var typeName: String { "Instability" }

  public var displayText: String { previewText + "\n" + table.text }

  public var previewText: String {
    let stable =
      stableFrom.map { "stable from step \(NumberText.grouped($0)) on" } ?? "stable from none of the steps on"
    let statistics = points.first?.barrier.statistics.map { "; batch normalisation \($0)" } ?? ""
    return "Instability: \(stable), \(NumberText.reading(100 * (1 - sparsity))) % of the weights, seed "
      + "\(settings.training.seed)\(statistics)"
  }

  private var table: Table { Table(columns: Point.columns, rows: points.map(\.cells)) }
}

extension Instability: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }

  /// The lines between copies, and the barrier by when they part.
  var chart: Chart {
    let lines = points.map { point in
      Mark.line(
        Line(
          x: point.barrier.fractions, y: point.barrier.path.map(\.error), name: "from step \(point.step)",
          showsPoints: false))
    }
    let steps = points.map { Double($0.step) }
    let trained = points.compactMap { point in point.barrier.trainHeight.map { (Double(point.step), $0) } }
    var heights: [Mark] = [
      .line(Line(x: steps, y: points.map(\.barrier.height), name: "reported", showsPoints: true))
    ]
    if !trained.isEmpty {
      heights.append(.line(Line(x: trained.map(\.0), y: trained.map(\.1), name: "training", showsPoints: true)))
    }
    heights.append(.rule(Rule(.y(ErrorBarrier.stability), label: "stable below")))
    return .grid(
      previewText,
      of: [
        Chart(
          "On the line between two copies", x: Axis("fraction of the way"), y: Axis("error", format: .percent),
          marks: lines),
        Chart(
          "Barrier by when copies part", x: Axis("step"), y: Axis("barrier", format: .percent), marks: heights),
      ], columns: 2)
  }
}
