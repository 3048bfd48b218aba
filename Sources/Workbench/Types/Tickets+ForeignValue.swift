public import CommandLanguage
public import Experiments
public import Figures
import Networks

extension OverlappingTickets.Round: ForeignValue {
  public static var typeName: String { "OverlapRound" }
  public var displayText: String { cells.joined(separator: "  ") }
}

extension OverlappingTickets.Round: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("round", .right), .init("weights", .right), .init("kept %", .right), .init("overlap", .right),
      .init("by chance", .right), .init("sparsity %", .right),
    ]
  }

  var cells: [String] {
    [
      "\(index)", NumberText.grouped(remaining), NumberText.percent(keptFraction),
      NumberText.fixed(overlap, decimals: 3), NumberText.fixed(chance, decimals: 3), NumberText.percent(sparsity),
    ]
  }
}

extension OverlappingTickets: ForeignValue {
  public static var typeName: String { "OverlappingTickets" }
  public var displayText: String { previewText + "\n" + table.text }

  public var previewText: String {
    let accuracy = run.test.map { ", test accuracy \(NumberText.percent($0.accuracy)) %" } ?? ""
    return "OverlappingTickets: \(groups.count) groups of classes, \(rounds.count) rounds to sparsity "
      + "\(NumberText.percent(ticket.sparsity)) %\(accuracy)"
  }

  private var table: Table { Table(columns: Round.columns, rows: rounds.map(\.cells)) }
}

extension OverlappingTickets: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle(over: OverlappingTickets.chart(rounds)).with(text: displayText)
  }

  /// What rounds keep, and how far the groups agree.
  static func chart(_ rounds: [Round]) -> Chart {
    let x = rounds.map { Double($0.index) }
    return .grid(
      "Overlapping tickets",
      of: [
        Chart(
          "What a round keeps", x: Axis("round"), y: Axis("weights kept", format: .percent), legend: .none,
          marks: [.line(Line(x: x, y: rounds.map(\.keptFraction), showsPoints: true))]),
        Chart(
          "What the groups agree on", x: Axis("round"), y: Axis("Jaccard index"),
          marks: [
            .line(Line(x: x, y: rounds.map(\.overlap), name: "groups", showsPoints: true)),
            .line(Line(x: x, y: rounds.map(\.chance), name: "by chance")),
          ]),
      ], columns: 2)
  }
}

extension ActivatedPruning.Round: ForeignValue {
  public static var typeName: String { "ActivationRound" }
  public var displayText: String { cells.joined(separator: "  ") }
}

extension ActivatedPruning.Round: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("round", .right), .init("left %", .right), .init("test %", .right), .init("zero %", .right),
      .init("dead %", .right), .init("dynamic %", .right),
    ]
  }

  var cells: [String] {
    let shares = shares
    return [
      "\(index)", NumberText.percent(1 - run.network.sparsity),
      run.test.map { NumberText.percent($0.accuracy) } ?? "-", NumberText.percent(shares.zero),
      NumberText.percent(shares.dead), NumberText.percent(shares.dynamic),
    ]
  }
}

extension ActivatedPruning: ForeignValue {
  public static var typeName: String { "ActivatedPruning" }
  public var displayText: String { previewText + "\n" + table.text }

  public var previewText: String {
    let left = rounds.last.map { NumberText.percent(1 - $0.run.network.sparsity) } ?? "100"
    return "ActivatedPruning: \(rounds.count - 1) rounds to \(left) % of the weights"
  }

  private var table: Table { Table(columns: Round.columns, rows: rounds.map(\.cells)) }
}

extension ActivatedPruning: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }

  /// Zeros and accuracy against the weights left.
  var chart: Chart {
    let left = rounds.map { 100 * (1 - $0.run.network.sparsity) }
    let shares = rounds.map(\.shares)
    let weights = Axis("weights left (%)", scale: .log, isReversed: true)
    return .grid(
      previewText,
      of: [
        Chart(
          "Zeros among ReLU outputs", x: weights, y: Axis("share", format: .percent),
          marks: [
            .line(Line(x: left, y: shares.map(\.zero), name: "zero", showsPoints: true)),
            .line(Line(x: left, y: shares.map(\.dynamic), name: "dynamic", showsPoints: true)),
            .line(Line(x: left, y: shares.map(\.dead), name: "dead for every sample", showsPoints: true)),
          ]),
        Chart(
          "Test accuracy", x: weights, y: Axis("accuracy", format: .percent), legend: .none,
          marks: [.line(Line(x: left, y: rounds.map { $0.run.test?.accuracy ?? .nan }, showsPoints: true))]),
      ], columns: 2)
  }
}

extension TicketSearch.Candidate: ForeignValue {
  public static var typeName: String { "TicketCandidate" }
  public var displayText: String { cells.joined(separator: "  ") }
}

extension TicketSearch.Candidate: Tabulated {
  static var columns: [Table.Column] {
    [.init("sparsity %", .right), .init("validation %", .right), .init("test %", .right)]
  }

  var cells: [String] {
    [NumberText.percent(sparsity), NumberText.percent(validation.accuracy), NumberText.percent(test.accuracy)]
  }
}

extension TicketSearch: ForeignValue {
  public static var typeName: String { "TicketSearch" }
  public var displayText: String {
    previewText + "\n" + Table(columns: Candidate.columns, rows: candidates.map(\.cells)).text
  }

  public var previewText: String {
    "TicketSearch: \(NumberText.grouped(parameterCount)) parameters, \(NumberText.grouped(steps)) steps; best sparse model "
      + "at \(NumberText.percent(best.sparsity)) %, gain \(NumberText.fixed(100 * gain, decimals: 2)) pp; sparsest "
      + "matching \(NumberText.percent(sparsestMatching.sparsity)) %"
  }
}

extension TransferMode: Choice {
  public static var typeName: String { "TransferMode" }
}

extension Transfer: ForeignValue {
  public static var typeName: String { "Transfer" }
  public var displayText: String {
    "Transfer .\(mode.rawValue): sparsity \(NumberText.percent(network.sparsity)) %"
      + (test.map { ", test \($0.displayText)" } ?? "")
  }
}

extension ArchitectureComparison: ForeignValue {
  public static var typeName: String { "ArchitectureComparison" }
  public var displayText: String { previewText + "\n" + table.text }

  public var previewText: String {
    "ArchitectureComparison: \(NumberText.grouped(dense.network.parameterCount)) parameters become "
      + "\(NumberText.grouped(pruned.parameterCount)), multiply-adds go down \(NumberText.fixed(ratio, decimals: 2)) times"
  }

  private var table: Table {
    let runs = [("dense", dense), ("fine-tuned", fineTuned), ("Scratch-E", scratchE), ("Scratch-B", scratchB)]
    return Table(
      columns: [.init("network"), .init("steps", .right), .init("train %", .right), .init("test %", .right)],
      rows: runs.map { name, run in
        [
          name, NumberText.grouped(run.steps), NumberText.percent(run.train.accuracy),
          run.test.map { NumberText.percent($0.accuracy) } ?? "-",
        ]
      })
  }
}

extension ArchitectureComparison: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle().with(text: displayText)
  }
}

extension NumberText {
  /// A fraction in per cent with two decimals, without the sign.
  fileprivate static func percent(_ fraction: Double) -> String { fixed(100 * fraction, decimals: 2) }
}
