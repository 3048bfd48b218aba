import Datasets
import Geometry
import Networks
import Pruning
import Tensors

extension Reproduction {
  /// What noise in training and pruning do to a network's sensitivity, seen along Fourier paths and frequency by
  /// frequency.
  public static let outOfLine = Reproduction(
    "outOfLine", "What noise in training and pruning do to Jacobians, Fourier paths and the errors of each frequency.",
    paper: Paper(
      8, "Fridovich-Keil, Bartoldson, Diffenderfer, Kailkhura, Bremer 2022",
      "Models Out of Line: A Fourier Lens on Distribution Shift Robustness", arXiv: "2207.04075"),
    claims: [
      Claim(
        "predictions last longer along amplitudes than along phases",
        quantity: "consistent distance along amplitudes less that along phases, CIFAR-10", unit: "steps", .above(0)),
      Claim(
        "so they do after training with noise",
        quantity: "consistent distance along amplitudes less that along phases, CIFAR-10, trained with noise",
        unit: "steps", .above(0)),
      Claim(
        "so they do with every training and pruning",
        quantity: "smallest such difference of the networks for MNIST: dense, pruned, with noise, edge-popup",
        unit: "steps", .above(0)),
      Claim(
        "noise in training lowers the Jacobian norm by more than 40 %",
        quantity: "fall of the Jacobian norm, CIFAR-10", unit: "%", .above(40)),
      Claim(
        "at a similar accuracy", quantity: "test accuracy with noise less that without, CIFAR-10", unit: "pp",
        .within(3)),
      Claim(
        "the same of the Jacobian norm for MNIST", quantity: "fall of the Jacobian norm, MNIST", unit: "%", .above(40)),
      Claim(
        "and of the accuracy", quantity: "test accuracy with noise less that without, MNIST", unit: "pp", .within(3)),
      Claim(
        "a ticket of random weights has a lower Jacobian norm than a trained network",
        quantity: "Jacobian norm of edge-popup over that of the trained dense network, MNIST", .below(1)),
    ],
    panels: [
      FigurePanel("Fourier paths, CIFAR-10", x: "deviation of the noise in training", y: "consistent distance (steps)"),
      FigurePanel("Fourier paths, MNIST", x: "sparsity (%)", y: "consistent distance (steps)"),
      FigurePanel("Noise in training", x: "deviation of the noise in training", y: "Jacobian norm"),
      FigurePanel("Pruning, MNIST", x: "sparsity (%)", y: "Jacobian norm"),
      FigurePanel("One frequency at a time, MNIST", x: "waves an image", y: "error (%)"),
      FigurePanel("Pruned less dense, MNIST", x: "sparsity (%)", y: "difference of errors (pp)"),
    ],
    notes: [
      "The paper's 447 networks are Conv8, ResNet-18 and VGG-16; of their metrics it publishes a table: consistent "
        + "distances of 82.9 to 89.4 along amplitudes and 49.8 to 60.8 along phases; Jacobian norms of dense networks 35.4, "
        + "with noise 12.2 at an accuracy 2.0 pp lower; of edge-popup 18.9, with noise 8.2.",
      "Training is not published: its settings and the noise's deviation of 0.1 of pixels in [0, 1] are chosen here, and so "
        + "is what a similar accuracy is, within 3 pp. Pruned networks are fine-tuned ones of one dense network; the dense "
        + "one is trained on as long.",
      "The quick size trains small networks for few epochs: their Jacobian norms are about a tenth of the paper's. Sizes "
        + "and bounds were fixed before the first result.",
      "Inputs are standardised a channel, as in the paper's code: Jacobian norms and paths are of these; the noise's "
        + "deviation is over the channels' mean deviation.",
      "No sign is claimed for what pruning does to single frequencies: the last panel is the finding, with its interval "
        + "over seeds. A wave has an l2 norm of 4 in units of pixels and nothing is clamped; high are frequencies of more "
        + "than 8 waves an image, whose rates are averaged over the frequencies.",
    ],
    sources: { size in
      switch size {
      case .quick:
        [
          .published(.cifar10, train: 3_000, validation: 0, test: 1_000),
          .published(.mnist, train: 6_000, validation: 0, test: 1_000),
        ]
      case .paper: [.published(.cifar10, validation: 0), .published(.mnist, validation: 0)]
      }
    },
    setting: { OutOfLinePlan($0).words }
  ) { trial in
    let plan = OutOfLinePlan(trial.size)
    let colour = try colourSensitivities(plan, trial)
    let (plain, noisy) = (colour[0], colour[1])
    let first = colourSeries(plain, noisy)
    trial.publish(Measurement(series: first))
    let digits = try DigitSensitivities(plan, trial)
    let dense = digits.ladder[0]
    let differences = (digits.ladder + [digits.noisy, digits.ticket]).map(\.pathDifference)
    func fall(_ plain: NetworkSensitivity, _ noisy: NetworkSensitivity) -> Double {
      100 * (1 - noisy.jacobian.value / plain.jacobian.value)
    }
    let values: [Double] = [
      plain.pathDifference, noisy.pathDifference, differences.min() ?? .nan, fall(plain, noisy),
      noisy.accuracy - plain.accuracy, fall(dense, digits.noisy), digits.noisy.accuracy - dense.accuracy,
      digits.ticket.jacobian.value / dense.jacobian.value,
    ]
    return Measurement(
      values: values.map { $0.isFinite ? $0 : nil },
      series: try first + digits.series(plan.sparsities),
      notes: ["CIFAR-10: plain \(plain.words); with noise \(noisy.words)"] + digits.notes(plan.sparsities))
  }

