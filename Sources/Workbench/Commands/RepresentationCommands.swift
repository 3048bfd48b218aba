import CommandLanguage
import Datasets
import Experiments
import Geometry
import Networks
import Tensors

extension CommandModule {
  /// The geometry of what networks make of their inputs.
  static let representations = CommandModule(
    "representations", summary: "The geometry of what networks make of their inputs, layer by layer."
  ) {
    Command(
      "layerOutputs", "Gives what a network makes of inputs behind each of its layers, from the inputs to the logits.",
      .labelled("of", Tensor.self, "the inputs, one a row", unit: "samples"),
      .labelled("in", Network.self, "the network"),
      example: "layerOutputs(of: digits().test.inputs, in: mlp([64, 20, 10])).map { $0.values.shape }"
    ) { call, inputs, network -> [LayerOutput] in
      let rows = Double(inputs.rank == 0 ? 0 : inputs.shape[0])
      return try call.working(operations: 2 * rows * Double(network.parameterCount * network.outputLayers.count)) {
        checkpoint in try network.layerOutputs(of: inputs, checkpoint: checkpoint)
      }
    }
    Command(
      "dimensionProfile", "Estimates the dimension of samples as each layer of a network represents them.",
      .labelled("of", Network.self, "the network, dense or pruned"),
      .labelled("on", Samples.self, "what it is fed"),
      .positional("method", DimensionMethod.self, default: .twoNN(), "the estimator", written: ".twoNN()"),
      .labelled("duplicates", DuplicatePolicy.self, default: .merge, "what to do with equal outputs"),
      example: "dimensionProfile(of: mlp([64, 20, 10]), on: digits().test)",
      paper: "Ansuini, Laio, Macke, Zoccolan 2019, arXiv:1905.12784"
    ) { call, network, samples, method, duplicates -> DimensionProfile in
      let rows = Double(samples.count)
      return try call.working(operations: rows * rows * 100) { checkpoint in
        try dimensionProfile(of: network, on: samples.inputs, method, duplicates: duplicates, checkpoint: checkpoint)
      }
    }
    TypeDeclaration(LayerOutput.self, "What a network makes of inputs behind a layer.") {
      Property("name", "The layer; input for the inputs themselves.") { $0.name }
      Property("values", "One row a sample, behind the layer's activation.") { $0.values }
    }
    TypeDeclaration(DimensionProfile.self, "The dimension of samples in each layer of a network.") {
      Property("layers", "From the inputs to the logits.") { $0.layers }
      Property("method", "The estimator in words.") { $0.method }
    }
    TypeDeclaration(DimensionProfile.Layer.self, "The dimension of samples in one layer.") {
      Property("name", "The layer; input for the inputs themselves.") { $0.name }
      Property("width", "Numbers in an output.") { $0.width }
      Property("estimate", "The dimension; nil where the outputs leave no scale to measure.") { $0.estimate }
      Property("value", "The dimension; NaN where there is none.") { $0.estimate?.value ?? .nan }
    }
  }
}
