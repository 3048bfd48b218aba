public import CommandLanguage
public import Experiments
public import Figures

extension ActivationTarget: Choice {
  public static var typeName: String { "ActivationTarget" }
}

extension Routing: ForeignValue {
  public static var typeName: String { "Routing" }
  public var displayText: String { description }
}

extension SparseActivationSettings.Training: ForeignValue {
  public static var typeName: String { "RoutingTraining" }
  public var displayText: String {
    switch self {
    case .frozen: ".frozen"
    case .joint(let epochs): ".joint(epochs: \(epochs))"
    }
  }
}

extension SparseActivation.Row: ForeignValue {
  public static var typeName: String { "SparseActivationRow" }
  public var displayText: String {
    "\(routing): \(NumberText.grouped(active)) of \(NumberText.grouped(total)) active, test error "
      + NumberText.reading(testError)
  }
}

extension SparseActivation.Row: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("routing"), .init("active", .right), .init("in all", .right), .init("multiply-adds", .right),
      .init("train error", .right), .init("test error", .right),
    ]
  }

  var cells: [String] {
    [
      routing.description, NumberText.grouped(active), NumberText.grouped(total), NumberText.grouped(multiplyAdds),
      NumberText.fixed(trainError, decimals: 4), NumberText.fixed(testError, decimals: 4),
    ]
  }
}

extension SparseActivation: ForeignValue {
  public static var typeName: String { "SparseActivation" }

  /// The headline and a row a routing.
  public var displayText: String { previewText + "\n" + table.text }

  public var previewText: String {
    "SparseActivation: \(settings.active) active units on .\(settings.target.rawValue), "
      + "\(NumberText.grouped(settings.points)) points, seed \(settings.seed); errors over the variance"
  }

  private var table: Table { Table(columns: Row.columns, rows: rows.map(\.cells)) }
}

extension SparseActivation: RichlyDisplayed {
  /// Test errors as bars over the table.
  public var displayBundle: DisplayBundle {
    let chart = Chart.bars(
      previewText, labels: rows.map(\.routing.description), values: rows.map(\.testError),
      yLabel: "test error / variance")
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }
}