  /// Of the networks for CIFAR-10 without and with noise in training.
  private static func colourSensitivities(_ plan: OutOfLinePlan, _ trial: Trial) throws -> [NetworkSensitivity] {
    let data = try trial.data[0].standardized()
    return try [false, true].enumerated().map { index, withNoise in
      let start = 0.25 * Double(index)
      let network = try plan.colourNetwork(
        for: data, withNoise: withNoise, seed: trial.seed, checkpoint: trial.part(from: start, to: start + 0.2))
      return try plan.sensitivity(
        of: network, on: data, seed: trial.seed, checkpoint: trial.part(from: start + 0.2, to: start + 0.25))
    }
  }

  private static func colourSeries(_ plain: NetworkSensitivity, _ noisy: NetworkSensitivity) -> [Measurement.Series] {
    let x = [0, OutOfLinePlan.noise]
    return [
      .init("amplitudes", x: x, y: [plain.amplitude, noisy.amplitude]),
      .init("phases", x: x, y: [plain.phase, noisy.phase]),
      .init("CIFAR-10", panel: 2, x: x, y: [plain.jacobian.value, noisy.jacobian.value]),
    ]
  }
}

/// What is measured of the networks for MNIST.
private struct DigitSensitivities {
  /// Pruned to each sparsity, the dense one first.
  let ladder: [NetworkSensitivity]
  let noisy: NetworkSensitivity
  let ticket: NetworkSensitivity
  /// Of the ladder, then with noise.
  let maps: [FourierHeatMap]

