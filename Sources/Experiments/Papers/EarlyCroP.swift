import Datasets
import Networks
import Pruning
import Tensors

extension Reproduction {
  /// Pruning early in training against pruning before it, on MNIST.
  public static let earlyCroP = Reproduction(
    "earlyCroP", "LeNet-300-100 pruned once its weights settle, against pruning before training and random masks.",
    paper: Paper(
      16, "Rachwan, Zügner, Charpentier, Geisler, Ayle, Günnemann 2022",
      "Winning the Lottery Ahead of Time: Efficient Early Network Pruning", arXiv: "2206.10451"),
    claims: [
      Claim(
        "the time to prune comes between 1 and 30 % of training", quantity: "epoch of the pruning at a limit of 98 %",
        unit: "% of all", .between(1, 30)),
      Claim(
        "it comes earlier for lower limits", quantity: "epoch of the pruning at 98 % less that at 80 %", unit: "epochs",
        .above(0)),
    ]
      + limits.flatMap { limit in
        [
          Claim(
            "at \(percent(limit)) EarlyCroP is at least as good as CroP before training",
            quantity: "difference of test accuracies", unit: "pp", .above(0)),
          Claim(
            "at \(percent(limit)) CroP before training is at least as good as a random mask",
            quantity: "difference of test accuracies", unit: "pp", .above(0)),
        ]
      } + [
        Claim(
          "an epoch without units is shorter by about the multiply-adds kept",
          quantity: "time of an epoch kept over multiply-adds kept, 80 % of the units gone", .between(0.5, 2))
      ],
    panels: [
      FigurePanel("How far the weights have moved", x: "epoch", y: "distance from those of epoch 1, relative"),
      FigurePanel("Test accuracy", x: "sparsity (%)", y: "test accuracy (%)"),
    ],
    notes: [
      "the latest epoch to prune is half of all; the text gives none",
      "the rate is constant up to the pruning; baselines have one cycle over all epochs",
      "a gate moves the weights of its unit only, not the gradient itself; scores on batches drawn at random",
      "the last claim is measured by the clock: its numbers differ from run to run, and other work on the machine disturbs "
        + "them",
    ],
    sources: { size in
      size == .quick
        ? [.published(.mnist, train: 20_000, validation: 5_000, test: 10_000)] : [.published(.mnist)]
    },
    setting: { size in
      let settings = cropping(.unstructured, 0.98, size, seed: 0)
      return "LeNet-300-100, \(settings.training.epochs) epochs of batches of \(settings.training.batch), "
        + "Adam at 0.002, one cycle after the pruning; scores on \(settings.batches) batches, "
        + "\(settings.sparsities.count) sparsities on the way to the limit"
    },
    measure: measureCropping)

  private static let limits = [0.95, 0.98]

  private static func percent(_ limit: Double) -> String { "\(Int((100 * limit).rounded())) %" }

  private static func cropping(
    _ kind: EarlyPruningSettings.Kind, _ limit: Double, _ size: ReproductionSize, seed: Int
  ) -> EarlyPruningSettings {
    var settings = EarlyPruningSettings(kind, limit: limit)
    settings.training.seed = seed
    if size == .quick { settings.training.epochs = 40 }
    return settings
  }

  @Sendable private static func measureCropping(_ trial: Trial) throws -> Measurement {
    let (data, seed, size) = (trial.data[0], trial.seed, trial.size)
    let network = try Network.lenet300(inputs: data.train.features, classes: data.classes, seed: seed)
    var series: [Measurement.Series] = []
    var notes: [String] = []
    var pieces = 0
    func next() -> Checkpoint {
      defer { pieces += 1 }
      return trial.checkpoint.part(pieces, of: 8)
    }
    func early(_ kind: EarlyPruningSettings.Kind, _ limit: Double) throws -> EarlyPruning {
      let result = try earlyPruning(of: network, on: data, cropping(kind, limit, size, seed: seed), checkpoint: next())
      series.append(
        .init("\(kind.rawValue) \(percent(limit))", x: result.ratios.indices.map { Double($0 + 1) }, y: result.ratios))
      notes.append(
        "\(kind.rawValue) \(percent(limit)): pruned after epoch \(result.epoch) of \(result.settings.training.epochs)"
          + (result.isTriggered ? "" : ", the latest") + ", test accuracy "
          + "\(rounded(100 * (result.run.test?.accuracy ?? .nan))) %")
      trial.publish(Measurement(series: series))
      return result
    }
    func baseline(_ start: Network, _ limit: Double) throws -> Double? {
      var training = cropping(.unstructured, limit, size, seed: seed).training
      training.schedule = [.oneCycle()]
      let run = try train(start, on: data, training, checkpoint: next())
      return run.test.map { 100 * $0.accuracy }
    }
    let low = try early(.unstructured, 0.8)
    var accuracies: [String: [Double?]] = [:]
    var values: [Double?] = []
    var last = low
    for limit in limits {
      last = try early(.unstructured, limit)
      let settings = cropping(.unstructured, limit, size, seed: seed)
      let first = try baseline(
        settings.pruned(network, on: data.train, checkpoint: trial.checkpoint.observed(by: nil)), limit)
      let random = try baseline(
        prune(network, toSparsity: limit, by: .random(seed: seed), scope: .global), limit)
      let own = last.run.test.map { 100 * $0.accuracy }
      for (name, value) in [("EarlyCroP", own), ("CroP before training", first), ("random", random)] {
        accuracies[name, default: []].append(value)
      }
      values += [difference(own, first), difference(first, random)]
      notes.append(
        "\(percent(limit)): CroP before training \(rounded(first ?? .nan)), random \(rounded(random ?? .nan)) %")
    }
    for (name, y) in accuracies.sorted(by: { $0.key < $1.key }) {
      series.append(.init(name, panel: 1, x: limits.map { 100 * $0 }, y: y.map { $0 ?? .nan }))
    }
    let units = try early(.structured, 0.8)
    let time = try (
      before: epochTime(of: network, on: data, units.settings.training, checkpoint: trial.checkpoint).least,
      after: epochTime(of: units.start, on: data, units.settings.training, checkpoint: trial.checkpoint).least
    )
    let work = units.compaction.map { Double($0.multiplyAdds.after) / Double($0.multiplyAdds.before) }
    let kept = time.after / time.before
    notes.append(
      "units: multiply-adds kept \(rounded(work ?? .nan)), time of an epoch kept \(rounded(kept)) by the clock")
    return Measurement(
      values: [100 * last.share, Double(last.epoch - low.epoch)] + values + [work.map { kept / $0 }], series: series,
      notes: notes)
  }

  private static func difference(_ first: Double?, _ second: Double?) -> Double? {
    guard let first, let second else { return nil }
    return first - second
  }
}
