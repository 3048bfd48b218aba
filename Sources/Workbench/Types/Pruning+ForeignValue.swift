public import CommandLanguage
public import Figures
import Networks
public import Pruning
import Tensors

extension PruningScore: ForeignValue {
  public static var typeName: String { "PruningScore" }
  public var displayText: String { description }
}

extension Scope: ForeignValue {
  public static var typeName: String { "Scope" }
  public var displayText: String { description }
}

extension Structure: ForeignValue {
  public static var typeName: String { "Structure" }
  public var displayText: String { description }
}

extension ScoreAggregation: Choice {
  public static var typeName: String { "ScoreAggregation" }
}

/// The argument of a score that is code of a cell.
struct ScoredLayer: ForeignValue {
  let weight: ScoredParameter

  static var typeName: String { "ScoredLayer" }
  var displayText: String { "\(weight.name) \(weight.value.shape)" }
}

extension LayerDensity: ForeignValue {
  public static var typeName: String { "LayerDensity" }
  public var displayText: String {
    "\(parameter): \(NumberText.grouped(kept)) of \(NumberText.grouped(count)), density \(NumberText.reading(density))"
  }
}

extension LayerDensity: Tabulated {
  static var columns: [Table.Column] {
    [.init("weight"), .init("shape"), .init("weights", .right), .init("density", .right), .init("kept", .right)]
  }

  var cells: [String] {
    [
      parameter, shape.description, NumberText.grouped(count), NumberText.reading(density), NumberText.grouped(kept),
    ]
  }
}

extension LotterySettings.Rewind: ForeignValue {
  public static var typeName: String { "Rewind" }

  public var displayText: String {
    switch self {
    case .step(let step): ".step(\(step))"
    case .learningRate(let step): ".learningRate(step: \(step))"
    case .fineTuning(let rate, let epochs): ".fineTuning(rate: \(rate), epochs: \(epochs))"
    case .scratch(let seed): ".scratch(seed: \(seed))"
    }
  }
}

extension LotterySettings.Rewind {
  /// What rounds go back to, in words.
  fileprivate var account: String {
    switch self {
    case .step(let step): "rewound to step \(step)"
    case .learningRate(let step): "learning rate rewound to step \(step)"
    case .fineTuning(let rate, let epochs):
      "fine-tuned for \(epochs) epoch\(epochs == 1 ? "" : "s") at rate \(NumberText.reading(rate))"
    case .scratch(let seed): "each from fresh weights of seed \(seed) and the round"
    }
  }
}

extension Lottery.Round: ForeignValue {
  public static var typeName: String { "LotteryRound" }

  public var displayText: String {
    let left = 100 * (1 - sparsity)
    return "round \(index): \(NumberText.grouped(remaining)) weights (\(NumberText.reading(left)) %)"
      + (test.map { ", test \($0.displayText)" } ?? "")
  }
}

extension Lottery: ForeignValue {
  public static var typeName: String { "Lottery" }

  /// The headline and a line a round.
  public var displayText: String { previewText + "\n" + table.text }

  public var previewText: String {
    let floor = stoppedAtFloor ? ", stopped where the ladder has nothing left to remove" : ""
    return "Lottery: \(rounds.count - 1) rounds from \(NumberText.grouped(rounds[0].remaining)) to "
      + "\(NumberText.grouped(rounds[rounds.count - 1].remaining)) weights, \(settings.rewindTo.account), "
      + "scope \(settings.scope)\(floor)"
  }

  /// One row a round: weights left, accuracies, the step of least validation loss.
  var table: Table { Table(columns: Lottery.Round.columns, rows: rounds.map(\.cells)) }
}

extension Lottery.Round: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("round", .right), .init("weights", .right), .init("left %", .right), .init("train accuracy %", .right),
      .init("validation %", .right), .init("test %", .right), .init("early-stop step", .right),
    ]
  }

  var cells: [String] {
    func percent(_ evaluation: Evaluation?) -> String {
      evaluation.map { NumberText.fixed(100 * $0.accuracy, decimals: 2) } ?? "-"
    }
    return [
      "\(index)", NumberText.grouped(remaining), NumberText.fixed(100 * (1 - sparsity), decimals: 2), percent(train),
      percent(validation), percent(test), earlyStopStep.map(NumberText.grouped) ?? "-",
    ]
  }
}

extension Lottery: RichlyDisplayed {
  /// The table of the rounds with the figure under it; the figure alone where a front end shows no HTML.
  public var displayBundle: DisplayBundle {
    var titled = table
    titled.title = previewText
    return titled.bundle(over: ladder).with(text: displayText)
  }

  /// Accuracy and early-stop step against the weights left, dense on the left as in the papers.
  var ladder: Chart {
    let left = rounds.map { 100 * (1 - $0.sparsity) }
    let weights = Axis("weights left (%)", scale: .log, isReversed: true)
    func line(_ name: String, _ values: [Double?]) -> Mark? {
      let known = zip(left, values).compactMap { x, y in y.map { (x, $0) } }
      return known.isEmpty ? nil : .line(Line(x: known.map(\.0), y: known.map(\.1), name: name, showsPoints: true))
    }
    let accuracies = [
      line("train", rounds.map(\.train.accuracy)), line("validation", rounds.map { $0.validation?.accuracy }),
      line("test", rounds.map { $0.test?.accuracy }),
    ]
    let steps = line("step of least validation loss", rounds.map { $0.earlyStopStep.map(Double.init) })
    return .grid(
      previewText,
      of: [
        Chart(
          "Accuracy of each round", x: weights, y: Axis("accuracy", format: .percent),
          marks: accuracies.compactMap(\.self)),
        Chart(
          "How early the validation loss is least", x: weights, y: Axis("step"), legend: .none,
          marks: steps.map { [$0] } ?? []),
      ], columns: 2)
  }
}
