import Datasets
import Networks
import Pruning

extension Reproduction {
  /// Accuracy on noisy labels against sparsity: a trough, a second peak, a collapse.
  public static let sparseDoubleDescent = Reproduction(
    "sparseDoubleDescent", "Pruning on noisy labels makes overfitting worse before it makes it better.",
    paper: Paper(
      6, "He, Xie, Zhu, Qin 2022", "Sparse Double Descent: Where Network Pruning Aggravates Overfitting",
      arXiv: "2206.08684"),
    claims: [
      Claim(
        "there is a trough at least 3 points below the dense network",
        quantity: "test accuracy of the dense network less that of the trough", unit: "pp", .above(3)),
      Claim(
        "the second peak lies above the dense network",
        quantity: "test accuracy of the second peak less that of the dense network", unit: "pp", .above(0)),
      Claim(
        "the learning distance has a maximum between its ends",
        quantity: "largest distance between the ends less the larger one at the ends", .above(0)),
      Claim(
        "that maximum is within one level of the trough", quantity: "level of the largest distance less the trough's",
        unit: "levels", .within(1)),
      Claim(
        "from the trough to the second peak accuracy goes with less distance",
        quantity: "Pearson's correlation of test accuracy and negative distance", .above(0.9)),
      Claim(
        "without noise the trough is gone or below 1 point",
        quantity: "depth of the deepest dip below both the dense network and what follows", unit: "pp", .below(1)),
      Claim(
        "the trough is where an independent run has it, at 96.5 %", quantity: "level of the trough less 15",
        unit: "levels", .within(1)),
      Claim(
        "the second peak is where that run has it, at 99.26 %", quantity: "level of the second peak less 22",
        unit: "levels", .within(1)),
      Claim(
        "the largest distance is where that run has it, at 95.6 %", quantity: "level of the largest distance less 14",
        unit: "levels", .within(1)),
    ],
    panels: [
      FigurePanel("Accuracy on clean and on noisy labels", x: "weights left (%)", y: "%", xScale: .logReversed),
      FigurePanel("Learning distance", x: "weights left (%)", y: "L2 from initialisation", xScale: .logReversed),
    ],
    notes: [
      "trough and second peak are chosen on validation samples, of clean labels, and reported on test samples",
      "the trough is the level furthest below both the dense network and the best level after it",
      "pixels are standardised by mean 0.1307 and deviation 0.3081, as in open_lth, which the paper is built on",
      "the paper's sizes are 60,000 images and 160 epochs, rewinding to step 1000; the quick ladder rewinds to the "
        + "initialisation",
    ],
    sources: { size in
      size == .quick
        ? [.published(.mnist, train: 8_000, validation: 5_000, test: 10_000)] : [.published(.mnist)]
    },
    setting: { size in
      let plan = DescentPlan(size)
      return "LeNet-300-100, He normal, 20 % symmetric label noise, SGD at 0.1, batches of 128, \(plan.epochs) epochs; "
        + "\(plan.rounds) levels, each without a fifth of all weights that were left, by magnitude; "
        + "rewound to step \(plan.rewind)"
    },
    measure: measureDescent)

  @Sendable private static func measureDescent(_ trial: Trial) throws -> Measurement {
    let plan = DescentPlan(trial.size)
    let data = try trial.data[0].asInOpenLTH()
    let training = TrainingSettings(
      epochs: plan.epochs, batch: 128, optimizer: .sgd(rate: 0.1), seed: trial.seed,
      evaluateEvery: .epochs(plan.epochs))
    let settings = LotterySettings(
      rounds: plan.rounds, removing: 0.2, rewindTo: .step(plan.rewind), training: training)
    let network = try Network.lenet300(
      inputs: data.train.features, classes: data.classes, initializer: .kaimingNormal, seed: trial.seed)
    let noisy = try Experiments.sparseDoubleDescent(
      of: network, on: data, noise: .symmetric(0.2), settings,
      checkpoint: trial.part(from: 0, to: 0.5)
    ) { trial.publish(Measurement(series: curves($0, noise: true))) }
    let clean = try Experiments.sparseDoubleDescent(
      of: network, on: data, noise: nil, settings,
      checkpoint: trial.part(from: 0.5, to: 1)
    ) { trial.publish(Measurement(series: curves(noisy, noise: true) + curves($0, noise: false))) }
    let levels = noisy.levels
    func accuracy(_ level: Int?) -> Double? { level.map { 100 * levels[$0].accuracy } }
    func difference(_ first: Double?, _ second: Double?) -> Double? {
      first.flatMap { first in second.map { first - $0 } }
    }
    let ends = max(levels[0].distance, levels[levels.count - 1].distance)
    var values: [Double?] = []
    values.append(difference(accuracy(0), accuracy(noisy.trough)))
    values.append(difference(accuracy(noisy.secondPeak), accuracy(0)))
    values.append(noisy.distancePeak.map { levels[$0].distance - ends })
    values.append(difference(noisy.distancePeak.map(Double.init), noisy.trough.map(Double.init)))
    values.append(noisy.distanceCorrelation)
    values.append(clean.depth.map { 100 * $0 })
    values.append(noisy.trough.map { Double($0 - 15) })
    values.append(noisy.secondPeak.map { Double($0 - 22) })
    values.append(noisy.distancePeak.map { Double($0 - 14) })
    return Measurement(
      values: values, series: curves(noisy, noise: true) + curves(clean, noise: false),
      notes: ["\(noisy.wrongLabels) of \(data.train.count) training labels were wrong"])
  }

  private static func curves(_ descent: SparseDoubleDescent, noise: Bool) -> [Measurement.Series] {
    let left = descent.levels.map { 100 * (1 - $0.sparsity) }
    let test = descent.levels.map { 100 * $0.accuracy }
    guard noise else { return [.init("test, no noise", panel: 0, x: left, y: test)] }
    let train = descent.levels.map { 100 * $0.round.train.accuracy }
    let fitted = descent.levels.map { 100 * ($0.noiseFitted ?? .nan) }
    return [
      .init("test", panel: 0, x: left, y: test),
      .init("training labels, noise included", panel: 0, x: left, y: train),
      .init("wrong labels given back", panel: 0, x: left, y: fitted),
      .init("distance", panel: 1, x: left, y: descent.levels.map(\.distance)),
    ]
  }
}

/// Sizes of the ladders.
private struct DescentPlan {
  let epochs: Int
  let rounds: Int
  let rewind: Int

  init(_ size: ReproductionSize) {
    switch size {
    case .quick: (epochs, rounds, rewind) = (60, 25, 0)
    case .paper: (epochs, rounds, rewind) = (160, 30, 1_000)
    }
  }
}
