import Datasets
import Networks
import Tensors

extension Reproduction {
  /// Activate-while-pruning against pruning by magnitude alone.
  public static let activateWhilePruning = Reproduction(
    "activateWhilePruning", "How often ReLUs are zero as a network is pruned, and whether they can be kept active.",
    paper: Paper(
      7, "Liu, Ghosh, Tan, Motani 2022", "AP: selective activation for de-sparsifying pruned neural networks",
      arXiv: "2212.06145"),
    claims: [
      Claim(
        "pruned networks have fewer zeros: from all weights to a tenth their share falls by a quarter",
        quantity: "share of zero ReLU outputs at 10.7 % of the weights over that of the dense network, magnitude alone",
        .below(0.75)),
      Claim(
        "activating lowers the share of zeros further at the same density",
        quantity: "share of zeros less that of magnitude alone, mean over densities from 41 % to 2.8 %", unit: "pp",
        .below(0)),
      Claim(
        "and the share of zeros of outputs that are not dead",
        quantity: "dynamic dead-neuron rate less that of magnitude alone, mean over the same densities", unit: "pp",
        .below(0)),
      Claim(
        "below a tenth of the weights activating does not cost accuracy",
        quantity: "test accuracy less that of magnitude alone, mean over densities below 10 %", unit: "pp", .above(0)),
    ],
    panels: [
      FigurePanel(
        "Zeros among ReLU outputs", x: "weights left (%)", y: "share of zeros", xScale: .logReversed),
      FigurePanel("Test accuracy", x: "weights left (%)", y: "accuracy", xScale: .logReversed),
      FigurePanel("Dead outputs", x: "weights left (%)", y: "share dead for every sample", xScale: .logReversed),
    ],
    notes: [
      "The paper's tables could not be read; its networks are ResNet-20 and larger on CIFAR. Here LeNet-300-100 on MNIST, "
        + "whose zeros are counted on the test images, static and dynamic ones apart.",
      "Accuracy is claimed to gain at least nothing: the interval must lie above 0 to appear, so a gain of exactly nothing "
        + "stays undecided.",
    ],
    sources: { size in [.published(.mnist, train: size == .quick ? 8_000 : nil, validation: 0, test: nil)] },
    setting: { size in
      let training = ActivationPlan.training(size)
      return "LeNet-300-100, \(training.optimizer), batch \(training.batch), \(training.epochs) epochs a round, "
        + "\(ActivationPlan.rounds(size)) rounds of 20 % of the survivors, 18 % by magnitude and 2 % for activity"
    }
  ) { trial in
    var training = ActivationPlan.training(trial.size)
    training.seed = trial.seed
    let network = try Network.lenet300(initializer: .kaimingNormal, seed: trial.seed)
    var series: [Measurement.Series] = []
    var ladders: [[ActivatedPruning.Round]] = []
    for (index, method) in [("magnitude", 0.0), ("activating", 0.02)].enumerated() {
      let settings = ActivationSettings(
        rounds: ActivationPlan.rounds(trial.size), activating: method.1, training: training)
      let found = try activatedPruning(network, on: trial.data[0], settings, checkpoint: trial.part(index, of: 2)) {
        rounds in
        trial.publish(Measurement(series: series + ActivationPlan.series(method.0, rounds)))
      }
      series += ActivationPlan.series(method.0, found.rounds)
      ladders.append(found.rounds)
    }
    let (plain, active) = (ladders[0], ladders[1])
    func difference(_ rounds: ClosedRange<Int>, _ quantity: (ActivatedPruning.Round) -> Double) -> Double {
      let range = rounds.clamped(to: 0...plain.count - 1)
      return 100 * range.reduce(0) { $0 + quantity(active[$1]) - quantity(plain[$1]) } / Double(range.count)
    }
    return Measurement(
      values: [
        plain[min(10, plain.count - 1)].shares.zero / plain[0].shares.zero,
        difference(4...16) { $0.shares.zero }, difference(4...16) { $0.shares.dynamic },
        difference(11...plain.count - 1) { $0.run.test?.accuracy ?? .nan },
      ], series: series)
  }
}

/// The sizes of the reproduction.
private enum ActivationPlan {
  static func training(_ size: ReproductionSize) -> TrainingSettings {
    TrainingSettings(
      epochs: size == .quick ? 20 : 40, batch: 128, optimizer: .sgd(rate: 0.1), evaluateEvery: .epochs(20))
  }

  static func rounds(_ size: ReproductionSize) -> Int { size == .quick ? 20 : 25 }

  static func series(_ name: String, _ rounds: [ActivatedPruning.Round]) -> [Measurement.Series] {
    let left = rounds.map { 100 * (1 - $0.run.network.sparsity) }
    return [
      .init(name, x: left, y: rounds.map(\.shares.zero)),
      .init(name, panel: 1, x: left, y: rounds.map { $0.run.test?.accuracy ?? .nan }),
      .init(name, panel: 2, x: left, y: rounds.map(\.shares.dead)),
    ]
  }
}
