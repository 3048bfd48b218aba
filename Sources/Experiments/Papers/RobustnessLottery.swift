import Datasets
import Geometry
import Networks
import Pruning
import Tensors

extension Reproduction {
  /// What pruning methods do to the geometry of the last features, clean and corrupted.
  public static let robustnessLottery = Reproduction(
    "robustnessLottery", "What pruning does to angles, lengths and margins of the last features, clean and corrupted.",
    paper: Paper(
      2, "Li, Liu, Yu, Kailkhura, Cao, Diffenderfer, Bremer, Pascucci 2022",
      "\"Understanding Robustness Lottery\": A Geometric Visual Comparative Analysis of Neural Network Pruning "
        + "Approaches", arXiv: "2206.07918"),
    claims: [
      Claim(
        "the sign of the margin is the classification",
        quantity:
          "samples whose margin is positive exactly if they are classified correctly, all networks and severities",
        unit: "%", .between(100, 100)),
      Claim(
        "misclassified samples lie at larger angles",
        quantity: "AUROC of the angle for the errors of the dense network, clean", .above(0.8)),
      Claim(
        "margins fall with severity",
        quantity: "largest step of the mean margin to the next severity over its clean value, any network", .below(0)),
      Claim(
        "two dense networks are nearer than a dense and a biprop one",
        quantity: "distance of two dense networks over that of the dense and the biprop one", .below(1)),
      Claim(
        "biprop has larger angles", quantity: "mean angle of biprop less that of the dense network, clean",
        unit: "rad", .above(0)),
      Claim(
        "and less scattered ones",
        quantity: "standard deviation of the angle of biprop less that of the dense network, clean", unit: "rad",
        .below(0)),
    ],
    panels: [
      FigurePanel("Margin", x: "severity of Gaussian noise", y: "mean margin over its clean value"),
      FigurePanel("Angles of clean samples", x: "mean (rad)", y: "standard deviation (rad)"),
      FigurePanel("Distance from the dense network", x: "severity of Gaussian noise", y: "distance"),
      FigurePanel("Accuracy", x: "severity of Gaussian noise", y: "accuracy"),
    ],
    notes: [
      "The paper has no code: margin = min over j ≠ y of ((w_y - wⱼ)·x + b_y - bⱼ)/|w_y - wⱼ|, the bound of .8 and the "
        + "sizes are chosen here. Its networks are convolutional, on CIFAR-10-C and ImageNet-C.",
      "Margins are distances in each network's own features, so their course is drawn relative to the clean mean.",
      "Distances are roots of mean squares over samples of angle, length and margin, each divided by its standard "
        + "deviation over all samples of all networks at that severity.",
      "How large the angles of a ticket are depends on how it is searched: of six settings tried on seed 0 (SGD at 0.1, Adam "
        + "at 0.003 and at 0.01, each keeping half or 30 % of the weights) four gave larger mean angles than the dense "
        + "network and two smaller ones; all six gave more scattered ones. The setting was chosen by training accuracy.",
      "Severity 0 is clean; 1 to 5 add Gaussian noise of standard deviation .04, .06, .08, .09, .10 to pixels in [0, 1], "
        + "clipped, the same draws at each severity.",
    ],
    sources: { size in
      [
        .published(
          .mnist, train: size == .quick ? 12_000 : nil, validation: 0, test: size == .quick ? 5_000 : nil)
      ]
    },
    setting: { size in
      let plan = RobustnessPlan(size)
      return "LeNet-300-100, \(plan.epochs) epochs of Adam at 0.0012, batches of 60; magnitude and random: a tenth of "
        + "the weights kept, trained for \(plan.tuning) epochs more; biprop: half of each layer's weights kept, "
        + "\(plan.search) epochs of Adam at 0.003, the best of six settings by training accuracy on one seed"
    }
  ) { trial in
    let plan = RobustnessPlan(trial.size)
    let data = trial.data[0]
    let networks = try plan.networks(trial, on: data)
    var courses = networks.map { _ in [LossGeometry]() }
    var maps: [ModelMap] = []
    for severity in 0...Corruption.severities.upperBound {
      let part = trial.part(from: 0.8 + 0.03 * Double(severity), to: 0.83 + 0.03 * Double(severity))
      let samples = try RobustnessPlan.corrupted(data.test, severity: severity, seed: trial.seed)
      for (index, network) in networks.enumerated() {
        courses[index].append(try lossGeometry(of: network.network, on: samples, checkpoint: part))
      }
      maps.append(
        try ModelMap(
          networks.indices.map { (name: networks[$0].name, geometry: courses[$0][severity]) }, checkpoint: part))
    }
    let severities = (0...Corruption.severities.upperBound).map(Double.init)
    var series: [Measurement.Series] = []
    for (index, network) in networks.enumerated() {
      let margins = courses[index].map { $0.summary(of: .margin).mean }
      let angle = courses[index][0].summary(of: .angle)
      series += [
        .init(network.name, x: severities, y: margins.map { $0 / margins[0] }),
        .init(network.name, panel: 1, x: [angle.mean], y: [angle.standardDeviation]),
        .init(network.name, panel: 3, x: severities, y: courses[index].map(\.accuracy)),
      ]
      if index > 0 {
        series.append(.init(network.name, panel: 2, x: severities, y: maps.map { $0.distances.element(index) }))
      }
    }
    let dense = courses[0][0], biprop = courses[networks.count - 1][0]
    let difference = try biprop.minus(dense)
    let agreement = courses.flatMap(\.self).map(\.signAgreement).min() ?? 0
    let distances = maps[0].distances
    return Measurement(
      values: [
        100 * agreement, dense.angleArea?.value, RobustnessPlan.largestStep(courses),
        distances.element(1) / distances.element(networks.count - 1), difference.angle.value,
        difference.angleSpread.value,
      ].map { $0.flatMap { $0.isFinite ? $0 : nil } },
      series: series, notes: RobustnessPlan.notes(networks.map(\.name), courses.map { $0[0] }, maps[0]))
  }
}

