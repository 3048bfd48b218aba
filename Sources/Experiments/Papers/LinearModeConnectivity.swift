import Datasets
import Networks
import Pruning
import Tensors

extension Reproduction {
  /// From when on copies of a network are connected by a straight line without a barrier.
  public static let linearModeConnectivity = Reproduction(
    "linearModeConnectivity", "From when on copies trained in other orders are joined by a line without a barrier.",
    paper: Paper(
      4, "Frankle, Dziugaite, Roy, Carbin 2020", "Linear Mode Connectivity and the Lottery Ticket Hypothesis",
      arXiv: "1912.05671"),
    claims: [
      Claim(
        "LeNet-300-100 is stable at initialisation", quantity: "barrier between copies from step 0", unit: "pp",
        .below(2)),
      Claim(
        "so is its ticket of 3.5 % of the weights", quantity: "barrier between copies of the ticket from step 0",
        unit: "pp", .below(2)),
      Claim(
        "a convolutional network on CIFAR-10 is not", quantity: "barrier between copies from step 0", unit: "pp",
        .above(10)),
      Claim(
        "its barrier falls the later the copies part",
        quantity: "largest rise of the barrier from one step to the next later one", unit: "pp", .below(2)),
      Claim(
        "it is stable from 5 % of training on", quantity: "barrier between copies from 5 % of the steps", unit: "pp",
        .below(2)),
      Claim(
        "the ends of the lines have the copies' own errors", quantity: "largest difference", unit: "pp", .within(0)),
    ],
    panels: [
      FigurePanel("On the line between two copies from step 0", x: "fraction of the way", y: "test error (%)"),
      FigurePanel("CIFAR-10: the barrier by when copies part", x: "part of training (%)", y: "barrier (pp)"),
      FigurePanel("CIFAR-10: distance and disagreement", x: "part of training (%)", y: "% of that from step 0"),
    ],
    notes: [
      "a random mask of the same density is drawn as well; the paper promises nothing for it",
      "for the fall of the barrier a rise below the paper's own bound of stability, 2 pp, counts as none",
      "LeNet has no batch normalisation; that of the convolutional network is interpolated",
      "pixels are standardised as in open_lth, which the paper's code is",
      "copies start with an optimiser without memory",
    ],
    sources: { size in
      size == .quick
        ? [
          .published(.mnist, train: 20_000, validation: 5_000, test: 10_000),
          .cifar(train: 9_000, validation: 1_000, test: 10_000),
        ] : [.published(.mnist), .cifar(train: 45_000, validation: 5_000, test: 10_000)]
    },
    setting: { size in
      let plan = ConnectivityPlan(size)
      return "LeNet-300-100, Adam at 0.0012, batches of 60, \(plan.lenetEpochs) epochs, 15 rounds of a fifth of all "
        + "weights for the ticket; CIFAR-10: \(plan.convolutionalText), SGD at 0.05 with momentum 0.9, batches of 64, "
        + "\(plan.cifarEpochs) epochs, copies from \(plan.partText) % of the steps; 30 points a line"
    },
    measure: measureConnectivity)

