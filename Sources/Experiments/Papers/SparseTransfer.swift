import Datasets
import Networks
import Pruning
import Tensors

extension Reproduction {
  /// Which kind of sparse network carries over to another task, as it is and fine-tuned.
  public static let sparseTransfer = Reproduction(
    "sparseTransfer", "How well networks made sparse in different ways learn another task.",
    paper: Paper(
      15, "Iofinova, Peste, Kurtz, Alistarh 2022", "How well do sparse ImageNet models transfer?", arXiv: "2111.13445"),
    claims: [
      Claim(
        "with features as they are, a network that was sparse and dense in turn is as good as a dense one",
        quantity: "test accuracy of the linear probe, alternating (AC/DC) less dense", unit: "pp", .above(0)),
      Claim(
        "fine-tuned whole, a network pruned by magnitude after its training is better than that",
        quantity: "test accuracy fine-tuned, magnitude less alternating", unit: "pp", .above(0)),
      Claim(
        "with features as they are the order is the other way round",
        quantity: "test accuracy of the linear probe, alternating less magnitude", unit: "pp", .above(0)),
    ],
    panels: [
      FigurePanel("Linear probe", x: "sparsity (%)", y: "test accuracy"),
      FigurePanel("Fine-tuned whole", x: "sparsity (%)", y: "test accuracy"),
    ],
    notes: [
      "The paper goes from ImageNet to twelve sets with ResNet-50; here from MNIST to Fashion-MNIST with LeNet-300-100. "
        + "Magnitude prunes at once after training and fine-tunes for half as many epochs at a tenth of the rate; the "
        + "paper's second-order method is its counterpart.",
      "The first claim is of at least as good: the interval must lie above 0 to appear, so exactly as good stays undecided.",
    ],
    sources: { size in
      let count = size == .quick ? 10_000 : nil
      return [
        .published(.mnist, train: count, validation: 0, test: nil),
        .published(.fashion, train: count, validation: 0, test: nil),
      ]
    },
    setting: { size in
      let plan = TransferPlan(size)
      return "LeNet-300-100, \(plan.epochs) epochs of Adam on MNIST, dense and at 80, 90 and 95 % by both ways; then "
        + "\(plan.probe.epochs) epochs on Fashion-MNIST: SGD with momentum 0.9, rate 0.01 for the output layer alone, "
        + "0.001 for the whole, weight decay 5e-4, batch 64"
    }
  ) { trial in
    let plan = TransferPlan(trial.size)
    let (source, target) = (trial.data[0], trial.data[1])
    let network = try Network.lenet300(initializer: .kaimingNormal, seed: trial.seed)
    let dense = try train(
      network, on: source, plan.pretraining(seed: trial.seed), checkpoint: trial.part(0, of: 14)
    ).network
    var accuracies: [String: [(sparsity: Double, linear: Double, full: Double)]] = [:]
    func measure(_ name: String, _ pretrained: Network, sparsity: Double) throws {
      func accuracy(_ mode: TransferMode, _ training: TrainingSettings) throws -> Double {
        var training = training
        training.seed = trial.seed
        let checkpoint = trial.checkpoint.observed(by: nil)
        return try transfer(pretrained, to: target, mode: mode, training, checkpoint: checkpoint).test?.accuracy ?? .nan
      }
      accuracies[name, default: []].append(
        (sparsity, try accuracy(.linear, plan.probe), try accuracy(.full, plan.fineTuning)))
    }
    try measure("dense", dense, sparsity: 0)
    for (index, sparsity) in plan.sparsities.enumerated() {
      let pruned = try prune(dense, toSparsity: sparsity, checkpoint: trial.checkpoint)
      let magnitude = try train(
        pruned, on: source, plan.recovery(seed: trial.seed), checkpoint: trial.part(2 + 4 * index, of: 14))
      try measure("magnitude", magnitude.network, sparsity: sparsity)
      let alternating = try train(
        network, on: source, plan.pretraining(seed: trial.seed), pruning: .acdc(to: sparsity),
        checkpoint: trial.part(4 + 4 * index, of: 14))
      try measure("alternating (AC/DC)", alternating.network, sparsity: sparsity)
      trial.publish(Measurement(series: TransferPlan.series(accuracies)))
    }
    guard let base = accuracies["dense"]?.first, let small = accuracies["magnitude"]?.first,
      let grown = accuracies["alternating (AC/DC)"]?.first
    else { return Measurement(values: [nil, nil, nil]) }
    return Measurement(
      values: [
        100 * (grown.linear - base.linear), 100 * (small.full - grown.full), 100 * (grown.linear - small.linear),
      ], series: TransferPlan.series(accuracies))
  }
}

/// The sizes of the reproduction.
private struct TransferPlan {
  let epochs: Int
  let probe: TrainingSettings
  let fineTuning: TrainingSettings
  let sparsities = [0.8, 0.9, 0.95]

  init(_ size: ReproductionSize) {
    epochs = size == .quick ? 20 : 100
    func training(_ rate: Double) -> TrainingSettings {
      let count = size == .quick ? 15 : 150
      return TrainingSettings(
        epochs: count, batch: 64, optimizer: .sgd(rate: rate, momentum: 0.9, weightDecay: 5e-4),
        schedule: [.step(milestones: [.epochs(count / 3), .epochs(2 * count / 3)])], evaluateEvery: .epochs(count))
    }
    probe = training(0.01)
    fineTuning = training(0.001)
  }

  func pretraining(seed: Int) -> TrainingSettings {
    TrainingSettings(epochs: epochs, seed: seed, evaluateEvery: .epochs(epochs))
  }

  func recovery(seed: Int) -> TrainingSettings {
    TrainingSettings(
      epochs: epochs / 2, optimizer: .adam(rate: 1.2e-4), seed: seed, evaluateEvery: .epochs(epochs))
  }

  static func series(
    _ accuracies: [String: [(sparsity: Double, linear: Double, full: Double)]]
  ) -> [Measurement.Series] {
    let levels = [0.0, 0.8, 0.9, 0.95]
    return accuracies.sorted { $0.key < $1.key }.flatMap { name, points -> [Measurement.Series] in
      // The dense network is a level line.
      let x = name == "dense" ? levels : points.map(\.sparsity)
      func y(_ value: ((sparsity: Double, linear: Double, full: Double)) -> Double) -> [Double] {
        name == "dense" ? levels.map { _ in points.first.map(value) ?? .nan } : points.map(value)
      }
      return [
        .init(name, x: x.map { 100 * $0 }, y: y { $0.linear }),
        .init(name, panel: 1, x: x.map { 100 * $0 }, y: y { $0.full }),
      ]
    }
  }
}
