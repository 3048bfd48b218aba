import Datasets
import Networks
import Pruning
import Tensors

extension Reproduction {
  /// Structured pruning against the pruned architecture from scratch, and what a ticket's weights are worth at two rates.
  public static let rethinkingPruning = Reproduction(
    "rethinkingPruning", "Whether a pruned architecture needs the weights that pruning left it.",
    paper: Paper(
      9, "Liu, Sun, Zhou, Huang, Darrell 2019", "Rethinking the value of network pruning", arXiv: "1810.05270"),
    claims: [
      Claim(
        "without 30 % of its units a network does as well from scratch as fine-tuned",
        quantity: "test accuracy of Scratch-B less fine-tuned, 30 % of the units gone", unit: "pp", .within(0.5)),
      Claim(
        "without half of them too", quantity: "test accuracy of Scratch-B less fine-tuned, 50 % of the units gone",
        unit: "pp", .within(0.5)),
      Claim(
        "at a small learning rate a ticket's own initial weights help",
        quantity: "test accuracy of the ticket less that of fresh weights, 16.8 % of the weights, rate 0.01",
        unit: "pp",
        .above(0)),
      Claim(
        "at a large learning rate they do not",
        quantity: "test accuracy of the ticket less that of fresh weights, 16.8 % of the weights, rate 0.1", unit: "pp",
        .within(0.5)),
    ],
    panels: [
      FigurePanel("The pruned architecture", x: "units removed (%)", y: "test accuracy"),
      FigurePanel("Ticket and fresh weights", x: "learning rate", y: "test accuracy", xScale: .log),
    ],
    notes: [
      "The paper's networks are convolutional, on CIFAR; here LeNet-300-100 on Fashion-MNIST, units ranked by the L1 norm "
        + "of their weights.",
      "Rates are those of stochastic gradient descent with momentum 0.9; which of them is tuned was not tried again.",
    ],
    sources: { size in
      [.published(.fashion, train: size == .quick ? 10_000 : nil, validation: 0, test: nil)]
    },
    setting: { size in
      "LeNet-300-100, SGD 0.1 with momentum 0.9, batch 64, weight decay 1e-4, \(RethinkingPlan(size).epochs) epochs, the "
        + "rate divided by 10 at a half and three quarters; fine-tuned for a quarter of them at 0.001"
    }
  ) { trial in
    let plan = RethinkingPlan(trial.size)
    let data = trial.data[0]
    let network = try Network.lenet300(initializer: .kaimingNormal, seed: trial.seed)
    var values: [Double?] = []
    var curves: [(name: String, x: [Double], y: [Double])] = [
      ("dense", [], []), ("fine-tuned", [], []), ("Scratch-E", [], []), ("Scratch-B", [], []),
    ]
    for (index, share) in [0.3, 0.5].enumerated() {
      let found = try compareArchitecture(
        network, on: data,
        ArchitectureSettings(
          removing: share, training: plan.training(rate: 0.1, seed: trial.seed),
          fineTuning: plan.fineTuning(seed: trial.seed)), checkpoint: trial.part(index, of: 4))
      let runs = [found.dense, found.fineTuned, found.scratchE, found.scratchB].map { $0.test?.accuracy ?? .nan }
      for (place, accuracy) in runs.enumerated() {
        curves[place].x.append(100 * share)
        curves[place].y.append(accuracy)
      }
      values.append(100 * (runs[3] - runs[1]))
      trial.publish(Measurement(series: curves.map { .init($0.name, x: $0.x, y: $0.y) }))
    }
    var series = curves.map { Measurement.Series($0.name, x: $0.x, y: $0.y) }
    var tickets: (x: [Double], own: [Double], fresh: [Double]) = ([], [], [])
    for (index, rate) in [0.01, 0.1].enumerated() {
      let settings = LotterySettings(rounds: 8, training: plan.training(rate: rate, seed: trial.seed))
      let found = try lottery(network, on: data, settings, checkpoint: trial.part(2 + index, of: 4))
      let fresh = try found.reinitialized(
        round: found.rounds.count - 1, on: data, seed: trial.seed + 1_000,
        checkpoint: trial.checkpoint.observed(by: nil))
      let own = found.rounds[found.rounds.count - 1].test?.accuracy ?? .nan
      tickets.x.append(rate)
      tickets.own.append(own)
      tickets.fresh.append(fresh.test?.accuracy ?? .nan)
      values.append(100 * (own - (fresh.test?.accuracy ?? .nan)))
    }
    series += [
      .init("ticket", panel: 1, x: tickets.x, y: tickets.own),
      .init("fresh weights", panel: 1, x: tickets.x, y: tickets.fresh),
    ]
    return Measurement(values: values, series: series)
  }
}

/// The sizes of the reproduction.
private struct RethinkingPlan {
  let epochs: Int

  init(_ size: ReproductionSize) { epochs = size == .quick ? 16 : 160 }

  func training(rate: Double, seed: Int) -> TrainingSettings {
    TrainingSettings(
      epochs: epochs, batch: 64, optimizer: .sgd(rate: rate, momentum: 0.9, weightDecay: 1e-4),
      schedule: [.step(milestones: [.epochs(epochs / 2), .epochs(3 * epochs / 4)])], seed: seed,
      evaluateEvery: .epochs(epochs))
  }

  func fineTuning(seed: Int) -> TrainingSettings {
    TrainingSettings(
      epochs: max(epochs / 4, 1), batch: 64, optimizer: .sgd(rate: 1e-3, momentum: 0.9, weightDecay: 1e-4), seed: seed,
      evaluateEvery: .epochs(epochs))
  }
}
