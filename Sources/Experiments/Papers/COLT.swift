import Datasets
import Networks
import Pruning
import Tensors

extension Reproduction {
  /// Cyclic overlapping lottery tickets against iterative magnitude pruning at the same rate.
  public static let overlappingTickets = Reproduction(
    "overlappingTickets", "Tickets that networks trained on disjoint classes agree on, against magnitude tickets.",
    paper: Paper(
      20, "Hossain, Rakib, Elahi, Mohammed, Rahman 2022", "COLT: cyclic overlapping lottery tickets for faster pruning",
      arXiv: "2212.12770"),
    claims: [
      Claim(
        "masks of different classes agree more than chance: a round keeps more than independent masks would",
        quantity: "mean fraction kept a round", .between(0.7225, 0.85)),
      Claim(
        "the fraction kept rises over the rounds", quantity: "rank correlation of round and fraction kept", .above(0)),
      Claim(
        "masks overlap more than independent ones", quantity: "mean Jaccard index less its value by chance", .above(0)),
      Claim(
        "99.1 % takes fewer rounds than the 29 of magnitude pruning at 15 % a round", quantity: "rounds",
        .below(29)),
      Claim(
        "on all classes the ticket is as good as a magnitude ticket of the same density",
        quantity: "test accuracy less that of the magnitude ticket", unit: "pp", .within(1)),
    ],
    panels: [
      FigurePanel("What a round keeps", x: "round", y: "fraction kept"),
      FigurePanel("What the groups agree on", x: "round", y: "Jaccard index"),
    ],
    notes: [
      "The paper's tables could not be read: its claims are those of its abstract. Convolutional networks are its "
        + "subject; a dense network loses 15 % a round of its hidden layers here, its output layer nothing, and "
        + "fractions are of the hidden layers.",
      "Classes are split in their order: 0 to 4 and 5 to 9.",
    ],
    sources: { size in
      [.published(.mnist, train: size == .quick ? 10_000 : nil, validation: 0, test: nil)]
    },
    setting: { size in
      let training = OverlappingTicketsPlan(size).training
      return "LeNet-300-100, \(training.optimizer), batch \(training.batch), \(training.epochs) epochs a training, "
        + "15 % of the hidden weights a round and group, to 99.1 %"
    }
  ) { trial in
    let plan = OverlappingTicketsPlan(trial.size)
    var training = plan.training
    training.seed = trial.seed
    let network = try Network.lenet300(seed: trial.seed)
    let found = try Experiments.overlappingTickets(
      network, on: trial.data[0], OverlapSettings(training: training), checkpoint: trial.part(0, of: 2))
    let rounds = found.rounds.map { Double($0.index) }
    let kept = found.rounds.map(\.keptFraction)
    let series = [
      Measurement.Series("overlapping tickets", x: rounds, y: kept),
      .init("independent masks", x: rounds, y: rounds.map { _ in 0.7225 }),
      .init("equal masks", x: rounds, y: rounds.map { _ in 0.85 }),
      .init("overlapping tickets", panel: 1, x: rounds, y: found.rounds.map(\.overlap)),
      .init("by chance", panel: 1, x: rounds, y: found.rounds.map(\.chance)),
    ]
    trial.publish(Measurement(series: series))
    // A magnitude ticket of the same number of weights: the rounds that get nearest, then a last cut to the count.
    let control = try plan.magnitudeTicket(
      network, on: trial.data[0], remaining: found.ticket.remainingCount, training, checkpoint: trial.part(1, of: 2))
    let difference = (found.run.test?.accuracy ?? .nan) - (control.test?.accuracy ?? .nan)
    return Measurement(
      values: [
        kept.reduce(0, +) / Double(kept.count),
        try Correlation(.spearman, of: rounds, and: kept).coefficient,
        found.rounds.reduce(0) { $0 + $1.overlap - $1.chance } / Double(found.rounds.count),
        Double(found.rounds.count), 100 * difference,
      ], series: series)
  }
}

/// The sizes of the reproduction.
private struct OverlappingTicketsPlan {
  let training: TrainingSettings

  init(_ size: ReproductionSize) {
    training =
      size == .quick
      ? TrainingSettings(epochs: 5, batch: 60, optimizer: .adam(rate: 1.2e-3))
      : TrainingSettings(
        epochs: 50, batch: 256, optimizer: .sgd(rate: 0.1, momentum: 0.9), schedule: [.warmup(.epochs(1))])
  }

  /// Trains, prunes by magnitude 15 % of the hidden weights a round and rewinds, until so many prunable weights are left.
  func magnitudeTicket(
    _ network: Network, on data: Dataset, remaining: Int, _ training: TrainingSettings, checkpoint: Checkpoint
  ) throws -> TrainingRun {
    let output = network.summary.last { $0.prunableCount > 0 }
    let excluded = [output?.name ?? ""]
    let spared = output?.prunableCount ?? 0
    var ticket = network
    var step = 0
    while true {
      let run = try train(ticket, on: data, training, checkpoint: checkpoint.part(min(step, 29), of: 30))
      if ticket.remainingCount <= remaining { return run }
      let left = ticket.remainingCount - spared
      let fraction = min(0.15, Double(ticket.remainingCount - remaining) / Double(left))
      let pruned = try prune(run.network, removing: fraction, excluding: excluded, checkpoint: checkpoint)
      ticket = try network.masked(by: pruned.masks)
      step += 1
    }
  }
}
