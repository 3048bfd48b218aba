import CommandLanguage
import Datasets
import Networks
import Pruning
import Tensors

extension CommandModule {
  /// Pruning: scores, scopes, lottery tickets.
  static let pruning = CommandModule("pruning", summary: "Removing weights: scores, scopes, lottery tickets.") {
    Command(
      "prune", "Removes what scores lowest - weights, blocks or units - as masks on a copy of a network.",
      .positional("net", Network.self, "the network; what it has lost stays lost"),
      .labelled(
        "toSparsity", Double?.self,
        "the fraction of prunable weights to be without, in [0, 1); of blocks or units where the structure says so"),
      .labelled(
        "by", PruningScore.self, default: .magnitude, "what ranks the weights; equal scores: earlier ones go first"),
      .labelled("scope", Scope.self, default: .global, "which weights compete and how many each layer loses"),
      .labelled("structure", Structure.self, default: .unstructured, "what goes as one"),
      .labelled("excluding", [String].self, default: [], "layers by name that stay as they are and out of the count"),
      .labelled("keeping", Int.self, default: 0, "the least that a layer is left with under a global scope"),
      purity: .pure(hint: "'net' is unchanged; use the network that 'prune' gives"),
      formula: "removed = round(sparsity · weights)", example: "prune(mlp([64, 30, 10]), toSparsity: 0.9).sparsity"
    ) { call, net, sparsity, score, scope, structure, excluded, keeping in
      let choices = PruningChoices(
        by: score, scope: scope, structure: structure, excluding: excluded, keeping: keeping)
      return try call.working(operations: 0) {
        try Pruning.prune(net, toSparsity: sparsity, choices, checkpoint: $0)
      }
    }
    Command(
      "densities", "How many weights each layer keeps at a sparsity: what a scope says without looking at any score.",
      .labelled("of", Network.self, "whose layers; its masks do not matter"),
      .labelled("sparsity", Double.self, "the fraction of weights to be without, in [0, 1)"),
      .labelled(
        "scope", Scope.self, default: .erdosRenyiKernel,
        ".layerwise, .uniform, .uniformPlus, .erdosRenyi or .erdosRenyiKernel"),
      .labelled("excluding", [String].self, default: [], "layers by name that stay dense and out of the count"),
      formula: "ε (Σ sides) / (Π sides), at most 1", example: "densities(of: lenet300(), sparsity: 0.9)",
      paper: "Evci et al. 2020, arXiv:1911.11134"
    ) { _, net, sparsity, scope, excluded in
      try Pruning.densities(of: net, sparsity: sparsity, scope: scope, excluding: excluded)
    }
    TypeDeclaration(LayerDensity.self, "What a layer keeps of its weights under a scope.") {
      Property("parameter", "The name of the weight.") { $0.parameter }
      Property("shape", "Its shape, outputs first.") { $0.shape.extents }
      Property("density", "The fraction that the formula gives.") { $0.density }
      Property("kept", "The weights that makes.") { $0.kept }
      Property("count", "All weights of the layer.") { $0.count }
    }
    Command(
      "lottery", "Finds lottery tickets: trains, prunes, rewinds, and trains again, round after round.",
      .positional("net", Network.self, "the initial network"),
      .labelled("on", Dataset.self, "train to learn from, validation to watch, test to report on"),
      .labelled("rounds", Int.self, default: 10, "prunings after the dense round", unit: "rounds"),
      .labelled("removing", Double.self, default: 0.2, "the fraction of survivors cut a round"),
      .labelled(
        "rewindTo", LotterySettings.Rewind.self, default: .step(0),
        "what a round goes back to: .step(0), .step(500), .learningRate(step: 0), .fineTuning(rate: 1e-4, epochs: 5)"),
      .labelled("by", PruningScore.self, default: .magnitude, "what ranks the trained weights"),
      .labelled(
        "scope", Scope.self, default: .global,
        ".global, .layerwise, .original (layer-wise, half the rate at the output) or .openLTH (global, output spared)"),
      .labelled("structure", Structure.self, default: .unstructured, "what goes as one"),
      .labelled("excluding", [String].self, default: [], "layers by name that stay as they are and out of the count"),
      .labelled("keeping", Int.self, default: 0, "the least that a layer is left with under a global scope"),
      .labelled("epochs", Int.self, default: 10, "passes over the training part a round", unit: "epochs"),
      .labelled("batch", Int.self, default: 60, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .adam(rate: 1.2e-3), ".adam(rate: …), .adamW(rate: …) or .sgd(rate: …)",
        written: ".adam(rate: 0.0012)"),
      .labelled("schedule", [Schedule].self, default: [], "factors of the rate, multiplied"),
      .labelled("clip", GradientClip?.self, "a bound on the gradient: .norm(1) or .value(0.1)"),
      .labelled(
        "loss", Loss.self, default: .crossEntropy(), ".crossEntropy(smoothing: …) or .squaredError",
        written: ".crossEntropy()"),
      .labelled("augmentation", [Augmentation].self, default: [], "random changes of the training images"),
      .labelled("seed", Int?.self, "orders and augments the samples; the session's seed unless given"),
      .labelled("evaluateEvery", Interval.self, default: .epochs(1), "how often to evaluate: .epochs(1), .steps(100)"),
      purity: .pure(hint: "'net' is unchanged; use a round's '.network'"),
      formula: "weights left after n rounds ≈ (1 - removing)ⁿ · weights",
      example: "lottery(mlp([64, 30, 10]), on: digits(), rounds: 2, epochs: 1).rounds[2].sparsity",
      paper: "Frankle and Carbin 2019, arXiv:1803.03635; rewinding: Frankle et al. 2020, arXiv:1912.05671"
    ) {
      call, net, data, rounds, removing, rewind, score, scope, structure, excluded, keeping, epochs, batch, optimizer,
      schedule, clip, loss,
      augmentation, seed, evaluateEvery in
      let training = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, schedule: schedule, clip: clip, loss: loss,
        augmentation: augmentation, seed: try seed ?? call.cell.seed, evaluateEvery: evaluateEvery)
      let settings = LotterySettings(
        rounds: rounds, removing: removing, by: score, scope: scope, structure: structure, excluding: excluded,
        keeping: keeping, rewindTo: rewind, training: training)
      return try call.working { try Pruning.lottery(net, on: data, settings, checkpoint: $0) }
    }
    TypeDeclaration(Lottery.self, "The rounds of a ticket search.") {
      Property("rounds", "The rounds in order; rounds[0] is dense.") { $0.rounds }
      Property("origin", "The dense network that every round was rewound to.") { $0.origin }
      Property("stoppedAtFloor", "Whether the ladder ended early, with nothing left to remove.") { $0.stoppedAtFloor }
      Method(
        "ticket", "The rewound network of a round, before its training.",
        .labelled("round", Int.self, "from 0 for dense"),
        example: "lottery(mlp([64, 10]), on: digits(), rounds: 1, epochs: 1).ticket(round: 1)"
      ) { _, lottery, round in try lottery.ticket(round) }
      Method(
        "reinitialized", "Trains the masks of a round on weights drawn anew: the control of the lottery-ticket papers.",
        .labelled("round", Int.self, "from 0 for dense"), .labelled("on", Dataset.self, "the data of the lottery"),
        .labelled("seed", Int.self, "draws the weights"),
        example:
          "lottery(mlp([64, 10]), on: digits(), rounds: 1, epochs: 1).reinitialized(round: 1, on: digits(), seed: 1)",
        paper: "Frankle and Carbin 2019, arXiv:1803.03635"
      ) { call, lottery, round, data, seed in
        try call.working { try lottery.reinitialized(round: round, on: data, seed: seed, checkpoint: $0) }
      }
    }
    TypeDeclaration(Lottery.Round.self, "One round of a ticket search.") {
      Property("index", "The round, 0 for dense.") { $0.index }
      Property("sparsity", "The fraction of prunable weights that are masked.") { $0.sparsity }
      Property("remaining", "The prunable weights that are left.") { $0.remaining }
      Property("network", "The trained network of the round.") { $0.network }
      Property("run", "Its training.") { $0.run }
      Property("train", "The trained network on the training part.") { $0.train }
      Property("validation", "The trained network on the validation part.") { round in
        try round.validation.orThrow(part: "validation")
      }
      Property("test", "The trained network on the test part.") { round in try round.test.orThrow(part: "test") }
      Property("earlyStopStep", "The step of least validation loss; nil where nothing was validated.") {
        $0.earlyStopStep
      }
    }
    TypeDeclaration(LotterySettings.Rewind.self, "What a round of a ticket search goes back to after its pruning.") {
      StaticMethod(
        "step", "Weights and learning rate as they were after so many steps of the dense round.",
        .positional("step", Int.self, "0 for the initial weights", unit: "steps"),
        example:
          "lottery(mlp([64, 10]), on: digits(), rounds: 1, rewindTo: .step(5), epochs: 1).rounds[1].test.accuracy",
        paper: "Frankle et al. 2020, arXiv:1912.05671"
      ) { _, step in LotterySettings.Rewind.step(step) }
      StaticMethod(
        "learningRate", "The weights stay as they were learned; schedule and samples go on from the step.",
        .labelled("step", Int.self, default: 0, "where the learning rate goes back to", unit: "steps"),
        example:
          "lottery(mlp([64, 10]), on: digits(), rounds: 1, rewindTo: .learningRate(step: 0), epochs: 1).rounds[1].sparsity",
        paper: "Renda, Frankle and Carbin 2020, arXiv:2003.02389"
      ) { _, step in LotterySettings.Rewind.learningRate(step) }
      StaticMethod(
        "fineTuning", "The weights stay as they were learned and go on at a constant rate.",
        .labelled("rate", Double.self, "the learning rate"),
        .labelled("epochs", Int.self, "how long a round is", unit: "epochs"),
        example:
          "lottery(mlp([64, 10]), on: digits(), rounds: 1, rewindTo: .fineTuning(rate: 1e-4, epochs: 1)).rounds[1].sparsity",
        paper: "Renda, Frankle and Carbin 2020, arXiv:2003.02389"
      ) { _, rate, epochs in LotterySettings.Rewind.fineTuning(rate: rate, epochs: epochs) }
      StaticMethod(
        "scratch", "Every round starts from fresh weights, drawn by the seed and the round's number added.",
        .labelled("seed", Int.self, default: 1_000, "draws the weights"),
        example:
          "lottery(mlp([64, 10]), on: digits(), rounds: 1, rewindTo: .scratch(), epochs: 1).rounds[1].sparsity",
        paper: "He et al. 2022, arXiv:2206.08684"
      ) { _, seed in LotterySettings.Rewind.scratch(seed: seed) }
    }
  }
}
