public import CommandLanguage
public import Figures
public import Networks
public import Pruning
import Tensors

extension PruningReport: ForeignValue {
  public static var typeName: String { "PruningReport" }

  /// The headline, a row a layer, and what it comes to.
  public var displayText: String { ([previewText, table.text] + notes).joined(separator: "\n") }

  public var previewText: String {
    "PruningReport: \(NumberText.grouped(kept)) of \(NumberText.grouped(weights)) weights "
      + "(\(NumberText.reading(100 * (1 - sparsity))) %)"
      + (collapsed.isEmpty ? "" : ", \(collapsed.count) layer\(collapsed.count == 1 ? "" : "s") collapsed")
  }

  var table: Table {
    var table = Table(columns: Row.columns, rows: rows.map(\.cells))
    if rows.count > 1 {
      table.append([
        "total", "", NumberText.grouped(weights), NumberText.grouped(kept), NumberText.reading(100 * sparsity),
        "", NumberText.grouped(multiplyAdds), NumberText.grouped(multiplyAddsLeft),
      ])
    }
    return table
  }

  /// Sizes, times and warnings, a line each.
  var notes: [String] {
    var lines = [
      "parameters: \(NumberText.grouped(parameters)), \(NumberText.grouped(parametersLeft)) left",
      "bytes: \(NumberText.grouped(size.dense)) dense, \(NumberText.grouped(size.masked)) with masks, "
        + "\(NumberText.grouped(size.sparse)) as sparse rows",
    ]
    if let timing { lines.append(timing.displayText) }
    if !collapsed.isEmpty {
      lines.append("warning: nothing passes \(collapsed.joined(separator: ", ")); prune with `keeping: 1` or `.lamp`")
    }
    return lines
  }
}

extension PruningReport: RichlyDisplayed {
  /// The table with its notes below, over bars of what is left.
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = ([previewText] + notes).joined(separator: "; ")
    return titled.bundle(over: chart).with(text: displayText)
  }

  /// The weights left of each layer, in percent.
  var chart: Chart {
    Chart(
      "Weights left of each layer", x: Axis("layer"), y: Axis("left", format: .percent), legend: .none,
      marks: [.bars(Bars(rows.map(\.name), rows.map { 1 - $0.sparsity }))])
  }
}

extension PruningReport.Row: ForeignValue {
  public static var typeName: String { "PruningReportRow" }

  public var displayText: String {
    "\(name) \(shape): \(NumberText.grouped(kept)) of \(NumberText.grouped(count)) weights, "
      + "\(deadUnits) of \(units) units dead" + (isCollapsed ? ", collapsed" : "")
  }
}

extension PruningReport.Row: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("layer"), .init("shape"), .init("weights", .right), .init("left", .right), .init("sparsity %", .right),
      .init("dead units", .right), .init("multiply-adds", .right), .init("left", .right),
    ]
  }

  var cells: [String] {
    [
      name + (isCollapsed ? " (collapsed)" : ""), shape.description, NumberText.grouped(count),
      NumberText.grouped(kept), NumberText.reading(100 * sparsity), "\(deadUnits) of \(units)",
      NumberText.grouped(multiplyAdds), NumberText.grouped(multiplyAddsLeft),
    ]
  }
}

extension ExecutionTiming: ForeignValue {
  public static var typeName: String { "ExecutionTiming" }

  public var displayText: String {
    func line(_ name: String, _ pair: Pair) -> String {
      "\(name) \(NumberText.reading(1e3 * pair.dense)) ms dense, \(NumberText.reading(1e3 * pair.sparse)) ms sparse "
        + "(\(NumberText.reading(pair.dense / pair.sparse))×)"
    }
    return "measured with \(batch) samples: " + line("step", step) + "; " + line("inference", inference) + "; sparse: "
      + (sparseLayers.isEmpty ? "no layer" : sparseLayers.joined(separator: ", "))
  }
}

extension MaskOverlap: ForeignValue {
  public static var typeName: String { "MaskOverlap" }
  public var displayText: String { previewText + "\n" + table.text }

  public var previewText: String {
    "MaskOverlap: Jaccard \(NumberText.reading(jaccard)), by chance \(NumberText.reading(chance))"
  }

  var table: Table { Table(columns: Row.columns, rows: rows.map(\.cells)) }
}

extension MaskOverlap: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle()
  }
}

extension MaskOverlap.Row: ForeignValue {
  public static var typeName: String { "MaskOverlapRow" }
  public var displayText: String {
    "\(parameter): Jaccard \(NumberText.reading(jaccard)), by chance \(NumberText.reading(chance))"
  }
}

extension MaskOverlap.Row: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("weight"), .init("in a", .right), .init("in b", .right), .init("in both", .right),
      .init("Jaccard", .right), .init("by chance", .right),
    ]
  }

  var cells: [String] {
    [parameter] + (kept + [both]).map(NumberText.grouped) + [NumberText.reading(jaccard), NumberText.reading(chance)]
  }
}
