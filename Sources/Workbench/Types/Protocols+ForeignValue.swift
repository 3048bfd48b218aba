public import CommandLanguage
public import Experiments
public import Figures
import Networks
public import Pruning

extension Lottery.Control: Choice {
  public static var typeName: String { "LotteryControl" }
}

extension LotteryControls.Level: ForeignValue {
  public static var typeName: String { "LotteryControlsLevel" }
  public var displayText: String { cells.joined(separator: "  ") }
}

extension LotteryControls.Level: Tabulated {
  static var columns: [Table.Column] {
    [.init("round", .right), .init("left %", .right), .init("ticket test %", .right)]
      + Lottery.Control.allCases.map { .init("\($0.rawValue) %", .right) }
      + [.init("ticket's early-stop step", .right)]
      + Lottery.Control.allCases.map { .init($0.rawValue, .right) }
  }

  var cells: [String] {
    func percent(_ run: TrainingRun?) -> String {
      run?.test.map { NumberText.fixed(100 * $0.accuracy, decimals: 2) } ?? "-"
    }
    func step(_ run: TrainingRun?) -> String { run?.earlyStopStep.map(NumberText.grouped) ?? "-" }
    return ["\(round.index)", NumberText.fixed(100 * (1 - round.sparsity), decimals: 2), percent(round.run)]
      + Lottery.Control.allCases.map { percent(runs[$0]) } + [step(round.run)]
      + Lottery.Control.allCases.map { step(runs[$0]) }
  }
}

extension LotteryControls: ForeignValue {
  public static var typeName: String { "LotteryControls" }
  public var displayText: String { previewText + "\n" + table.text }

  public var previewText: String {
    let rounds = levels.map { "\($0.round.index)" }.joined(separator: ", ")
    return
      "LotteryControls: round\(levels.count == 1 ? "" : "s") \(rounds) of \(lottery.rounds.count - 1), seed \(seed)"
  }

  private var table: Table { Table(columns: Level.columns, rows: levels.map(\.cells)) }
}

extension LotteryControls: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }

  /// Accuracy and early stopping of the tickets and of each control.
  var chart: Chart {
    func marks(_ value: (TrainingRun) -> Double?) -> [Mark] {
      func line(_ name: String, _ runs: [(Lottery.Round, TrainingRun?)]) -> Mark? {
        let known = runs.compactMap { round, run in
          run.flatMap(value).map { (100 * (1 - round.sparsity), $0) }
        }
        return known.isEmpty
          ? nil : .line(Line(x: known.map(\.0), y: known.map(\.1), name: name, showsPoints: true))
      }
      let tickets = line("ticket", lottery.rounds.map { ($0, $0.run) })
      let controls = Lottery.Control.allCases.map { control in
        line(control.rawValue, levels.map { ($0.round, $0.runs[control]) })
      }
      return ([tickets] + controls).compactMap(\.self)
    }
    let weights = Axis("weights left (%)", scale: .log, isReversed: true)
    return .grid(
      previewText,
      of: [
        Chart("Test accuracy", x: weights, y: Axis("accuracy", format: .percent), marks: marks { $0.test?.accuracy }),
        Chart(
          "Step of least validation loss", x: weights, y: Axis("step"),
          marks: marks { $0.earlyStopStep.map(Double.init) }),
      ], columns: 2)
  }
}

extension SparseDoubleDescent.Level: ForeignValue {
  public static var typeName: String { "DescentLevel" }
  public var displayText: String { cells.joined(separator: "  ") }
}

extension SparseDoubleDescent.Level: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("level", .right), .init("sparsity %", .right), .init("train %", .right), .init("validation %", .right),
      .init("test %", .right), .init("wrong labels fitted %", .right), .init("L2 distance", .right),
    ]
  }

  var cells: [String] {
    func percent(_ value: Double?) -> String { value.map { NumberText.fixed(100 * $0, decimals: 2) } ?? "-" }
    return [
      "\(round.index)", percent(sparsity), percent(round.train.accuracy), percent(round.validation?.accuracy),
      percent(round.test?.accuracy), percent(noiseFitted), NumberText.fixed(distance, decimals: 2),
    ]
  }
}

extension SparseDoubleDescent: ForeignValue {
  public static var typeName: String { "SparseDoubleDescent" }

  public var displayText: String { previewText + "\n" + landmarks + table.text }

  public var previewText: String {
    "SparseDoubleDescent: \(levels.count) levels, label noise \(noise.map { "\($0)" } ?? "none") "
      + "(\(NumberText.grouped(wrongLabels)) wrong), seed \(settings.training.seed)"
  }