/// The sizes of the reproduction.
private struct RobustnessPlan {
  let epochs: Int
  /// Epochs after pruning.
  let tuning: Int
  /// Epochs of the search for a ticket.
  let search: Int

  init(_ size: ReproductionSize) {
    epochs = size == .quick ? 6 : 40
    tuning = size == .quick ? 3 : 20
    search = size == .quick ? 8 : 60
  }

  /// The dense network, another of a seed of its own, the first pruned by magnitude and at random, a biprop ticket.
  func networks(_ trial: Trial, on data: Dataset) throws -> [(name: String, network: Network)] {
    func fresh(_ seed: Int) throws -> Network {
      try Network.lenet300(inputs: data.train.features, classes: data.train.classes, seed: seed)
    }
    func trained(_ network: Network, _ epochs: Int, seed: Int, _ checkpoint: Checkpoint) throws -> Network {
      try train(
        network, on: data, TrainingSettings(epochs: epochs, seed: seed, evaluateEvery: .epochs(epochs)),
        checkpoint: checkpoint
      ).network
    }
    let other = derivedSeed(trial.seed, "second dense network")
    let dense = try trained(fresh(trial.seed), epochs, seed: trial.seed, trial.part(from: 0, to: 0.15))
    let second = try trained(fresh(other), epochs, seed: other, trial.part(from: 0.15, to: 0.3))
    var networks = [("dense", dense), ("dense, another seed", second)]
    let scores: [(String, PruningScore)] = [("magnitude", .magnitude), ("random", .random(seed: trial.seed))]
    for (index, (name, score)) in scores.enumerated() {
      let start = 0.3 + 0.1 * Double(index)
      let pruned = try prune(dense, toSparsity: 0.9, by: score, checkpoint: trial.checkpoint.observed(by: nil))
      networks.append(
        (name, try trained(pruned, tuning, seed: trial.seed, trial.part(from: start, to: start + 0.1))))
    }
    let ticket = try multiPrizeTicket(
      fresh(trial.seed), on: data,
      MultiPrizeSettings(
        keep: 0.5, rule: .biprop, epochs: search, batch: 60, optimizer: .adam(rate: 3e-3), seed: trial.seed),
      checkpoint: trial.part(from: 0.5, to: 0.8))
    return networks.map { (name: $0.0, network: $0.1) } + [(name: "biprop", network: ticket.network)]
  }

  /// Samples under Gaussian noise; severity 0 leaves them as they are.
  static func corrupted(_ samples: Samples, severity: Int, seed: Int) throws -> Samples {
    severity == 0 ? samples : try samples.corrupted(by: .gaussianNoise, severity: severity, seed: seed)
  }

  /// The largest change of a mean margin from one severity to the next, over its clean value.
  static func largestStep(_ courses: [[LossGeometry]]) -> Double? {
    courses.flatMap { course -> [Double] in
      let means = course.map { $0.summary(of: .margin).mean }
      return zip(means.dropFirst(), means).map { ($0 - $1) / abs(means[0]) }
    }.max()
  }

  static func notes(_ names: [String], _ geometries: [LossGeometry], _ map: ModelMap) -> [String] {
    func rounded(_ value: Double) -> Double { (1_000 * value).rounded() / 1_000 }
    let angles = zip(names, geometries).map { name, geometry in
      let angle = geometry.summary(of: .angle)
      let area = geometry.angleArea.map { ", AUROC \(rounded($0.value)) ± \(rounded($0.standardError))" } ?? ""
      return "\(name) \(rounded(angle.mean)) ± \(rounded(angle.standardError)), deviation "
        + "\(rounded(angle.standardDeviation))\(area)"
    }
    let edges = map.tree.edges.map { "\(names[$0.first]) to \(names[$0.second]) \(rounded($0.length))" }
    return [
      "angles of clean samples: " + angles.joined(separator: "; "),
      "tree over networks, clean: " + edges.joined(separator: "; "),
      "margins that single precision left to the network's answer: \(geometries.reduce(0) { $0 + $1.rounded })",
    ]
  }
}
