import Datasets
import Networks
import Pruning

extension Reproduction {
  /// Tickets of LeNet-300-100 against three controls.
  public static let lotteryTickets = Reproduction(
    "lotteryTickets", "Tickets of LeNet-300-100 against fresh weights, shuffled masks and random places.",
    paper: Paper(
      5, "Frankle, Carbin 2019", "The Lottery Ticket Hypothesis: Finding Sparse, Trainable Neural Networks",
      arXiv: "1803.03635"),
    claims: [
      Claim(
        "tickets of 13 to 21 % learn sooner than the dense network",
        quantity: "step of least validation loss of rounds 7 to 9, on average, against that of the dense network",
        unit: "%", .below(0)),
      Claim(
        "tickets of 13 to 21 % are at least as accurate as the dense network",
        quantity: "test accuracy of rounds 7 to 9, on average, less that of the dense network", unit: "pp", .above(0)),
    ]
      + TicketLevels.controlled.map { round in
        Claim(
          "at \(TicketLevels.percent(round)) of the weights the ticket does better than its masks on fresh weights",
          quantity: "test accuracy of the ticket less that of the control", unit: "pp", .above(0))
      }
      + [
        Claim(
          "at \(TicketLevels.percent(9)) it does better than its weights under masks shuffled within layers",
          quantity: "test accuracy of the ticket less that of the control", unit: "pp", .above(0)),
        Claim(
          "at \(TicketLevels.percent(9)) it does better than its weights at random places",
          quantity: "test accuracy of the ticket less that of the control", unit: "pp", .above(0)),
      ],
    panels: [
      FigurePanel("Test accuracy", x: "weights left (%)", y: "test accuracy (%)", xScale: .logReversed),
      FigurePanel("Step of least validation loss", x: "weights left (%)", y: "step", xScale: .logReversed),
    ],
    notes: [
      "accuracies are those at the end of training; the paper shows them at the step of least validation loss as well",
      "the paper's random networks are given fresh weights too; here places and weights are taken away one at a time",
    ],
    sources: { _ in [.published(.mnist)] },
    setting: { size in
      let levels = TicketLevels(size)
      return "LeNet-300-100, Glorot normal, Adam at 0.0012, batches of 60, \(levels.epochs) epochs; \(levels.rounds) "
        + "rounds, each layer losing a fifth of its weights, the output layer a tenth; rewound to the initialisation; "
        + "validation loss looked at every \(levels.look) steps"
    },
    measure: measureTickets)

  @Sendable private static func measureTickets(_ trial: Trial) throws -> Measurement {
    let levels = TicketLevels(trial.size)
    let data = trial.data[0]
    let training = TrainingSettings(
      epochs: levels.epochs, batch: 60, optimizer: .adam(rate: 1.2e-3), seed: trial.seed,
      evaluateEvery: .steps(levels.look))
    let settings = LotterySettings(rounds: levels.rounds, scope: .original, training: training)
    let network = try Network.lenet300(inputs: data.train.features, classes: data.classes, seed: trial.seed)
    var rounds: [Lottery.Round] = []
    let lottery = try lottery(network, on: data, settings, checkpoint: trial.part(from: 0, to: 0.7)) { round in
      rounds.append(round)
      trial.publish(Measurement(series: curves(rounds, [])))
    }
    let controls = try lotteryControls(
      of: lottery, on: data, rounds: levels.controlled, seed: trial.seed, checkpoint: trial.part(from: 0.7, to: 1)
    ) { trial.publish(Measurement(series: curves(lottery.rounds, $0.levels))) }

    func accuracy(_ run: TrainingRun?) -> Double? { run?.test.map { 100 * $0.accuracy } }
    func mean(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    func lead(_ control: Lottery.Control, at round: Int) -> Double? {
      guard let level = controls.levels.first(where: { $0.round.index == round }) else { return nil }
      guard let ticket = accuracy(level.round.run), let other = accuracy(level.runs[control]) else { return nil }
      return ticket - other
    }
    let dense = lottery.rounds[0]
    let tickets = lottery.rounds.filter { (7...9).contains($0.index) }
    let steps = mean(tickets.compactMap { $0.earlyStopStep.map(Double.init) })
    let denseStep = dense.earlyStopStep.map(Double.init)
    var notes: [String] = []
    if dense.earlyStopStep == dense.run.steps {
      notes.append("the dense network's validation loss was still falling at the end of training")
    }
    var values: [Double?] = [nil, nil]
    if let steps, let denseStep { values[0] = 100 * (steps / denseStep - 1) }
    if let tickets = mean(tickets.compactMap({ accuracy($0.run) })), let dense = accuracy(dense.run) {
      values[1] = tickets - dense
    }
    values += TicketLevels.controlled.map { lead(.reinitialized, at: $0) }
    values += [lead(.shuffled, at: 9), lead(.random, at: 9)]
    return Measurement(values: values, series: curves(lottery.rounds, controls.levels), notes: notes)
  }

  /// Accuracy and early stopping of tickets and controls against the weights left.
  private static func curves(_ rounds: [Lottery.Round], _ levels: [LotteryControls.Level]) -> [Measurement.Series] {
    func left(_ round: Lottery.Round) -> Double { 100 * (1 - round.sparsity) }
    let names: [(String, (LotteryControls.Level) -> TrainingRun?)] = Lottery.Control.allCases.map { control in
      (control.rawValue, { $0.runs[control] })
    }
    func series(_ name: String, _ runs: [(Double, TrainingRun)]) -> [Measurement.Series] {
      let tested = runs.compactMap { x, run in run.test.map { (x, 100 * $0.accuracy) } }
      let stopped = runs.compactMap { x, run in run.earlyStopStep.map { (x, Double($0)) } }
      return [
        .init(name, panel: 0, x: tested.map(\.0), y: tested.map(\.1)),
        .init(name, panel: 1, x: stopped.map(\.0), y: stopped.map(\.1)),
      ]
    }
    return series("ticket", rounds.map { (left($0), $0.run) })
      + names.flatMap { name, run in
        series(name, levels.compactMap { level in run(level).map { (left(level.round), $0) } })
      }
  }
}

/// Sizes of the ladder.
private struct TicketLevels {
  /// The rounds at or below 21 % whose controls are trained.
  static let controlled = [7, 9, 12]
  let epochs: Int
  let rounds: Int
  let look: Int
  let controlled: [Int]

  init(_ size: ReproductionSize) {
    switch size {
    case .quick: (epochs, rounds, look, controlled) = (12, 12, 100, TicketLevels.controlled)
    // 50,000 iterations of 60 images; 24 rounds to 0.5 %.
    case .paper: (epochs, rounds, look, controlled) = (55, 24, 100, Array(1...24))
    }
  }

  /// About what is left after a round: `21 %`.
  static func percent(_ round: Int) -> String {
    switch round {
    case 7: "21 %"
    case 9: "13 %"
    default: "7 %"
    }
  }
}
