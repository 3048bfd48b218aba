import Datasets
import Networks
import Pruning

extension Reproduction {
  /// RigL against other ways to train a sparse LeNet-300-100 from scratch.
  public static let riggedLottery = Reproduction(
    "riggedLottery",
    "Ways to train LeNet-300-100 with 2 % of its weights from scratch, and the escape from a static one.",
    paper: Paper(
      3, "Evci, Gale, Menick, Castro, Elsen 2020", "Rigging the Lottery: Making All Tickets Winners",
      arXiv: "1911.11134"),
    claims: [
      Claim(
        "growing by gradients beats growing at random", quantity: "test accuracy of RigL less that of SET", unit: "pp",
        .above(0)),
      Claim(
        "growing at random beats connections that stay", quantity: "test accuracy of SET less that of static",
        unit: "pp",
        .above(0)),
      Claim(
        "RigL is half a point better than static or more", quantity: "test accuracy of RigL less that of static",
        unit: "pp", .above(0.5)),
      Claim(
        "RigL reaches 97.7 % with 2 % of the weights", quantity: "test accuracy of RigL", unit: "%", .above(97.7)),
      Claim(
        "no layer's count ever changes under RigL", quantity: "largest change of a layer's count at any exchange",
        unit: "weights", .within(0)),
      Claim(
        "inputs that lose all weights lie at the border",
        quantity: "share of dead inputs within 4 pixels of the edge less that of the others", unit: "pp", .above(0)),
      Claim(
        "a barrier lies between the static and the gradually pruned solution",
        quantity: "highest test error on the straight line less the mean of its ends", unit: "pp", .above(2)),
      Claim(
        "RigL escapes from the static solution, static training does not",
        quantity: "training loss of RigL from there less that of static training from there", .below(0)),
    ],
    panels: [
      FigurePanel("Validation accuracy", x: "epoch", y: "accuracy (%)"),
      FigurePanel("From the static solution to gradual pruning's", x: "fraction of the way", y: "test error (%)"),
      FigurePanel("From the static solution on", x: "epoch", y: "training loss", yScale: .log),
      FigurePanel("Dead inputs", x: "pixels from the edge", y: "inputs without weights (%)"),
    ],
    notes: [
      "the code's multilayer perceptron is followed: momentum 0.9, rate 0.2, weight decay 0.0001, batches of 128, gradual "
        + "pruning from 26 to 60 % of the run; the text leaves its schedule of rates open, here half a cosine",
      "weights are drawn with all inputs counted, not only those a mask leaves; the text leaves that open",
      "exchanges begin at step 100; small dense networks have hidden layers of the same width",
      "a barrier is taken for one above 2 pp, as in the analysis of linear connectivity; the paper only shows it",
    ],
    sources: { size in
      size == .quick
        ? [.published(.mnist, train: 50_000, validation: 5_000, test: 10_000)] : [.published(.mnist)]
    },
    setting: { size in
      let settings = rigging(size, seed: 0)
      return "LeNet-300-100 with 98 % of its weights gone by Erdős-Rényi-Kernel densities; \(settings.training.epochs) "
        + "epochs of batches of \(settings.training.batch), \(settings.training.optimizer); exchanges every "
        + "\(settings.every) steps, \(settings.fraction) at first, up to \(settings.until) of the run; SNFS a half at first"
    },
    measure: measureRigging)

  private static func rigging(_ size: ReproductionSize, seed: Int) -> SparseTrainingSettings {
    var settings = SparseTrainingSettings()
    settings.training.seed = seed
    settings.training.epochs = size == .quick ? 75 : 200
    return settings
  }

  @Sendable private static func measureRigging(_ trial: Trial) throws -> Measurement {
    let data = trial.data[0]
    let settings = rigging(trial.size, seed: trial.seed)
    let network = try Network.lenet300(inputs: data.train.features, classes: data.classes, seed: trial.seed)
    let methods = SparseTraining.Method.allCases.filter { $0 != .dense || trial.size == .paper }
    let ways = try sparseTraining(
      of: network, on: data, methods: methods, settings, checkpoint: trial.checkpoint.part(from: 0, to: 0.75)
    ) { trial.publish(Measurement(series: accuracies($0))) }
    func accuracy(_ method: SparseTraining.Method) -> Double? { ways.run(method)?.test.map { 100 * $0.accuracy } }
    func lead(_ method: SparseTraining.Method, over other: SparseTraining.Method) -> Double? {
      guard let first = accuracy(method), let second = accuracy(other) else { return nil }
      return first - second
    }
    guard let still = ways.run(.static)?.network, let pruned = ways.run(.gradual)?.network,
      let rigged = ways.run(.rigl)?.network
    else { return Measurement() }
    let escape = try staticEscape(
      from: still, to: pruned, on: data, settings, checkpoint: trial.checkpoint.part(from: 0.75, to: 1))
    let (inputs, fixed) = (
      try InputConnections(of: rigged, on: data.train), try InputConnections(of: still, on: data.train)
    )
    let figures = methods.compactMap { method in accuracy(method).map { "\(method.rawValue) \(rounded($0))" } }
    return Measurement(
      values: [
        lead(.rigl, over: .set), lead(.set, over: .static), lead(.rigl, over: .static), accuracy(.rigl),
        ways.drift(of: .rigl).map(Double.init), inputs.deadAtEdge(within: 4).map { 100 * $0 },
        100 * escape.barrier.height, escape.rigged.train.loss - escape.stayed.train.loss,
      ],
      series: accuracies(ways) + path(escape) + restarts(escape) + [dead(inputs, "RigL"), dead(fixed, "static")],
      notes: [
        "test accuracy (%): \(figures.joined(separator: ", "))",
        "RigL leaves \(inputs.dead) of \(inputs.counts.count) inputs without weights, static \(fixed.dead)",
        "parameters: \(ways.entries.map { "\($0.method.rawValue) \($0.run.network.presentCount)" }.joined(separator: ", "))",
        "training loss of the static solution \(rounded(escape.before.loss)), static training from there "
          + "\(rounded(escape.stayed.train.loss)), RigL from there \(rounded(escape.rigged.train.loss))",
      ])
  }

  private static func accuracies(_ ways: SparseTraining) -> [Measurement.Series] {
    ways.entries.map { entry in
      let seen = entry.run.history.compactMap { record in
        record.validation.map { (record.epoch, 100 * $0.accuracy) }
      }
      return .init(entry.method.rawValue, panel: 0, x: seen.map(\.0), y: seen.map(\.1))
    }
  }

  private static func path(_ escape: StaticEscape) -> [Measurement.Series] {
    [.init("error", panel: 1, x: escape.barrier.fractions, y: escape.barrier.path.map { 100 * $0.error })]
  }

  private static func restarts(_ escape: StaticEscape) -> [Measurement.Series] {
    [("static", escape.stayed), ("RigL", escape.rigged)].map { name, run in
      .init(name, panel: 2, x: run.history.map(\.epoch), y: run.history.map(\.train.loss))
    }
  }

  private static func dead(_ inputs: InputConnections, _ name: String) -> Measurement.Series {
    let shares = inputs.deadShares
    return .init(name, panel: 3, x: shares.indices.map(Double.init), y: shares.map { 100 * $0 })
  }

  /// Four decimals at most, so that notes stay short.
  static func rounded(_ value: Double) -> Double { (10_000 * value).rounded() / 10_000 }
}

extension Network {
  /// All numbers that are learned and present.
  fileprivate var presentCount: Int { parameterCount - prunableCount + remainingCount }
}
