import CommandLanguage
import Networks
import Pruning
import Tensors

extension CommandModule {
  /// Dynamic data pruning.
  static let sampleSelection = CommandModule(
    "samples", summary: "Training on a part of the samples, chosen epoch by epoch: dynamic data pruning."
  ) {
    TypeDeclaration(SampleSelection.self, "Which samples an epoch visits.") {
      StaticMethod(
        "staticRandom", "One random part for the whole run: the control.",
        .labelled("keep", Double.self, "the fraction an epoch visits, in (0, 1]"),
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, samples: .staticRandom(keep: 0.3)).test.accuracy"
      ) { _, keep in SampleSelection.staticRandom(keep: keep) }
      StaticMethod(
        "random", "A fresh random part every so many epochs.",
        .labelled("keep", Double.self, "the fraction an epoch visits, in (0, 1]"),
        .labelled("every", Int.self, default: 1, "from one choice to the next", unit: "epochs"),
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, samples: .random(keep: 0.3)).test.accuracy"
      ) { _, keep, period in SampleSelection.random(keep: keep, every: period) }
      StaticMethod(
        "uncertainty", "Those with the largest moving mean of a score, taken of all samples at every choice.",
        .labelled("keep", Double.self, "the fraction an epoch visits, in (0, 1]"),
        .labelled("every", Int.self, default: 10, "from one choice to the next", unit: "epochs"),
        .labelled("by", SampleScore.self, default: .leastConfidence, "what is averaged"),
        .labelled("weight", Double.self, default: 0.8, "what the newest score counts, in (0, 1]"),
        formula: "mean ← (1 - weight) mean + weight score",
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, samples: .uncertainty(keep: 0.3)).test.accuracy",
        paper: "Raju, Daruwalla and Lipasti 2021, arXiv:2111.12621"
      ) { _, keep, period, score, weight in
        SampleSelection.uncertainty(keep: keep, every: period, by: score, weight: weight)
      }
      StaticMethod(
        "epsilonGreedy", "Most by the largest moving mean of a score, a fraction ε at random among the others.",
        .labelled("keep", Double.self, "the fraction an epoch visits, in (0, 1]"),
        .labelled("epsilon", Double.self, default: 0.1, "ε of the choice is random, from 0 to 1"),
        .labelled("every", Int.self, default: 10, "from one choice to the next", unit: "epochs"),
        .labelled("by", SampleScore.self, default: .leastConfidence, "what is averaged"),
        .labelled("weight", Double.self, default: 0.8, "what the newest score counts, in (0, 1]"),
        example: "train(mlp([64, 10]), on: digits(), epochs: 2, samples: .epsilonGreedy(keep: 0.3)).visitCounts",
        paper: "Raju, Daruwalla and Lipasti 2021, arXiv:2111.12621"
      ) { _, keep, epsilon, period, score, weight in
        SampleSelection.epsilonGreedy(keep: keep, epsilon: epsilon, every: period, by: score, weight: weight)
      }
      StaticMethod(
        "upperBound", "Those of the largest upper confidence bound of a score: UCB.",
        .labelled("keep", Double.self, "the fraction an epoch visits, in (0, 1]"),
        .labelled("exploration", Double.self, default: 1, "what the deviation counts, at least 0"),
        .labelled("every", Int.self, default: 10, "from one choice to the next", unit: "epochs"),
        .labelled("by", SampleScore.self, default: .leastConfidence, "what is averaged"),
        .labelled("weight", Double.self, default: 0.8, "what the newest score counts, in (0, 1]"),
        formula: "mean + exploration √variance, both moving",
        example: "train(mlp([64, 10]), on: digits(), epochs: 2, samples: .upperBound(keep: 0.3)).visitCounts",
        paper: "Raju, Daruwalla and Lipasti 2021, arXiv:2111.12621"
      ) { _, keep, exploration, period, score, weight in
        SampleSelection.upperBound(
          keep: keep, exploration: exploration, every: period, by: score, weight: weight)
      }
      StaticMethod(
        "hardest", "The hardest after some epochs on random parts, from then on always the same.",
        .labelled("keep", Double.self, "the fraction an epoch visits, in (0, 1]"),
        .labelled("by", HardestSelection.Difficulty.self, default: .errorNorm, "what makes a sample hard"),
        .labelled("after", Int.self, default: 5, "before the choice", unit: "epochs"),
        example: "train(mlp([64, 10]), on: digits(), epochs: 2, samples: .hardest(keep: 0.3, after: 1)).test.accuracy",
        paper: "Paul, Ganguli and Dziugaite 2021, arXiv:2107.07075; Toneva et al. 2019, arXiv:1812.05159"
      ) { _, keep, difficulty, warmup in SampleSelection.hardest(keep: keep, by: difficulty, after: warmup) }
    }
    TypeDeclaration(choice: SampleScore.self, "How uncertain a network is of a sample.") { score in
      switch score {
      case .leastConfidence: "1 - max p."
      case .entropy: "-Σ p ln p, in nats."
      case .margin: "1 - (largest p - second largest p)."
      case .loss: "-ln p(label), in nats."
      }
    }
    TypeDeclaration(choice: HardestSelection.Difficulty.self, "What makes a sample hard.") { difficulty in
      switch difficulty {
      case .errorNorm: "‖softmax - one-hot label‖₂ at the end of the first epochs, known as EL2N."
      case .forgetting: "How often it was learned and forgotten over the first epochs; never learned comes first."
      }
    }
    TypeDeclaration(VisitCounts.self, "How often a run visited each training sample.") {
      Property("visits", "The visits of each sample, by its row.") { $0.visits }
      Property("epochs", "Passes that could have visited it.") { $0.epochs }
      Property("histogram", "How many samples were visited n times, n from 0.") { $0.histogram }
      Property("rarely", "The fraction visited in fewer than a tenth of the epochs.") { $0.rarely }
      Property("sometimes", "The fraction visited in a tenth to nine tenths of the epochs.") { $0.sometimes }
      Property("always", "The fraction visited in more than nine tenths of the epochs.") { $0.always }
    }
  }
}
