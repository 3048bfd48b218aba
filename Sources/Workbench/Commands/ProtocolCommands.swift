import CommandLanguage
import Datasets
import Experiments
import Networks
import Pruning
import Tensors

extension CommandModule {
  /// The protocols of the pruning papers.
  static let protocols = CommandModule(
    "protocols", summary: "Protocols of the papers: controls of tickets, sparse double descent, prunability."
  ) {
    Command(
      "lotteryControls", "Trains the controls of a lottery's rounds beside its tickets.",
      .labelled("of", Lottery.self, "the search"), .labelled("on", Dataset.self, "the data of the search"),
      .labelled("rounds", [Int]?.self, "which rounds; all after the dense one unless given"),
      .labelled(
        "controls", [Lottery.Control].self, default: Lottery.Control.allCases,
        ".reinitialized, .shuffled (within layers), .random (places)",
        written: "[.reinitialized, .shuffled, .random]"),
      .labelled("seed", Int?.self, "draws the controls; the session's seed unless given"),
      example: """
        let tickets = lottery(mlp([64, 20, 10]), on: digits(), rounds: 2, epochs: 1)
        lotteryControls(of: tickets, on: digits(), rounds: [2])
        """,
      paper: "Frankle and Carbin 2019, arXiv:1803.03635; shuffling: Frankle et al. 2021, arXiv:2009.08576"
    ) { call, lottery, data, rounds, controls, seed -> LotteryControls in
      let seed = try seed ?? call.seed
      return try call.drawing { checkpoint, draw in
        try Experiments.lotteryControls(
          of: lottery, on: data, rounds: rounds, controls, seed: seed, checkpoint: checkpoint
        ) { draw($0.chart) }
      }
    }
    Command(
      "sparseDoubleDescent", "Prunes and retrains on noisy labels, and follows accuracy and learning distance.",
      .labelled("of", Network.self, "the initial network"),
      .labelled("on", Dataset.self, "its training labels are made noisy; validation chooses levels, test reports"),
      .labelled("noise", LabelNoise?.self, default: .symmetric(0.2), "of the training labels; nil for none"),
      .labelled("rounds", Int.self, default: 30, "prunings after the dense level", unit: "rounds"),
      .labelled("removing", Double.self, default: 0.2, "the fraction of survivors cut a level"),
      .labelled(
        "rewindTo", LotterySettings.Rewind.self, default: .step(1_000),
        ".step(0), .learningRate(step: 0), .fineTuning(rate: 0.001, epochs: 160) or .scratch()"),
      .labelled("by", PruningScore.self, default: .magnitude, "what ranks the trained weights"),
      .labelled("epochs", Int.self, default: 160, "passes over the training part a level", unit: "epochs"),
      .labelled("batch", Int.self, default: 128, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .sgd(rate: 0.1), ".sgd(rate: …), .adam(rate: …) or .adamW(rate: …)",
        written: ".sgd(rate: 0.1)"),
      .labelled("schedule", [Schedule].self, default: [], "factors of the rate, multiplied"),
      .labelled("seed", Int?.self, "draws noise and orders; the session's seed unless given"),
      formula: "learning distance = √(Σ (w - w₀)²) over surviving weights",
      example: """
        sparseDoubleDescent(of: mlp([64, 20, 10]), on: digits(), rounds: 3, rewindTo: .step(0), epochs: 1, batch: 60)
        """,
      paper: "He et al. 2022, arXiv:2206.08684"
    ) {
      call, net, data, noise, rounds, removing, rewind, score, epochs, batch, optimizer, schedule, seed
        -> SparseDoubleDescent in
      let training = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, schedule: schedule, seed: try seed ?? call.seed,
        evaluateEvery: .epochs(epochs))
      let settings = LotterySettings(
        rounds: rounds, removing: removing, by: score, rewindTo: rewind, training: training)
      return try call.drawing { checkpoint, draw in
        try Experiments.sparseDoubleDescent(of: net, on: data, noise: noise, settings, checkpoint: checkpoint) {
          draw($0.chart)
        }
      }
    }
    Command(
      "prunability", "Reads off ladders, one a seed, how much can be removed within a tolerance.",
      .labelled("of", [Lottery].self, "a lottery a seed, with validation samples"),
      .labelled(
        "tolerance", Double.self, default: 0.01, "how far below a dense network counts as matching it, as a fraction"),
      .labelled("targets", [Double].self, default: [], "absolute accuracies, as fractions"),
      formula: "sparsity of the last level up to which every level is within the tolerance",
      example: """
        let ladders = [0, 1].map { lottery(mlp([64, 20, 10], seed: $0), on: digits(), rounds: 3, epochs: 1, seed: $0) }
        prunability(of: ladders, tolerance: 0.02)
        """,
      paper: "Ankner et al. 2022, arXiv:2212.00291"
    ) { _, lotteries, tolerance, targets -> Prunability in
      try Experiments.prunability(of: lotteries, tolerance: tolerance, targets: targets)
    }
    Command(
      "prunability", "Makes a ladder a seed, side by side on the cores, and reads off how much can be removed.",
      .labelled("of", Network.self, "its layers; every seed draws weights of its own"),
      .labelled("on", Dataset.self, "validation chooses the level, test reports on it"),
      .labelled("seeds", [Int].self, default: [0, 1, 2, 3, 4], "draw weights and orders"),
      .labelled(
        "tolerance", Double.self, default: 0.01, "how far below a dense network counts as matching it, as a fraction"),
      .labelled("targets", [Double].self, default: [], "absolute accuracies, as fractions"),
      .labelled("rounds", Int.self, default: 20, "prunings after the dense round", unit: "rounds"),
      .labelled("removing", Double.self, default: 0.25, "the fraction of survivors cut a round"),
      .labelled("by", PruningScore.self, default: .magnitude, "what ranks the trained weights"),
      .labelled("epochs", Int.self, default: 25, "passes over the training part a round", unit: "epochs"),
      .labelled("batch", Int.self, default: 60, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .adam(rate: 1.2e-3), ".adam(rate: …), .adamW(rate: …) or .sgd(rate: …)",
        written: ".adam(rate: 0.0012)"),
      formula: "sparsity of the last level up to which every level is within the tolerance",
      example:
        "prunability(of: mlp([64, 20, 10]), on: digits(), seeds: [0, 1], tolerance: 0.02, rounds: 2, epochs: 1)",
      paper: "Ankner et al. 2022, arXiv:2212.00291"
    ) { call, net, data, seeds, tolerance, targets, rounds, removing, score, epochs, batch, optimizer -> Prunability in
      let training = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, evaluateEvery: .epochs(epochs))
      let settings = LotterySettings(rounds: rounds, removing: removing, by: score, training: training)
      return try call.working {
        try Experiments.prunability(
          of: net, on: data, seeds: seeds, settings, tolerance: tolerance, targets: targets, checkpoint: $0)
      }
    }
    TypeDeclaration(choice: Lottery.Control.self, "What a ticket is compared with.") { control in
      switch control {
      case .reinitialized: "Its masks on fresh weights."
      case .shuffled: "Its weights under masks shuffled within layers."
      case .random: "Its weights at as many random places of the network."
      }
    }
    TypeDeclaration(LotteryControls.self, "The tickets of a lottery beside their controls.") {
      Property("lottery", "The search.") { $0.lottery }
      Property("levels", "The rounds that were controlled, in order.") { $0.levels }
    }
    TypeDeclaration(LotteryControls.Level.self, "A round of a lottery with its controls.") {
      Property("round", "The round.") { $0.round }
      Property("reinitialized", "Its masks on fresh weights; nil where not asked for.") { $0.runs[.reinitialized] }
      Property("shuffled", "Its weights under shuffled masks; nil where not asked for.") { $0.runs[.shuffled] }
      Property("random", "Its weights at random places; nil where not asked for.") { $0.runs[.random] }
    }
    TypeDeclaration(SparseDoubleDescent.self, "Accuracy and learning distance on noisy labels, level by level.") {
      Property("levels", "The levels in order; levels[0] is dense.") { $0.levels }
      Property("trough", "The level furthest below both dense and what follows, chosen on validation.") { $0.trough }
      Property("secondPeak", "The best level after it, chosen on validation.") { $0.secondPeak }
      Property("distancePeak", "The level between the ends whose weights moved furthest.") { $0.distancePeak }
      Property("depth", "How far the trough lies below both dense and second peak, on test.") { $0.depth }
      Property("distanceCorrelation", "Pearson's correlation of accuracy and negative distance in between.") {
        $0.distanceCorrelation
      }
      Property("wrongLabels", "How many training labels are wrong.") { $0.wrongLabels }
      Method(
        "redensified", "Takes the masks off a level and goes on training: pruned weights start from 0.",
        .labelled("level", Int.self, "from 0 for dense"),
        .labelled("on", Dataset.self, "the data of the ladder, without noise"),
        .labelled("epochs", Int?.self, "as long as a level unless given", unit: "epochs"),
        example: """
          let descent = sparseDoubleDescent(of: mlp([64, 20, 10]), on: digits(), rounds: 2, rewindTo: .step(0), epochs: 1)
          descent.redensified(level: 2, on: digits()).test.accuracy
          """,
        paper: "He et al. 2022, arXiv:2206.08684"
      ) { call, descent, level, data, epochs in
        try call.working { try descent.redensified(level: level, on: data, epochs: epochs, checkpoint: $0) }
      }
    }
    TypeDeclaration(SparseDoubleDescent.Level.self, "One level of a sparse double descent.") {
      Property("sparsity", "The fraction of prunable weights that is pruned.") { $0.sparsity }
      Property("accuracy", "On test samples, or on validation where there are none.") { $0.accuracy }
      Property("noiseFitted", "The fraction of wrong labels that are given back; nil where none is wrong.") {
        $0.noiseFitted
      }
      Property("distance", "How far the surviving weights moved from their initialisation.") { $0.distance }
      Property("network", "The trained network.") { $0.round.network }
      Property("round", "The round of the ladder.") { $0.round }
    }
    TypeDeclaration(Prunability.self, "How much can be removed before a network gets worse than it may.") {
      Property("rows", "Own dense accuracy, lowest dense accuracy, then the targets.") { $0.rows }
      Property("denseAccuracies", "The dense networks' validation accuracies.") { $0.denseAccuracies }
      Property("lotteries", "The ladders.") { $0.lotteries }
    }
    TypeDeclaration(Prunability.Row.self, "How much can be removed under one reference.") {
      Property("sparsities", "The fraction removable in each ladder; nil where even dense is not good enough.") {
        $0.sparsities
      }
      Property("interval", "Mean and 95 % interval of those there are.") { $0.interval }
      Property("demanded", "The validation accuracy that each ladder had to keep.") { $0.demanded }
      Property("testAccuracies", "What the level does on test samples.") { $0.testAccuracies }
      Property("levels", "The level reached in each ladder.") { $0.levels }
    }
  }
}