  private var landmarks: String {
    func point(_ name: String, _ index: Int?) -> String? {
      index.map { index in
        "  \(name): level \(index), sparsity \(NumberText.fixed(100 * levels[index].sparsity, decimals: 2)) %, accuracy "
          + "\(NumberText.fixed(100 * levels[index].accuracy, decimals: 2)) %\n"
      }
    }
    return [
      point("dense", 0), point("trough", trough), point("second peak", secondPeak),
      point("largest distance", distancePeak),
    ].compactMap(\.self).joined()
  }

  private var table: Table { Table(columns: Level.columns, rows: levels.map(\.cells)) }
}

extension SparseDoubleDescent: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle(over: chart).with(text: displayText)
  }

  /// Accuracy, memorisation and distance against the weights left.
  var chart: Chart {
    let left = levels.map { 100 * (1 - $0.sparsity) }
    let weights = Axis("weights left (%)", scale: .log, isReversed: true)
    var marks: [Mark] = [
      .line(Line(x: left, y: levels.map(\.accuracy), name: "test", showsPoints: true)),
      .line(Line(x: left, y: levels.map(\.round.train.accuracy), name: "training labels", showsPoints: true)),
    ]
    if wrongLabels > 0 {
      let fitted = levels.map { $0.noiseFitted ?? .nan }
      marks.append(.line(Line(x: left, y: fitted, name: "wrong labels fitted", showsPoints: true)))
    }
    return .grid(
      previewText,
      of: [
        Chart("Accuracy", x: weights, y: Axis("accuracy", format: .percent), marks: marks),
        Chart(
          "Learning distance", x: weights, y: Axis("L2 from initialisation"), legend: .none,
          marks: [.line(Line(x: left, y: levels.map(\.distance), showsPoints: true))]),
      ], columns: 2)
  }
}

extension Prunability.Row: ForeignValue {
  public static var typeName: String { "PrunabilityRow" }
  public var displayText: String { cells.joined(separator: "  ") }
}

extension Prunability.Row: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("accuracy to keep"), .init("validation %", .right), .init("removable %", .right),
      .init("95 % interval", .right), .init("seed by seed"), .init("test % there", .right), .init("unreached", .right),
    ]
  }

  var cells: [String] {
    func percent(_ value: Double) -> String { NumberText.fixed(100 * value, decimals: 2) }
    let known = interval.count > 1
    let tests = testAccuracies.compactMap(\.self)
    let low = demanded.min() ?? .nan
    let high = demanded.max() ?? .nan
    return [
      reference.words, low == high ? percent(low) : "\(percent(low)) to \(percent(high))",
      interval.count > 0 ? percent(interval.mean) : "-",
      known ? "\(percent(interval.lower)) to \(percent(interval.upper))" : "-",
      sparsities.map { $0.map(percent) ?? "none" }.joined(separator: ", "),
      tests.isEmpty ? "-" : percent(MeanInterval(tests).mean), "\(unreached)",
    ]
  }
}

extension Prunability.Reference {
  /// What is to be kept.
  fileprivate var words: String {
    switch self {
    case .ownDense: "own dense"
    case .lowestDense: "lowest dense"
    case .target: "target"
    }
  }
}

extension Prunability: ForeignValue {
  public static var typeName: String { "Prunability" }

  public var displayText: String {
    previewText + "\n" + Table(columns: Row.columns, rows: rows.map(\.cells)).text
  }

  public var previewText: String {
    let own = rows.first.map { NumberText.fixed(100 * $0.interval.mean, decimals: 2) } ?? "-"
    return "Prunability: \(own) % removable within \(NumberText.reading(100 * tolerance)) pp of the dense network, "
      + "\(lotteries.count) ladder\(lotteries.count == 1 ? "" : "s")"
  }
}

extension Prunability: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    let table = Table(previewText, columns: Row.columns, rows: rows.map(\.cells))
    return table.bundle(over: chart).with(text: displayText)
  }

  /// The ladders, validation accuracy against the weights left.
  var chart: Chart {
    let lines = lotteries.map { lottery in
      Mark.line(
        Line(
          x: lottery.rounds.map { 100 * (1 - $0.sparsity) },
          y: lottery.rounds.map { $0.validation?.accuracy ?? .nan }, name: "seed \(lottery.settings.training.seed)",
          showsPoints: true))
    }
    return Chart(
      previewText, x: Axis("weights left (%)", scale: .log, isReversed: true),
      y: Axis("validation accuracy", format: .percent), marks: lines)
  }
}
