import Datasets
import Geometry
import Networks
import Tensors

extension Reproduction {
  /// Whether test points lie in the hull of the training points as a network represents them, and whether that matters.
  public static let localGeneralization = Reproduction(
    "localGeneralization", "Whether being in the hull of the training codes, or near them, goes with accuracy.",
    paper: Paper(
      10, "Bonnasse-Gahot 2022",
      "Interpolation, extrapolation, and local generalization in common neural networks", arXiv: "2207.08648"),
    claims: [
      Claim(
        "most test points lie in the hull of the training codes",
        quantity: "test points inside at the bottleneck's dimension", unit: "%", .above(50)),
      Claim(
        "nearness to the training codes tells errors better than membership",
        quantity: "AUROC of the nearest distance less that of being outside, from dimension 4 on", .above(0)),
      Claim(
        "better networks have fewer dimensions",
        quantity: "bottleneck after an epoch less that of the trained network", unit: "dimensions", .above(0)),
    ],
    panels: [
      FigurePanel("Hull", x: "dimension of the code", y: "test points inside (%)"),
      FigurePanel("Through the code", x: "dimension of the code", y: "test accuracy"),
      FigurePanel("Telling errors", x: "dimension of the code", y: "AUROC"),
    ],
    notes: [
      "Only the paper's abstract could be read: autoencoder, rule for the bottleneck and measure of nearness are chosen here.",
      "The bottleneck is the smallest dimension of a linear code through which a linear probe, trained on the activity "
        + "itself, keeps its accuracy within half a point.",
      "Beside the share inside stands that of Gaussian points of the same number and dimension, which is exact.",
    ],
    sources: { _ in [.published(.mnist, train: 12_000, validation: 0, test: nil)] },
    setting: { size in
      let plan = CodePlan(size)
      return "LeNet-300-100, \(plan.epochs) epochs of Adam; autoencoders 100-128-d-128-100 of its last hidden layer, "
        + "\(plan.codeEpochs) epochs; hull of the first \(plan.hull) training codes"
    }
  ) { trial in
    let plan = CodePlan(trial.size)
    let data = trial.data[0]
    func network(epochs: Int, _ checkpoint: Checkpoint) throws -> Network {
      try train(
        try Network.lenet300(inputs: data.train.features, classes: data.train.classes, seed: trial.seed), on: data,
        TrainingSettings(epochs: epochs, seed: trial.seed, evaluateEvery: .epochs(epochs)), checkpoint: checkpoint
      ).network
    }
    let trained = try CodeSweep(
      of: network(epochs: plan.epochs, trial.part(from: 0, to: 0.1)), on: data, plan, seed: trial.seed,
      checkpoint: trial.part(from: 0.1, to: 0.6))
    trial.publish(Measurement(series: trained.series))
    let young = try CodeSweep(
      of: network(epochs: 1, trial.part(from: 0.6, to: 0.61)), on: data, plan, seed: trial.seed,
      checkpoint: trial.part(from: 0.61, to: 1))
    let bottleneck = trained.bottleneck.map { trained.points[$0] }
    let differences = trained.points.filter { $0.dimension >= 4 }
      .map { $0.nearness - $0.outside }.filter(\.isFinite)
    let difference = differences.isEmpty ? nil : differences.reduce(0, +) / Double(differences.count)
    let dimensions = young.bottleneck.flatMap { early in
      bottleneck.map { Double(young.points[early].dimension - $0.dimension) }
    }
    return Measurement(
      values: [bottleneck.map { 100 * $0.inside }, difference, dimensions], series: trained.series,
      notes: [
        "bottleneck of the trained network: \(bottleneck.map { "\($0.dimension)" } ?? "none in the sweep"), after an epoch: "
          + "\(young.bottleneck.map { "\(young.points[$0].dimension)" } ?? "none in the sweep")",
        "inside by dimension, 95 % bootstrap over test images: "
          + trained.points.map { point in
            let (low, high) = (
              CodeSweep.percent(point.interval.lowerBound), CodeSweep.percent(point.interval.upperBound)
            )
            return "\(point.dimension): \(low) to \(high) %"
          }.joined(separator: ", "),
      ])
  }
}

/// The sizes of the reproduction.
private struct CodePlan {
  let dimensions = [2, 3, 4, 6, 8, 10, 15, 20]
  let epochs: Int
  let codeEpochs: Int
  let hull: Int

  init(_ size: ReproductionSize) {
    epochs = size == .quick ? 10 : 50
    codeEpochs = size == .quick ? 12 : 100
    hull = size == .quick ? 4_000 : 12_000
  }
}

