import CommandLanguage
import Networks

extension CommandModule {
  /// How layers with masks run, and where the state of runs is kept.
  static let execution = CommandModule(
    "execution", summary: "How runs are carried out: sparse layers, checkpoints, files of runs."
  ) {
    Command(
      "tune", "Measures whether each layer with a mask is faster dense or sparse in training steps.",
      .positional("net", Network.self, "the network under its masks"),
      .labelled("batch", Int.self, default: 60, "samples a step", unit: "samples"),
      .labelled("steps", Int.self, default: 7, "how often each way is timed", unit: "steps"),
      purity: .effectful, example: "tune(prune(mlp([64, 300, 10]), toSparsity: 0.95), batch: 60).policy"
    ) { call, net, batch, steps -> Tuning in
      try call.working { try Networks.tune(net, batch: batch, steps: steps, checkpoint: $0) }
    }
    Command(
      "save", "Writes a finished run: network, masks, history, settings and results in one .safetensors file.",
      .positional("run", TrainingRun.self, "the run"),
      .positional("path", String.self, "where to; ends in .safetensors", isPath: true),
      example: "save(train(mlp([64, 10]), on: digits(), epochs: 1), \"run.safetensors\")"
    ) { call, run, path in
      let checkpoint = try call.cell.checkpoint
      try call.computing { try run.write(to: path, checkpoint: checkpoint) }
    }
    Command(
      "loadRun", "Reads a run that 'save' or a checkpoint has written.",
      .positional("path", String.self, "the file", isPath: true),
      example: """
        save(train(mlp([64, 10]), on: digits(), epochs: 1), "run.safetensors")
        loadRun("run.safetensors").test.accuracy
        """
    ) { call, path -> TrainingRun in
      let checkpoint = try call.cell.checkpoint
      return try call.computing { try TrainingRun(path: path, checkpoint: checkpoint) }
    }
    TypeDeclaration(ExecutionPolicy.self, "Who decides whether layers with masks run dense or sparse.") {
      StaticMember("automatic", "A cost model of shape and mask, a layer at a time; never a clock.") {
        ExecutionPolicy.automatic
      }
      StaticMember("dense", "All weights everywhere, the pruned ones as zeros.") { ExecutionPolicy.all(.dense) }
      StaticMember("sparse", "The weights present alone, everywhere.") { ExecutionPolicy.all(.sparse) }
    }
    TypeDeclaration(Tuning.self, "What measuring says of the layers with masks.") {
      Property("policy", "The faster way of each layer, for 'train'.") { $0.policy }
      Property("speedups", "How many times as fast a step is with one layer sparse, layer by layer.") {
        $0.layers.map(\.speedup)
      }
    }
    TypeDeclaration(CostModel.Estimate.self, "How a layer with a mask runs, and why.") {
      Property("parameter", "The name of the weight.") { $0.parameter }
      Property("density", "The fraction of weights that is present.") { $0.density }
      Property("isSparse", "Whether the weights present alone are worked on.") { $0.choice == .sparse }
      Property("predictedSpeedup", "How many times as fast sparse is predicted to be.") { $0.dense / $0.sparse }
    }
    TypeDeclaration(CheckpointRule.self, "Where the state of a run is kept on the way.") {
      StaticMethod(
        "every", "Every so many steps or epochs, in a folder; the same run goes on from there.",
        .positional("interval", Interval.self, ".steps(500) or .epochs(1)"),
        .labelled("in", String.self, "the folder", isPath: true),
        example: """
          train(mlp([64, 10]), on: digits(), epochs: 2, checkpoint: .every(.epochs(1), in: "runs/first")).steps
          """
      ) { _, interval, folder in CheckpointRule.every(interval, in: folder) }
    }
  }
}
