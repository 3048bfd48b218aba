import CommandLanguage
import Networks
import Pruning
import Tensors

extension CommandModule {
  /// What pruning has left.
  static let reports = CommandModule(
    "reports", summary: "What pruning has left: layer by layer, in memory and in time, and how masks agree."
  ) {
    Command(
      "report", "What pruning has left of a network: weights, dead units, multiply-adds, bytes, and measured times.",
      .labelled("of", Network.self, "a network with masks"),
      .labelled(
        "batch", Int?.self, "samples a batch to measure steps and passes with; nothing is measured unless given",
        unit: "samples"),
      .labelled("turns", Int.self, default: 7, "how often each is timed"),
      purity: .effectful, example: "report(of: prune(mlp([64, 300, 100, 10]), toSparsity: 0.95), batch: 60)"
    ) { call, net, batch, turns -> PruningReport in
      try call.working { try PruningReport(of: net, batch: batch, turns: turns, checkpoint: $0) }
    }
    Command(
      "maskOverlap", "How much the masks of two networks agree, layer by layer and over all.",
      .positional("a", Network.self, "a network"), .positional("b", Network.self, "one of the same architecture"),
      formula: "|A ∩ B| / |A ∪ B|",
      example: """
        let net = mlp([64, 30, 10])
        maskOverlap(prune(net, toSparsity: 0.9), prune(net, toSparsity: 0.9, by: .random(seed: 1)))
        """
    ) { _, a, b in try MaskOverlap(a, b) }
    TypeDeclaration(PruningReport.self, "What pruning has left of a network.") {
      Property("layers", "The layers with weights.") { $0.rows }
      Property("sparsity", "The fraction of prunable weights that is pruned.") { $0.sparsity }
      Property("collapsed", "The names of layers that nothing passes.") { $0.collapsed }
      Property("parameters", "What is learned: weights, biases, scales.") { $0.parameters }
      Property("parametersLeft", "The same without pruned weights.") { $0.parametersLeft }
      Property("multiplyAdds", "What a sample needs on the way forward, of all weights.") { $0.multiplyAdds }
      Property("multiplyAddsLeft", "The same of the weights that are there.") { $0.multiplyAddsLeft }
      Property("denseBytes", "Bytes of all numbers.") { $0.size.dense }
      Property("maskedBytes", "Bytes as 'save' writes them: all numbers, and the masks.") { $0.size.masked }
      Property("sparseBytes", "Bytes with masked layers as compressed sparse rows, where that is less.") {
        $0.size.sparse
      }
      Property("timing", "Measured times; nil unless a batch was given.") { $0.timing }
    }
    TypeDeclaration(PruningReport.Row.self, "What pruning has left of a layer.") {
      Property("name", "The layer.") { $0.name }
      Property("shape", "The shape of its weight, outputs first.") { $0.shape.extents }
      Property("kept", "Its weights that are there.") { $0.kept }
      Property("sparsity", "The fraction pruned.") { $0.sparsity }
      Property("units", "Units or channels out.") { $0.units }
      Property("deadUnits", "Units whose own weights are all pruned, or all that read them.") { $0.deadUnits }
      Property("isCollapsed", "Whether nothing passes the layer.") { $0.isCollapsed }
      Property("multiplyAdds", "What a sample needs on the way forward, of all weights.") { $0.multiplyAdds }
      Property("multiplyAddsLeft", "The same of the weights that are there.") { $0.multiplyAddsLeft }
    }
    TypeDeclaration(ExecutionTiming.self, "Measured times of a network, dense and with its masks at work.") {
      Property("batch", "Samples a batch.") { $0.batch }
      Property("denseStep", "Seconds of a training step with all weights.") { $0.step.dense }
      Property("sparseStep", "Seconds of a training step as 'train' would have it.") { $0.step.sparse }
      Property("denseInference", "Seconds of a forward pass with all weights.") { $0.inference.dense }
      Property("sparseInference", "Seconds of a forward pass as evaluations during training have it.") {
        $0.inference.sparse
      }
      Property("sparseLayers", "The weights whose layers ran sparse: where the cost model says it is faster.") {
        $0.sparseLayers
      }
    }
    TypeDeclaration(MaskOverlap.self, "How much the masks of two networks agree.") {
      Property("jaccard", "Weights in both over weights in either.", formula: "|A ∩ B| / |A ∪ B|") { $0.jaccard }
      Property("chance", "What masks of these densities would have that know nothing of each other.") { $0.chance }
      Property("layers", "The same layer by layer.") { $0.rows }
    }
    TypeDeclaration(MaskOverlap.Row.self, "How much two masks of a layer agree.") {
      Property("parameter", "The weight.") { $0.parameter }
      Property("both", "Weights that are there in both.") { $0.both }
      Property("either", "Weights that are there in one or both.") { $0.either }
      Property("jaccard", "Weights in both over weights in either.") { $0.jaccard }
      Property("chance", "What independent masks of these densities would have.") { $0.chance }
    }
  }
}