/// Codes of rising dimension of a network's last hidden layer, and where test samples lie among those of training.
private struct CodeSweep {
  struct Point {
    let dimension: Int
    /// Accuracy of the probe on decoded activity.
    let accuracy: Double
    /// The fraction of test codes in the hull of training codes.
    let inside: Double
    /// The 95 % bootstrap interval of that fraction over test samples.
    let interval: ClosedRange<Double>
    /// The same fraction for Gaussian points.
    let null: Double
    /// AUROC of the distance to the nearest training code for errors.
    let nearness: Double
    /// AUROC of being outside for errors.
    let outside: Double
  }

  let points: [Point]
  /// Accuracy of the probe on the activity itself.
  let probe: Double

  /// The first point whose accuracy is within half a point of the probe's own.
  var bottleneck: Int? { points.firstIndex { $0.accuracy >= probe - 0.005 } }

  init(of network: Network, on data: Dataset, _ plan: CodePlan, seed: Int, checkpoint: Checkpoint) throws {
    let quiet = checkpoint.observed(by: nil)
    let hidden = try network.withoutOutput()
    let wrong = zip(data.test.labels, try network.predictions(on: data.test, checkpoint: quiet)).map { $0 != $1 }
    func activity(_ samples: Samples) throws -> Samples {
      try Samples(
        inputs: hidden.logits(samples.inputs, checkpoint: quiet), labels: samples.labels, classes: samples.classes)
    }
    let train = try activity(data.train), test = try activity(data.test)
    let set = try Dataset(
      name: "activity", train: train, validation: train[0..<0], test: test, provenance: "last hidden layer")
    let settings = TrainingSettings(
      epochs: plan.codeEpochs, seed: seed, evaluateEvery: .epochs(plan.codeEpochs))
    let linear = try Networks.train(
      Network.mlp([train.features, data.train.classes], seed: seed), on: set, settings, checkpoint: quiet
    ).network
    probe = try linear.accuracy(on: test, checkpoint: quiet)
    var coding = settings
    coding.loss = .reconstruction
    var points: [Point] = []
    for (index, dimension) in plan.dimensions.enumerated() where dimension <= train.features {
      let autoencoder = try Networks.train(
        Network(
          input: ImageShape(channels: train.features, height: 1, width: 1),
          [.dense(128), .relu, .dense(dimension), .dense(128), .relu, .dense(train.features)], seed: seed), on: set,
        coding, checkpoint: checkpoint.part(index, of: plan.dimensions.count)
      ).network
      let encoder = try autoencoder.prefix(through: "fc2")
      let decoded = try Samples(
        inputs: autoencoder.logits(test.inputs, checkpoint: quiet), labels: test.labels, classes: test.classes)
      let codes = try encoder.logits(train.inputs, checkpoint: quiet)
      let queries = try encoder.logits(test.inputs, checkpoint: quiet)
      let hull = try codes.gather(Array(0..<min(plan.hull, train.count)))
      let membership = try hullMembership(of: queries, in: hull, aim: .membership, checkpoint: quiet)
      let nearest = try proximity(of: queries, to: codes, neighbors: 1, checkpoint: quiet).nearest
      points.append(
        Point(
          dimension: dimension, accuracy: try linear.accuracy(on: decoded, checkpoint: quiet),
          inside: membership.fraction,
          interval: try membership.fractionInterval(seed: seed, checkpoint: quiet),
          null: try gaussianHullProbability(points: hull.shape[0], dimension: dimension),
          nearness: receiverArea(of: nearest, positives: wrong) ?? .nan,
          outside: receiverArea(of: membership.inside.map { $0 ? 0 : 1 }, positives: wrong) ?? .nan))
    }
    self.points = points
  }

  static func percent(_ fraction: Double) -> Double { (1_000 * fraction).rounded() / 10 }

  var series: [Measurement.Series] {
    let x = points.map { Double($0.dimension) }
    return [
      .init("test points", x: x, y: points.map { 100 * $0.inside }),
      .init("Gaussian points", x: x, y: points.map { 100 * $0.null }),
      .init("probe on decoded activity", panel: 1, x: x, y: points.map(\.accuracy)),
      .init("probe on the activity itself", panel: 1, x: x, y: points.map { _ in probe }),
      .init("distance to the nearest code", panel: 2, x: x, y: points.map(\.nearness)),
      .init("outside the hull", panel: 2, x: x, y: points.map(\.outside)),
    ]
  }
}
