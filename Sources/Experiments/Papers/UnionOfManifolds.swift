import Datasets
import Geometry
import Networks
import Tensors

extension Reproduction {
  /// Whether classes are manifolds of different dimension, and those of higher dimension the harder ones.
  public static let unionOfManifolds = Reproduction(
    "unionOfManifolds", "Whether each class has a dimension of its own, and harder classes a higher one.",
    paper: Paper(
      12, "Brown, Caterini, Ross, Cresswell, Loaiza-Ganem 2023",
      "Verifying the Union of Manifolds Hypothesis for Image Data", arXiv: "2207.02862"),
    claims: [
      Claim(
        "the classes' dimensions differ by half", quantity: "largest dimension of a class over the smallest",
        .above(1.4)),
      Claim(
        "they lie around 13.9 at ten neighbours", quantity: "median dimension of a class", .between(13, 15)),
      Claim(
        "a class of higher dimension is harder", quantity: "rank correlation of a class's dimension and its test error",
        .above(0)),
    ],
    panels: [FigurePanel("Classes", x: "intrinsic dimension", y: "test error (%)")],
    notes: [
      "Dimension: pooled maximum likelihood with numerator k - 1, as in the authors' code, ten neighbours, all training "
        + "images of a class, equal images merged. The paper states the figure for MNIST read off a plot: a median of "
        + "13.9, from 10.5 to 16.",
      "The first two claims are of the data alone: every seed measures the same.",
      "The paper correlates dimension and accuracy on CIFAR-100; with ten classes a correlation of .4 is a coin flip, so "
        + "each seed gives its permutation p.",
    ],
    sources: { _ in [.published(.mnist, validation: 0, test: nil)] },
    setting: { size in
      "ten neighbours; LeNet-300-100, \(size == .quick ? 8 : 60) epochs of Adam at 0.0012, batches of 60"
    }
  ) { trial in
    let data = trial.data[0]
    let dimensions = try dimensionPerClass(
      data.train.inputs, labels: data.train.labels, .mle(neighbors: 10), checkpoint: trial.part(from: 0, to: 0.5)
    ).values
    let epochs = trial.size == .quick ? 8 : 60
    let network = try Network.lenet300(seed: trial.seed)
    let trained = try train(
      network, on: data, TrainingSettings(epochs: epochs, seed: trial.seed, evaluateEvery: .epochs(epochs)),
      checkpoint: trial.part(from: 0.5, to: 1)
    ).network
    let predictions = try trained.predictions(on: data.test, checkpoint: trial.checkpoint)
    var errors = [Double](repeating: 0, count: data.train.classes)
    for (label, predicted) in zip(data.test.labels, predictions) where label != predicted { errors[label] += 1 }
    for (label, count) in data.test.classCounts.enumerated() { errors[label] /= Double(max(count, 1)) }
    let known = dimensions.indices.filter { dimensions[$0].isFinite }
    let sorted = known.map { dimensions[$0] }.sorted()
    guard let lowest = sorted.first, let highest = sorted.last else { return Measurement(values: [nil, nil, nil]) }
    let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    let correlation = try Correlation(
      .spearman, of: known.map { dimensions[$0] }, and: known.map { errors[$0] }, permutations: 10_000, seed: trial.seed
    )
    let order = known.sorted { dimensions[$0] < dimensions[$1] }
    return Measurement(
      values: [highest / lowest, middle, correlation.coefficient.isFinite ? correlation.coefficient : nil],
      series: [
        Measurement.Series("classes", x: order.map { dimensions[$0] }, y: order.map { 100 * errors[$0] })
      ],
      notes: [
        "classes from the lowest dimension to the highest: \(order)",
        "permutation p of the rank correlation: \((1_000 * (correlation.permutationP ?? .nan)).rounded() / 1_000)",
      ])
  }
}
