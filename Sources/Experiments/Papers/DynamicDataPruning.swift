import Datasets
import Networks
import Pruning

extension Reproduction {
  /// Raju et al. 2021: which samples an epoch visits, at the same number of updates.
  public static let dynamicDataPruning = Reproduction(
    "dynamicDataPruning", "Samples chosen anew during training, by chance and by bandits, against a fixed part.",
    paper: Paper(
      18, "Raju, Daruwalla, Lipasti 2021", "Accelerating Deep Learning with Dynamic Data Pruning",
      arXiv: "2111.12621"),
    claims: [
      Claim(
        "random parts that change are worth more than a random part that stays",
        quantity: "test accuracy, dynamic random less static random", unit: "pp", .above(0.5)),
      Claim(
        "ε-greedy choice is worth at least as much as changing random parts",
        quantity: "test accuracy, ε-greedy less dynamic random", unit: "pp", .above(0)),
      Claim(
        "choice by upper bounds is worth at least as much as changing random parts",
        quantity: "test accuracy, upper bound less dynamic random", unit: "pp", .above(0)),
      Claim(
        "many samples are useful sometimes, neither hardly ever nor always",
        quantity: "samples that the upper bound visits in a tenth to nine tenths of the epochs, per cent of all",
        unit: "%", .above(10)),
    ],
    panels: [
      FigurePanel("Validation accuracy", x: "epoch", y: "accuracy (%)"),
      FigurePanel("How often samples are visited", x: "epochs (%)", y: "samples (%)"),
    ],
    notes: [
      "The paper's text could not be read: scores every ten epochs of 200 and a weight of 0.8 of the newest are "
        + "recalled; the score 1 - max p, ε = 0.1 and exploration 1 are choices made here.",
      "What counts as sometimes (a tenth to nine tenths of the epochs) and the bound of 10 % are choices made here.",
      "Static scores are taken within the run after an eighth of it, not by runs over all samples as in their papers.",
      "The quick size chooses every second epoch of 40: twenty choices, as every tenth of 200.",
    ],
    sources: { size in
      switch size {
      case .quick: [.published(.fashion)]
      case .paper: [.published(.cifar10)]
      }
    },
    setting: { size in
      switch size {
      case .quick:
        "LeNet-300-100, Adam at 0.0012, batch 100, 40 epochs over 30 % of the training images; every selection makes "
          + "the same number of updates"
      case .paper:
        "ResNet-18, SGD at 0.1 with momentum 0.9 and weight decay 5e-4, cosine, batch 128, flips and crops, 200 epochs "
          + "over 30 % of the training images"
      }
    },
    measure: { trial in
      let isQuick = trial.size == .quick
      let epochs = isQuick ? 40 : 200, period = isQuick ? 2 : 10
      let keep = 0.3
      let selections: [(name: String, selection: SampleSelection)] = [
        ("static random", .staticRandom(keep: keep)), ("dynamic random", .random(keep: keep, every: period)),
        ("ε-greedy", .epsilonGreedy(keep: keep, every: period)),
        ("upper bound", .upperBound(keep: keep, every: period)),
        ("uncertainty", .uncertainty(keep: keep, every: period)),
        ("static EL2N", .hardest(keep: keep, by: .errorNorm, after: epochs / 8)),
        ("static forgetting", .hardest(keep: keep, by: .forgetting, after: epochs / 8)),
      ]
      let data = trial.data[0]
      let input = data.train.imageShape
      let network =
        isQuick
        ? try Network.mlp([data.train.features, 300, 100, data.classes], seed: trial.seed)
        : try Network.resnet18(input: input ?? .cifar, classes: data.classes, seed: trial.seed)
      let settings =
        isQuick
        ? TrainingSettings(epochs: epochs, batch: min(100, data.train.count / 10), seed: trial.seed)
        : TrainingSettings(
          epochs: epochs, batch: 128, optimizer: .sgd(rate: 0.1, momentum: 0.9, weightDecay: 5e-4),
          schedule: [.cosine()], augmentation: [.flip, .crop(padding: 4)], seed: trial.seed)
      var measurement = Measurement()
      var accuracies: [String: Double] = [:]
      var sometimes = 0.0
      for (index, entry) in selections.enumerated() {
        let run = try train(
          network, on: data, settings, selector: entry.selection.selector,
          checkpoint: trial.part(index, of: selections.count))
        let accuracy = 100 * (run.test?.accuracy ?? .nan)
        accuracies[entry.name] = accuracy
        measurement.series.append(
          .init(
            entry.name, panel: 0, x: run.history.map(\.epoch),
            y: run.history.map { 100 * ($0.validation?.accuracy ?? .nan) }))
        if let counts = run.visitCounts, let visits = run.visits {
          let histogram = counts.histogram
          measurement.series.append(
            .init(
              entry.name, panel: 1, x: histogram.indices.map { 100 * Double($0) / Double(counts.epochs) },
              y: histogram.map { 100 * Double($0) / Double(visits.count) }))
          if entry.name == "upper bound" { sometimes = 100 * counts.sometimes }
          measurement.notes.append(
            "\(entry.name): test accuracy \(Reproduction.text(accuracy)) %; visited rarely "
              + "\(Reproduction.text(100 * counts.rarely)) %, sometimes \(Reproduction.text(100 * counts.sometimes)) %, "
              + "always \(Reproduction.text(100 * counts.always)) % of the samples")
        }
        trial.publish(measurement)
      }
      func difference(_ first: String, _ second: String) -> Double? {
        accuracies[first].flatMap { first in accuracies[second].map { first - $0 } }
      }
      measurement.values = [
        difference("dynamic random", "static random"), difference("ε-greedy", "dynamic random"),
        difference("upper bound", "dynamic random"), sometimes,
      ]
      return measurement
    })

  /// A number with two decimals.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "none" }
    let hundredths = (abs(value) * 100).rounded()
    let whole = Int(hundredths / 100)
    let rest = Int(hundredths) % 100
    return (value < 0 ? "-" : "") + "\(whole)." + (rest < 10 ? "0" : "") + "\(rest)"
  }
}