  init(_ plan: OutOfLinePlan, _ trial: Trial) throws {
    let (data, seed) = (try trial.data[1].standardized(), trial.seed)
    let ladder = try plan.ladder(
      to: plan.sparsities, on: data, withNoise: false, seed: seed, checkpoint: trial.part(from: 0.5, to: 0.6))
    let noisy = try plan.ladder(
      to: [0], on: data, withNoise: true, seed: seed, checkpoint: trial.part(from: 0.6, to: 0.65))
    let ticket = try plan.ticket(for: data, seed: seed, checkpoint: trial.part(from: 0.65, to: 0.7))
    let (paths, waves) = (trial.part(from: 0.7, to: 0.8), trial.part(from: 0.8, to: 1))
    func sensitivities(_ networks: [Network], from start: Int) throws -> [NetworkSensitivity] {
      try networks.enumerated().map { index, network in
        try plan.sensitivity(
          of: network, on: data, seed: seed, checkpoint: paths.part(start + index, of: ladder.count + 2))
      }
    }
    self.ladder = try sensitivities(ladder, from: 0)
    self.noisy = try sensitivities(noisy, from: ladder.count)[0]
    self.ticket = try sensitivities([ticket], from: ladder.count + 1)[0]
    maps = try (ladder + noisy).enumerated().map { index, network in
      try plan.heatMap(of: network, on: data, seed: seed, checkpoint: waves.part(index, of: ladder.count + 1))
    }
  }

  func series(_ sparsities: [Double]) throws -> [Measurement.Series] {
    let x = sparsities.map { (100 * $0).rounded() }
    let noise = [0, OutOfLinePlan.noise]
    let profiles = try maps.map { try radialProfile(of: $0.errors, standardErrors: $0.standardErrors) }
    let names = x.map { $0 == 0 ? "dense" : "\(Int($0)) %" } + ["dense, with noise"]
    var series: [Measurement.Series] = [
      .init("amplitudes", panel: 1, x: x, y: ladder.map(\.amplitude)),
      .init("phases", panel: 1, x: x, y: ladder.map(\.phase)),
      .init("amplitudes, edge-popup", panel: 1, x: [50], y: [ticket.amplitude]),
      .init("phases, edge-popup", panel: 1, x: [50], y: [ticket.phase]),
      .init("MNIST", panel: 2, x: noise, y: [ladder[0].jacobian.value, noisy.jacobian.value]),
      .init("fine-tuned", panel: 3, x: x, y: ladder.map(\.jacobian.value)),
      .init("edge-popup", panel: 3, x: [50], y: [ticket.jacobian.value]),
    ]
    for (name, profile) in zip(names, profiles) {
      series.append(Measurement.Series(name, panel: 4, x: profile.radii, y: profile.means.map { 100 * $0 }))
    }
    let errors: [(String, (FourierHeatMap) -> Double)] = [
      ("high frequencies", { OutOfLinePlan.error($0, high: true) }),
      ("low frequencies", { OutOfLinePlan.error($0, high: false) }), ("no wave", { 100 * $0.cleanError }),
    ]
    for (name, error) in errors {
      let dense = error(maps[0])
      series.append(Measurement.Series(name, panel: 5, x: x, y: maps.dropLast().map { error($0) - dense }))
    }
    return series
  }

  func notes(_ sparsities: [Double]) -> [String] {
    let rungs = zip(sparsities, ladder).map { "\(Int((100 * $0).rounded())) % pruned \($1.words)" }
    let levels = maps.map { "\(Reproduction.rounded(OutOfLinePlan.error($0, high: true)))" }
    return [
      "MNIST: " + (rungs + ["with noise \(noisy.words)", "edge-popup \(ticket.words)"]).joined(separator: "; "),
      "error under high frequencies, MNIST: "
        + zip(sparsities, levels).map { "\(Int((100 * $0).rounded())) % pruned \($1) %" }.joined(separator: ", ")
        + ", with noise \(levels[levels.count - 1]) %",
    ]
  }
}

extension NetworkSensitivity {
  /// Steps by which predictions last longer along amplitudes than along phases.
  fileprivate var pathDifference: Double { amplitude - phase }

  fileprivate var words: String {
    let norm = (Reproduction.rounded(jacobian.value), Reproduction.rounded(jacobian.standardError))
    return "accuracy \(Reproduction.rounded(accuracy)) %, Jacobian norm \(norm.0) ± \(norm.1), consistent distances "
      + "\(Reproduction.rounded(amplitude)) and \(Reproduction.rounded(phase))"
  }
}
