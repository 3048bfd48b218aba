import Datasets
import Glibc
import Networks
import Pruning
import Tensors

extension Reproduction {
  /// Mohan et al. 2022: what can be taken from a Bayesian network, and how cold its posterior should be.
  public static let bayesByBackprop = Reproduction(
    "bayesByBackprop", "Weights that are distributions: pruning by signal to noise, cold posteriors, uncertainty.",
    paper: Paper(
      17, "Mohan, Scaife, Porter, Walmsley, Bowles 2022",
      "Quantifying uncertainty in deep learning approaches to radio galaxy classification", arXiv: "2201.01203"),
    claims: [
      Claim(
        "half of the weights can go by signal to noise",
        quantity: "test error without 50 % less that unpruned, over the deviation of unpruned passes", unit: "sd",
        .below(1)),
      Claim(
        "weights that go at random are missed",
        quantity: "test error without a random 30 % less that unpruned, over the deviation of unpruned passes",
        unit: "sd", .above(1)),
      Claim(
        "the best posterior is colder than Bayes'", quantity: "log10 T of the least validation loss", .below(0)),
      Claim(
        "Bayes' own temperature is worse than the best", quantity: "test loss at T = 1 less that at the best T",
        unit: "nats", .above(0)),
      Claim(
        "too cold is worse than the best", quantity: "test loss at the least T less that at the best T", unit: "nats",
        .above(0)),
      Claim(
        "ambiguous inputs are seen to be uncertain",
        quantity: "predictive entropy of blends of two classes less that of test images", unit: "nats", .above(0)),
    ],
    panels: [
      FigurePanel("Pruning at T = 0.01", x: "weights removed (%)", y: "test error (%)"),
      FigurePanel("Temperature", x: "T", y: "test loss (nats)", xScale: .log),
      FigurePanel("Temperature", x: "T", y: "test error (%)", xScale: .log),
      FigurePanel("Reliability at T = 0.01", x: "confidence", y: "accuracy"),
    ],
    notes: [
      "Errors are means over stochastic passes, each by one draw of all weights; a deviation is that of these passes.",
      "The best temperature is chosen by validation loss and reported on test images.",
      "Ambiguous inputs are the means of two test images of different classes; the paper has a set of uncertain galaxies.",
      "Of what is pruned only weights of fully connected layers go, as in the paper; the mixed rule has 30 % Fisher.",
    ],
    sources: { size in
      switch size {
      case .quick: [.published(.mnist, train: 10_000, validation: 2_000)]
      case .paper: [.published(.miraBest, validation: 141)]
      }
    },
    setting: { size in
      switch size {
      case .quick:
        "MLP 784-400-400-10, prior N(0, 0.1²), Adam at 0.001, batch 100, 20 epochs, six temperatures, 10 passes"
      case .paper:
        "convolutions 6-16-26-32 and 1568-120-84-2 on standardised images, prior N(0, 0.1²), Adam at 5e-5, batch 50, up "
          + "to 1500 epochs (the network of least validation loss), sixteen temperatures, 100 passes"
      }
    },
    measure: { try BayesianTrial($0).measurement() })
}

/// One seed of the reproduction.
private struct BayesianTrial {
  let trial: Trial
  let data: Dataset
  let network: Network
  let settings: BayesianSettings
  let temperatures: [Double]
  let passes: Int
  private let isQuick: Bool

  /// The temperature that is pruned at.
  static let pruned = 1e-2

  init(_ trial: Trial) throws {
    self.trial = trial
    isQuick = trial.size == .quick
    data = isQuick ? trial.data[0] : try trial.data[0].standardized()
    passes = isQuick ? 10 : 100
    if isQuick {
      network = try Network.mlp([data.train.features, 400, 400, data.classes], seed: trial.seed)
      settings = BayesianSettings(epochs: 20, batch: min(100, data.train.count), rate: 1e-3, seed: trial.seed)
      temperatures = [1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5]
    } else {
      network = try Network(
        input: ImageShape(channels: 1, height: 150, width: 150),
        [6, 16, 26, 32].flatMap { [Layer.convolution($0, kernel: 5, padding: 1), .relu, .maxPool(2)] }
          + [.flatten, .dense(120), .relu, .dense(84), .relu, .dense(2)], seed: trial.seed)
      settings = BayesianSettings(
        epochs: 1_500, batch: 50, rate: 5e-5, stop: .earliest(.validationLoss, patience: 1_500), seed: trial.seed)
      temperatures = [
        1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 5e-3, 2e-3, 1e-3, 5e-4, 2e-4, 1e-4, 5e-5, 2e-5, 1e-5,
      ]
    }
  }

