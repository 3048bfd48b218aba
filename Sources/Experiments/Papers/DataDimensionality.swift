import Datasets
import Geometry
import Networks
import Pruning
import Tensors

extension Reproduction {
  /// What the dimension of data does to how much of a network can be pruned.
  public static let dataDimensionality = Reproduction(
    "dataDimensionality", "Whether the dimension of data can be measured, and what it does to prunability.",
    paper: Paper(
      1, "Ankner, Renda, Dziugaite, Frankle, Jin 2022",
      "The Effect of Data Dimensionality on Neural Network Prunability", arXiv: "2212.00291"),
    claims: [
      Claim(
        "the estimated dimension follows the true one",
        quantity: "rank correlation of estimated and true dimension over the sweep", .above(0.95))
    ],
    panels: [
      FigurePanel("Dimension", x: "true dimension", y: "estimated dimension", xScale: .log, yScale: .log),
      FigurePanel("Prunability", x: "true dimension", y: "sparsity at matched accuracy (%)", xScale: .log),
      FigurePanel("Dense networks", x: "true dimension", y: "validation accuracy", xScale: .log),
    ],
    notes: [
      "The paper's text could not be read beyond its opening, so neither the sign of the effect nor its generator is known; "
        + "no sign is claimed. Here data are x = A tanh(Bz), z uniform in [-1, 1]ᵈ, 64 coordinates, standardised.",
      "A worse dense network is easier to match, so prunability is read at one accuracy for all dimensions of a seed: the "
        + "lowest dense one, within a point; all denser levels must keep it too.",
      "Labels either depend on two latent coordinates whatever the dimension, or on all of them.",
    ],
    sources: { _ in [] },
    setting: { size in
      let plan = DimensionalityPlan(size)
      return
        "64-96-48-2, Adam at 0.0012, batches of 60, \(plan.epochs) epochs, \(plan.samples) samples; \(plan.rounds) "
        + "rounds of a quarter of the survivors, rewound to the initialisation; maximum likelihood, 20 neighbours, "
        + "numerator k - 1"
    }
  ) { trial in
    let plan = DimensionalityPlan(trial.size)
    var estimates: [Double] = []
    var sparsities: [LatentLabels: [Double]] = [:]
    var accuracies: [LatentLabels: [Double]] = [:]
    var notes: [String] = []
    for (place, labels) in LatentLabels.allCases.enumerated() {
      var ladders: [Lottery] = []
      for (index, dimension) in plan.dimensions.enumerated() {
        let part = trial.part(place * plan.dimensions.count + index, of: 2 * plan.dimensions.count)
        let data = try Dataset.controlled(
          dimension: dimension, labels: labels, train: plan.samples, validation: plan.samples / 2,
          test: plan.samples / 2,
          seed: trial.seed, checkpoint: trial.checkpoint.observed(by: nil))
        if place == 0 {
          estimates.append(
            try intrinsicDimension(data.train.inputs, checkpoint: trial.checkpoint.observed(by: nil)).value)
        }
        let network = try Network.mlp([64, 96, 48, 2], seed: trial.seed)
        let training = TrainingSettings(
          epochs: plan.epochs, seed: trial.seed, evaluateEvery: .epochs(plan.epochs))
        ladders.append(
          try lottery(
            network, on: data, LotterySettings(rounds: plan.rounds, removing: 0.25, training: training),
            checkpoint: part))
      }
      let row = try prunability(of: ladders, tolerance: 0.01).rows[1]
      sparsities[labels] = row.sparsities.map { 100 * ($0 ?? .nan) }
      accuracies[labels] = ladders.map { $0.rounds[0].validation?.accuracy ?? .nan }
      let correlation = try Correlation(
        .spearman, of: estimates, and: row.sparsities.map { $0 ?? 0 }, permutations: 1, seed: trial.seed)
      let p = correlation.permutationP.map { ", permutation p \((1_000 * $0).rounded() / 1_000)" } ?? ""
      notes.append(
        "labels .\(labels.rawValue): rank correlation of dimension and prunability "
          + "\((1_000 * correlation.coefficient).rounded() / 1_000)\(p)")
    }
    let truth = plan.dimensions.map(Double.init)
    let follows = try Correlation(.spearman, of: truth, and: estimates).coefficient
    let series = LatentLabels.allCases.flatMap { labels in
      [
        Measurement.Series("labels .\(labels.rawValue)", panel: 1, x: truth, y: sparsities[labels] ?? []),
        Measurement.Series("labels .\(labels.rawValue)", panel: 2, x: truth, y: accuracies[labels] ?? []),
      ]
    }
    return Measurement(
      values: [follows.isFinite ? follows : nil],
      series: [Measurement.Series("estimated", x: truth, y: estimates)] + series, notes: notes)
  }
}

/// The sizes of the reproduction.
private struct DimensionalityPlan {
  let dimensions: [Int]
  let samples: Int
  let epochs: Int
  let rounds: Int

  init(_ size: ReproductionSize) {
    dimensions = size == .quick ? [2, 4, 8, 16, 32] : [2, 3, 4, 6, 8, 12, 16, 24, 32, 48]
    samples = size == .quick ? 4_000 : 20_000
    epochs = size == .quick ? 25 : 50
    rounds = size == .quick ? 20 : 24
  }
}
