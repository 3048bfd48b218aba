import CommandLanguage
import Datasets
import Experiments
import Networks
import Pruning

extension CommandModule {
  /// Sparse networks before and during training: the protocols of three papers.
  static let sparseTraining = CommandModule(
    "sparse training", summary: "Sparse from scratch, pruned before training, pruned early: protocols of papers."
  ) {
    Command(
      "sparseTraining", "Trains a network sparse from scratch in several ways and compares them.",
      .labelled("of", Network.self, "the dense network before training"),
      .labelled("on", Dataset.self, "train to learn from, validation to watch, test to report on"),
      .labelled(
        "methods", [SparseTraining.Method].self, default: SparseTraining.Method.allCases,
        "which ways: [.static, .set, .rigl]", written: "all"),
      .labelled("sparsity", Double.self, default: 0.98, "the fraction of weights to be without"),
      .labelled("scope", Scope.self, default: .erdosRenyiKernel, "how many weights each layer keeps"),
      .labelled("every", Int.self, default: 100, "between exchanges, and updates of gradual pruning", unit: "steps"),
      .labelled("fraction", Double.self, default: 0.3, "what RigL and SET exchange at first; SNFS exchanges a half"),
      .labelled("until", Double.self, default: 0.75, "when exchanges end, as a fraction of the run"),
      .labelled(
        "gradualSpan", ClosedRange<Double>.self, default: 0.26...0.6, "the part of the run with gradual pruning",
        written: "0.26...0.6"),
      .labelled("epochs", Int.self, default: 25, "passes over the training part", unit: "epochs"),
      .labelled("batch", Int.self, default: 128, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .sgd(rate: 0.2, momentum: 0.9, weightDecay: 1e-4),
        "with momentum, which SNFS goes by", written: ".sgd(rate: 0.2, momentum: 0.9, weightDecay: 0.0001)"),
      .labelled(
        "schedule", [Schedule].self, default: [.cosine()], "factors of the rate, multiplied", written: "[.cosine()]"),
      .labelled("seed", Int?.self, "draws masks and order; the session's seed unless given"),
      purity: .pure(hint: "'net' is unchanged; use the runs of the result"),
      example:
        "sparseTraining(of: mlp([64, 30, 10]), on: digits(), methods: [.static, .rigl], sparsity: 0.9, every: 5, epochs: 2)",
      paper: "Evci et al. 2020, arXiv:1911.11134"
    ) {
      call, net, data, methods, sparsity, scope, every, fraction, until, span, epochs, batch, optimizer, schedule,
      seed -> SparseTraining in
      let training = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, schedule: schedule, seed: try seed ?? call.seed)
      let settings = SparseTrainingSettings(
        sparsity: sparsity, scope: scope, every: every, fraction: fraction, until: until, gradualSpan: span,
        training: training)
      return try call.drawing { checkpoint, draw in
        try Experiments.sparseTraining(of: net, on: data, methods: methods, settings, checkpoint: checkpoint) {
          draw($0.chart)
        }
      }
    }
    TypeDeclaration(SparseTraining.self, "Ways to train a sparse network from scratch, side by side.") {
      Property("entries", "The ways, in the order asked for.") { $0.entries }
      Method(
        "run", "The training of a way; nil where it was not asked for.",
        .positional("method", SparseTraining.Method.self, ".rigl"),
        example:
          "sparseTraining(of: mlp([64, 10]), on: digits(), methods: [.static], sparsity: 0.8, epochs: 1).run(.static)"
      ) { _, result, method in result.run(method) }
      Method(
        "drift", "The largest change of a layer's count; nil where no masks changed.",
        .labelled("of", SparseTraining.Method.self, ".rigl"),
        example: """
          sparseTraining(of: mlp([64, 10]), on: digits(), methods: [.rigl], sparsity: 0.8, every: 5, epochs: 1)
            .drift(of: .rigl)
          """
      ) { _, result, method in result.drift(of: method) }
      Method(
        "escape", "The line from the static to the gradually pruned solution, and training on from the static one.",
        .labelled("on", Dataset.self, "the data of the comparison"),
        .labelled("points", Int.self, default: 30, "points of the line, the ends among them", unit: "points"),
        example: """
          let ways = sparseTraining(
            of: mlp([64, 30, 10]), on: digits(), methods: [.static, .gradual], sparsity: 0.9, every: 5, epochs: 1)
          ways.escape(on: digits(), points: 5).gain
          """,
        paper: "Evci et al. 2020, arXiv:1911.11134"
      ) { call, result, data, points -> StaticEscape in
        guard let still = result.run(.static), let pruned = result.run(.gradual) else {
          throw ExperimentError.setting(
            name: "methods", expected: "a comparison with .static and .gradual",
            found: "\(result.entries.map(\.method.rawValue))")
        }
        return try call.working {
          try staticEscape(
            from: still.network, to: pruned.network, on: data, result.settings, points: points, checkpoint: $0)
        }
      }
    }
    TypeDeclaration(SparseTraining.Entry.self, "One way, trained.") {
      Property("method", "Which way.") { $0.method }
      Property("start", "The network that training began with.") { $0.start }
      Property("run", "How it was trained, and the result.") { $0.run }
      Property("network", "The trained network.") { $0.run.network }
    }
    TypeDeclaration(choice: SparseTraining.Method.self, "A way to train a sparse network from scratch.") { method in
      switch method {
      case .static: "Random connections that stay."
      case .set: "The weakest connections are exchanged for random ones."
      case .snfs: "Connections are exchanged and moved between layers by momentum."
      case .rigl: "The weakest connections are exchanged for those of greatest gradient."
      case .gradual: "Dense at first, pruned bit by bit."
      case .smallDense: "A dense network of few units with as many parameters."
      case .dense: "All weights."
      }
    }
    TypeDeclaration(StaticEscape.self, "Whether training gets away from a static sparse solution.") {
      Property("barrier", "The straight line from the static to the other solution.") { $0.barrier }
      Property("stayed", "Trained on with the connections as they are.") { $0.stayed }
      Property("rigged", "Trained on with RigL.") { $0.rigged }
      Property("gain", "How much lower the training loss ends with RigL.") { $0.gain }
    }
    Command(
      "inputConnections", "How many weights of the first layer each input has left: what a pruned network looks at.",
      .labelled("of", Network.self, "one that begins with a dense layer"),
      .labelled("on", Samples.self, "what it learns from"),
      example: "inputConnections(of: prune(mlp([64, 30, 10]), toSparsity: 0.9), on: digits().train).dead",
      paper: "Lee, Ajanthan and Torr 2019, arXiv:1810.02340"
    ) { _, net, samples in try InputConnections(of: net, on: samples) }
    TypeDeclaration(InputConnections.self, "The weights that each input of a network has left.") {
      Property("counts", "The weights of each input.") { $0.counts }
      Property("variances", "The variance of each input over the samples.") { $0.variances }
      Property("dead", "Inputs that nothing reads.") { $0.dead }
      Property("correlation", "Pearson's correlation of the two; nil where one is constant.") { $0.correlation }
      Property("deadShares", "The share of dead inputs at each distance from the edge of the image.") { $0.deadShares }
    }
    Command(
      "singleShot", "Prunes a network before training, by SNIP and by the masks it is compared with, and trains each.",
      .labelled("of", Network.self, "the untrained network"),
      .labelled("on", Dataset.self, "train to learn from, validation to watch, test to report on"),
      .labelled("sparsity", Double.self, default: 0.98, "the fraction of weights to be without"),
      .labelled(
        "masks", [SingleShotPruning.Origin].self, default: [.snip, .shuffled, .random], "which masks",
        written: "[.snip, .shuffled, .random]"),
      .labelled("samples", Int.self, default: 100, "what the score is taken on", unit: "samples"),
      .labelled("redraws", Bool.self, default: true, "whether weights are drawn anew after pruning, as the authors do"),
      .labelled("epochs", Int.self, default: 100, "passes over the training part", unit: "epochs"),
      .labelled("batch", Int.self, default: 100, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .sgd(rate: 0.1, momentum: 0.9, weightDecay: 5e-4),
        ".sgd(rate: …) or .adam(rate: …)", written: ".sgd(rate: 0.1, momentum: 0.9, weightDecay: 0.0005)"),
      .labelled(
        "schedule", [Schedule].self, default: [.step(milestones: [.steps(25_000), .steps(50_000)])],
        "factors of the rate, multiplied", written: "[.step(milestones: [.steps(25000), .steps(50000)])]"),
      .labelled("seed", Int?.self, "draws batch, places, weights and order; the session's seed unless given"),
      purity: .pure(hint: "'net' is unchanged; use the runs of the result"),
      example: "singleShot(of: mlp([64, 30, 10]), on: digits(), sparsity: 0.9, epochs: 2)",
      paper: "Lee, Ajanthan and Torr 2019, arXiv:1810.02340"
    ) {
      call, net, data, sparsity, masks, samples, redraws, epochs, batch, optimizer, schedule, seed -> SingleShotPruning
      in
      let training = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, schedule: schedule, seed: try seed ?? call.seed)
      let settings = SingleShotSettings(sparsity: sparsity, samples: samples, redraws: redraws, training: training)
      return try call.drawing { checkpoint, draw in
        try singleShotPruning(of: net, on: data, origins: masks, settings, checkpoint: checkpoint) { draw($0.chart) }
      }
    }
    TypeDeclaration(SingleShotPruning.self, "Pruning before training, with the masks that it is compared with.") {
      Property("entries", "The masks, in the order asked for.") { $0.entries }
      Method(
        "run", "The training under a mask; nil where it was not asked for.",
        .positional("mask", SingleShotPruning.Origin.self, ".snip"),
        example: "singleShot(of: mlp([64, 10]), on: digits(), masks: [.snip], epochs: 1).run(.snip)"
      ) { _, result, mask in result.run(mask) }
      Method(
        "start", "The network under a mask before training; nil where it was not asked for.",
        .positional("mask", SingleShotPruning.Origin.self, ".snip"),
        example: "singleShot(of: mlp([64, 10]), on: digits(), masks: [.snip], epochs: 1).start(.snip)"
      ) { _, result, mask in result.start(mask) }
    }
    TypeDeclaration(SingleShotPruning.Entry.self, "One mask, trained.") {
      Property("mask", "Where it comes from.") { $0.origin }
      Property("start", "The network before training.") { $0.start }
      Property("run", "How it was trained, and the result.") { $0.run }
      Property("network", "The trained network.") { $0.run.network }
    }
    TypeDeclaration(choice: SingleShotPruning.Origin.self, "Where a mask before training comes from.") { origin in
      switch origin {
      case .snip: "The sensitivity of the loss on one batch."
      case .shuffled: "The counts of SNIP a layer at random places."
      case .random: "Random places of the whole network."
      case .dense: "No mask."
      }
    }
    Command(
      "earlyPruning", "Trains dense until the weights settle, prunes by the flow of gradients, trains on by one cycle.",
      .labelled("of", Network.self, "the untrained network"),
      .labelled("on", Dataset.self, "train to learn from, validation to watch, test to report on"),
      .labelled("limit", Double.self, default: 0.98, "the fraction of weights, or of units, to be without"),
      .labelled(
        "kind", EarlyPruningSettings.Kind.self, default: .unstructured, ".unstructured or .structured, then compacted"),
      .labelled("pruneTo", Int?.self, "the epoch after which it is pruned at the latest; half of all unless given"),
      .labelled("batches", Int.self, default: 5, "what the score is taken on", unit: "batches"),
      .labelled("epochs", Int.self, default: 80, "passes over the training part", unit: "epochs"),
      .labelled("batch", Int.self, default: 256, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .adam(rate: 2e-3), "at this rate before, up to it after",
        written: ".adam(rate: 0.002)"),
      .labelled("seed", Int?.self, "draws batches and order; the session's seed unless given"),
      purity: .pure(hint: "'net' is unchanged; use the run of the result"),
      formula: "|r - r of the epoch before| < first r · (1 - limit), r = ‖w - w₁‖ / ‖w₁‖",
      example: "earlyPruning(of: mlp([64, 30, 10]), on: digits(), limit: 0.8, epochs: 5, batch: 60).epoch",
      paper: "Rachwan et al. 2022, arXiv:2206.10451"
    ) { call, net, data, limit, kind, pruneTo, batches, epochs, batch, optimizer, seed -> EarlyPruning in
      let training = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, seed: try seed ?? call.seed)
      let settings = EarlyPruningSettings(
        kind, limit: limit, pruneTo: pruneTo, batches: batches, training: training)
      return try call.working { try Experiments.earlyPruning(of: net, on: data, settings, checkpoint: $0) }
    }
    TypeDeclaration(EarlyPruning.self, "A network pruned early in its training.") {
      Property("epoch", "The epoch after which it was pruned.") { $0.epoch }
      Property("isTriggered", "Whether the weights had settled; otherwise the latest epoch had come.") {
        $0.isTriggered
      }
      Property("ratios", "How far the weights were from those after the first epoch, epoch by epoch.") { $0.ratios }
      Property("threshold", "What the change of an epoch had to fall below.") { $0.threshold }
      Property("dense", "The training up to the pruning.") { $0.dense }
      Property("start", "The pruned network before it is trained on.") { $0.start }
      Property("run", "The training of the pruned network.") { $0.run }
      Property("network", "The trained network.") { $0.run.network }
      Property("compaction", "What compacting took away; nil where single weights went.") { $0.compaction }
    }
    TypeDeclaration(choice: EarlyPruningSettings.Kind.self, "What goes early in a training.") { kind in
      switch kind {
      case .unstructured: "Single weights."
      case .structured: "Whole units; the network is compacted."
      }
    }
  }
}