  @Sendable private static func measureConnectivity(_ trial: Trial) throws -> Measurement {
    let plan = ConnectivityPlan(trial.size)
    let digits = try trial.data[0].asInOpenLTH()
    let photographs = try trial.data[1].asInOpenLTH()
    var settings = InstabilitySettings(
      training: TrainingSettings(
        epochs: plan.lenetEpochs, batch: 60, optimizer: .adam(rate: 1.2e-3), seed: trial.seed,
        evaluateEvery: .epochs(plan.lenetEpochs)))
    let lenet = try Network.lenet300(inputs: digits.train.features, classes: digits.classes, seed: trial.seed)
    var series: [Measurement.Series] = []
    var ends: [Double] = []
    func line(_ name: String, _ found: Instability) {
      let point = found.points[0]
      series.append(
        .init(name, panel: 0, x: point.barrier.fractions, y: point.barrier.path.map { 100 * $0.error }))
      ends += differences(found)
      trial.publish(Measurement(series: series))
    }

    let dense = try instability(of: lenet, on: digits, from: [0], settings, checkpoint: trial.part(from: 0, to: 0.1))
    line("LeNet, dense", dense)
    let search = try lottery(
      lenet, on: digits, LotterySettings(rounds: 15, training: settings.training),
      checkpoint: trial.part(from: 0.1, to: 0.45))
    let ticket = try instability(
      of: search.ticket(15), on: digits, from: [0], settings, checkpoint: trial.part(from: 0.45, to: 0.55))
    line("LeNet, ticket of 3.5 %", ticket)
    let random = try search.control(.random, round: 15, seed: derivedSeed(trial.seed, "random mask"))
    let control = try instability(
      of: random, on: digits, from: [0], settings, checkpoint: trial.part(from: 0.55, to: 0.6))
    line("LeNet, random 3.5 %", control)

    settings.training = TrainingSettings(
      epochs: plan.cifarEpochs, batch: 64, optimizer: .sgd(rate: 0.05, momentum: 0.9), seed: trial.seed,
      evaluateEvery: .epochs(plan.cifarEpochs))
    let total = plan.cifarEpochs * settings.training.stepsPerEpoch(photographs.train.count)
    // Of very few images two parts may fall on one step.
    var steps: [Int] = []
    for part in plan.parts { steps.append(max(Int(Double(total) * part / 100), (steps.last ?? -1) + 1)) }
    let convolutional = try plan.convolutional(for: photographs, seed: trial.seed)
    let late = try instability(
      of: convolutional, on: photographs, from: steps, settings, checkpoint: trial.part(from: 0.6, to: 1)
    ) { found in
      trial.publish(Measurement(series: series + fall(found, plan)))
    }
    line("CIFAR-10, dense", late)
    let heights = late.points.map { 100 * $0.barrier.height }
    let rises = zip(heights.dropFirst(), heights).map { $0 - $1 }
    let training = [dense, ticket, control, late].map { found in
      found.points[0].barrier.trainHeight.map { (1000 * $0).rounded() / 10 } ?? .nan
    }
    return Measurement(
      values: [
        100 * dense.points[0].barrier.height, 100 * ticket.points[0].barrier.height, heights[0], rises.max(),
        plan.parts.firstIndex(of: 5).map { heights[$0] }, ends.max(),
      ],
      series: series + fall(late, plan),
      notes: [
        "barriers from step 0 on training samples: LeNet \(training[0]), its ticket \(training[1]), a random mask "
          + "\(training[2]), CIFAR-10 \(training[3]) pp; of the random mask on test samples "
          + "\((1000 * control.points[0].barrier.height).rounded() / 10) pp"
      ])
  }

  /// How the errors at the ends of the lines differ from those of the copies' own evaluation, in pp.
  private static func differences(_ found: Instability) -> [Double] {
    found.points.flatMap { point in
      zip([point.barrier.path.first, point.barrier.path.last], point.copies).map { end, copy in
        100 * abs((end?.error ?? .nan) - (copy.test?.error ?? .nan))
      }
    }
  }

  /// Barrier, distance and disagreement by when copies part.
  private static func fall(_ found: Instability, _ plan: ConnectivityPlan) -> [Measurement.Series] {
    let parts = Array(plan.parts.prefix(found.points.count))
    func share(_ value: (ErrorBarrier) -> Double) -> [Double] {
      found.points.map { 100 * value($0.barrier) / value(found.points[0].barrier) }
    }
    return [
      .init("test", panel: 1, x: parts, y: found.points.map { 100 * $0.barrier.height }),
      .init("train", panel: 1, x: parts, y: found.points.map { 100 * ($0.barrier.trainHeight ?? .nan) }),
      .init("L2 distance of the copies", panel: 2, x: parts, y: share(\.distance)),
      .init("disagreement", panel: 2, x: parts, y: share(\.disagreement)),
    ]
  }
}

/// Sizes of the trainings.
private struct ConnectivityPlan {
  let lenetEpochs: Int
  let cifarEpochs: Int
  /// When copies part, in per cent of the steps.
  let parts: [Double]
  private let isPaper: Bool

  init(_ size: ReproductionSize) {
    isPaper = size == .paper
    switch size {
    case .quick: (lenetEpochs, cifarEpochs, parts) = (12, 30, [0, 1, 5, 20])
    case .paper: (lenetEpochs, cifarEpochs, parts) = (26, 160, [0, 0.5, 1, 2, 3, 5, 10, 20])
    }
  }

  var partText: String { parts.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: ", ") }

  var convolutionalText: String {
    isPaper ? "ResNet-20" : "three 3×3 convolutions of 8, 16 and 32 channels with pooling, without normalisation"
  }

  func convolutional(for data: Dataset, seed: Int) throws -> Network {
    let input = data.train.imageShape ?? ImageShape(channels: data.train.features, height: 1, width: 1)
    if isPaper { return try .resnet(20, input: input, classes: data.classes, initializer: .kaimingNormal, seed: seed) }
    func block(_ channels: Int) -> [Layer] { [.convolution(channels, kernel: 3, padding: 1), .relu, .maxPool(2)] }
    return try Network(
      input: input, block(8) + block(16) + block(32) + [.dense(data.classes)], initializer: .kaimingNormal, seed: seed)
  }
}