  func measurement() throws -> Measurement {
    var measurement = Measurement()
    var losses: [(temperature: Double, validation: Double, test: Double)] = []
    var errors: [Double] = []
    var kept: BayesianNetwork?
    let parts = temperatures.count + 1
    for (index, temperature) in temperatures.enumerated() {
      var settings = settings
      settings.temperature = temperature
      let start = try BayesianNetwork(network, seed: trial.seed)
      let run = try trainBayesian(start, on: data, settings, checkpoint: trial.part(index, of: parts))
      let test = try predict(run.network, data.test)
      losses.append((temperature, try predict(run.network, data.validation).loss, test.loss))
      errors.append(100 * test.meanPassError)
      if temperature == BayesianTrial.pruned { kept = run.network }
      measurement.series = [
        .init("test", panel: 1, x: losses.map(\.temperature), y: losses.map(\.test)),
        .init("validation", panel: 1, x: losses.map(\.temperature), y: losses.map(\.validation)),
        .init("test", panel: 2, x: losses.map(\.temperature), y: errors),
      ]
      trial.publish(measurement)
    }
    guard let kept, let best = losses.min(by: { $0.validation < $1.validation }) else { return measurement }
    let whole = try predict(kept, data.test)
    let deviation = 100 * whole.passErrorDeviation
    let (curves, half, random) = try pruning(kept, unpruned: 100 * whole.meanPassError, part: parts - 1, of: parts)
    measurement.series += curves
    let calibration = try whole.calibration()
    let filled = calibration.bins.filter { $0.count > 0 }
    measurement.series.append(
      .init("test", panel: 3, x: filled.map { ($0.lower + $0.upper) / 2 }, y: filled.map(\.accuracy)))
    let blends = try predict(kept, try BayesianTrial.blends(of: data.test, seed: trial.seed))
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    measurement.notes = [
      "unpruned test error \(Reproduction.text(100 * whole.meanPassError)) ± \(Reproduction.text(deviation)) % by one "
        + "draw, \(Reproduction.text(100 * whole.error)) % by the mean of \(passes); expected calibration error "
        + "\(Reproduction.text(100 * calibration.expectedError)) %",
      "entropy \(Reproduction.text(mean(whole.entropy))) on test images, \(Reproduction.text(mean(blends.entropy))) on "
        + "blends; mutual information \(Reproduction.text(mean(whole.mutualInformation))) and "
        + "\(Reproduction.text(mean(blends.mutualInformation))) nats",
      "best temperature \(best.temperature)",
    ]
    let (first, last) = (losses[0], losses[losses.count - 1])
    measurement.values = [
      half.map { ($0 - 100 * whole.meanPassError) / deviation },
      random.map { ($0 - 100 * whole.meanPassError) / deviation }, log10(best.temperature), first.test - best.test,
      last.test - best.test, mean(blends.entropy) - mean(whole.entropy),
    ]
    return measurement
  }

  private func predict(_ network: BayesianNetwork, _ samples: Samples) throws -> PredictiveDistribution {
    try network.predict(samples, passes: passes, seed: trial.seed, checkpoint: trial.checkpoint.observed(by: nil))
  }

  /// Test errors in per cent along the grid, and those at the levels that are judged.
  private func pruning(
    _ network: BayesianNetwork, unpruned: Double, part: Int, of parts: Int
  ) throws -> (curves: [Measurement.Series], half: Double?, random: Double?) {
    let scores: [(name: String, score: PosteriorScore)] = [
      ("signal to noise", .signalToNoise), ("random", .random(seed: trial.seed)), ("Fisher", .fisher),
      ("mixed", .mixed(share: 0.3)), ("magnitude", .magnitude),
    ]
    let levels = isQuick ? [0.1, 0.3, 0.5, 0.7, 0.9] : [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    var curves: [Measurement.Series] = []
    var judged: (half: Double?, random: Double?) = (nil, nil)
    for (index, entry) in scores.enumerated() {
      var errors = [unpruned]
      for level in levels {
        let pruned = try prune(network, removing: level, by: entry.score)
        let error = 100 * (try predict(pruned, data.test)).meanPassError
        errors.append(error)
        if entry.score == .signalToNoise, level == 0.5 { judged.half = error }
        if case .random = entry.score, level == 0.3 { judged.random = error }
      }
      curves.append(.init(entry.name, panel: 0, x: [0] + levels.map { 100 * $0 }, y: errors))
      trial.part(part, of: parts).report(Progress("prune", index + 1, of: scores.count, unit: "score"))
    }
    return (curves, judged.half, judged.random)
  }

  /// The means of pairs of samples of different classes, at most 2,000 of them, labelled as the first.
  static func blends(of samples: Samples, seed: Int) throws -> Samples {
    var stream = RandomStream(seed: seed, name: "blends")
    let order = stream.permutation(of: samples.count)
    let values = samples.inputs.floats
    let width = samples.features
    var blended: [Float] = []
    var labels: [Int] = []
    for (first, second) in zip(order, order.dropFirst())
    where samples.labels[first] != samples.labels[second] && labels.count < 2_000 {
      for column in 0..<width {
        blended.append((values[first * width + column] + values[second * width + column]) / 2)
      }
      labels.append(samples.labels[first])
    }
    return try Samples(
      inputs: Tensor([labels.count, width], blended), labels: labels, classes: samples.classes,
      imageShape: samples.imageShape)
  }
}
