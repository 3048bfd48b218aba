public import CommandLanguage
public import Figures
public import Networks

extension Compaction: ForeignValue {
  public static var typeName: String { "Compaction" }

  /// The headline and a row a layer.
  public var displayText: String { previewText + "\n" + table.text }

  /// `Compaction: 310 units removed, 266,610 → 41,210 parameters, 266,200 → 41,000 multiply-adds`
  public var previewText: String {
    "Compaction: \(NumberText.grouped(removedUnits)) unit\(removedUnits == 1 ? "" : "s") removed, \(parameters.text) "
      + "parameters, \(multiplyAdds.text) multiply-adds"
  }

  /// One row a layer with parameters, and one for the whole.
  private var table: Table {
    var table = Table(columns: Row.columns, rows: rows.map(\.cells))
    if rows.count > 1 { table.append(["total", "", "", parameters.text, multiplyAdds.text]) }
    return table
  }
}

extension Compaction: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var table = table
    table.title = previewText
    return table.bundle()
  }
}

extension Compaction.Row: ForeignValue {
  public static var typeName: String { "CompactionRow" }
  public var displayText: String { "\(name): \(kind), \(units.text) units, \(parameters.text) parameters" }
}

extension Compaction.Row: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("layer"), .init("kind"), .init("units", .right), .init("parameters", .right),
      .init("multiply-adds", .right),
    ]
  }

  var cells: [String] { [name, kind, units.text, parameters.text, multiplyAdds.text] }
}

extension Compaction.Change {
  /// `300 → 120`, or one number where nothing changed.
  fileprivate var text: String {
    before == after ? NumberText.grouped(before) : "\(NumberText.grouped(before)) → \(NumberText.grouped(after))"
  }
}
