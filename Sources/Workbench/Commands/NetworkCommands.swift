import CommandLanguage
import Datasets
import Networks
import Tensors

extension CommandModule {
  /// Networks as values.
  static let networks = CommandModule(
    "networks", summary: "Networks: architectures, what they compute, what they hold."
  ) {
    Command(
      "mlp", "Makes a dense network with ReLU between its layers.",
      .positional("widths", [Int].self, "inputs, hidden layers, classes"),
      .labelled("initializer", Initializer.self, default: .glorotNormal, "how weights are drawn"),
      .labelled("seed", Int?.self, "draws the weights; the session's seed unless given"),
      example: "mlp([64, 300, 100, 10])"
    ) { call, widths, initializer, seed in
      let cell = try call.cell
      return try Network.mlp(
        widths, initializer: initializer, seed: seed ?? cell.seed, checkpoint: cell.checkpoint)
    }
    Command(
      "lenet300", "Makes LeNet-300-100, the dense network of the pruning papers.",
      .labelled("inputs", Int.self, default: 784, "numbers a sample"),
      .labelled("classes", Int.self, default: 10, "classes"),
      .labelled("initializer", Initializer.self, default: .glorotNormal, "how weights are drawn"),
      .labelled("seed", Int?.self, "draws the weights; the session's seed unless given"),
      example: "lenet300()", paper: "LeCun, Bottou, Bengio, Haffner 1998, doi:10.1109/5.726791"
    ) { call, inputs, classes, initializer, seed in
      let cell = try call.cell
      return try Network.lenet300(
        inputs: inputs, classes: classes, initializer: initializer, seed: seed ?? cell.seed, checkpoint: cell.checkpoint
      )
    }
    TypeDeclaration(Network.self, "A network: layers, parameters, masks. A value; commands give changed copies.") {
      Property("parameterCount", "Weights and biases, masked ones included.") { $0.parameterCount }
      Property("sparsity", "The fraction of prunable weights that are masked; biases do not count.") { $0.sparsity }
      Property("input", "What a sample is: channels, height, width.") {
        [$0.input.channels, $0.input.height, $0.input.width]
      }
      Property("layers", "The layers with their shapes and sparsity.") { $0.summary }
      Method(
        "execution", "How each layer with a mask runs while training, and why.",
        .labelled("batch", Int.self, default: 60, "samples a step", unit: "samples"),
        example: "prune(mlp([64, 300, 10]), toSparsity: 0.95).execution(batch: 60)"
      ) { call, net, batch in
        guard (1...65_536).contains(batch) else {
          throw call.invalid("batch", expected: "1 to 65536", found: "\(batch)")
        }
        return CostModel.estimates(net, batch: batch)
      }
      Property("standardization", "What was done to the inputs it learned from; nil for nothing.") {
        $0.standardization
      }
      Property("multiplyAdds", "What a sample needs on the way forward, masks aside.") { $0.multiplyAdds }
      Property("parameterNames", "The names of the parameters, as PyTorch would name them.") {
        $0.parameters.map(\.name)
      }
      Subscript("A parameter by name.", .positional("name", String.self, "such as fc1.weight")) { _, net, name in
        try net.parameter(name).value
      }
      Method(
        "logits", "The outputs before softmax.", .positional("inputs", Tensor.self, "one sample a row"),
        formula: "z = Wₙ ReLU(… ReLU(W₁x + b₁) …) + bₙ",
        example: "mlp([64, 10]).logits(digits().test.inputs)"
      ) { call, net, inputs in try net.logits(inputs, checkpoint: call.cell.checkpoint) }
      Method(
        "activations", "What one hidden layer passes on, after its ReLU.",
        .positional("inputs", Tensor.self, "one sample a row"),
        .labelled("layer", Int.self, "from 1 for the first hidden layer"),
        example: "mlp([64, 30, 10]).activations(digits().test.inputs, layer: 1)"
      ) { call, net, inputs, layer in
        let layers = net.outputLayers.dropFirst().dropLast()
        guard layer >= 1, layer <= layers.count else {
          throw call.invalid(
            "layer", expected: layers.isEmpty ? "a network with a hidden layer" : "from 1 to \(layers.count)",
            found: "\(layer)")
        }
        let name = layers[layers.startIndex + layer - 1]
        return try net.prefix(through: name).logits(inputs, checkpoint: call.cell.checkpoint)
      }
      Method(
        "activity", "How often the outputs of each ReLU are zero: dead units and dynamic dead-neuron rates.",
        .labelled("on", Samples.self, "samples to run"), formula: "dynamic = zero - dead",
        example: "mlp([64, 30, 10]).activity(on: digits().test)[0].zeroShare",
        paper: "Liu et al. 2022, arXiv:2212.06145"
      ) { call, net, samples in try call.working { try net.activity(on: samples, checkpoint: $0) } }
      Method(
        "accuracy", "The fraction of samples whose largest logit is that of their class.",
        .labelled("on", Samples.self, "labelled samples"), formula: "correct / n",
        example: "mlp([64, 10]).accuracy(on: digits().test)"
      ) { call, net, samples in try net.accuracy(on: samples, checkpoint: call.cell.checkpoint) }
      Method(
        "loss", "The mean softmax cross-entropy.", .labelled("on", Samples.self, "labelled samples"),
        formula: "-Σ ln softmax(z)ₗₐᵦₑₗ / n", example: "mlp([64, 10]).loss(on: digits().test)"
      ) { call, net, samples in try net.loss(on: samples, checkpoint: call.cell.checkpoint) }
      Method(
        "withStatistics", "The running statistics of batch normalisation taken anew, over samples seen once.",
        .labelled("from", Samples.self, "what the averages are taken over"),
        .labelled("batch", Int.self, default: 128, "samples a batch", unit: "samples"),
        example: """
          let net = network(input: [1, 8, 8]) { [.convolution(4, kernel: 3), .batchNorm(), .relu, .dense(10)] }
          net.withStatistics(from: digits().train)["bn1.running_mean"]
          """,
        paper: "Izmailov et al. 2018, arXiv:1803.05407, section 3"
      ) { call, net, samples, batch in
        try call.working { try net.withStatistics(from: samples, batch: batch, checkpoint: $0) }
      }
      Method(
        "reinitialized", "The same masks on weights drawn anew.", .labelled("seed", Int.self, "draws the weights"),
        example: "mlp([64, 10]).reinitialized(seed: 1)"
      ) { call, net, seed in try net.reinitialized(seed: seed, checkpoint: call.cell.checkpoint) }
    }
    TypeDeclaration(LayerSummary.self, "One layer of a network in numbers.") {
      Property("name", "The name its parameters start with.") { $0.name }
      Property("kind", "The kind of layer.") { $0.kind }
      Property("shape", "The shape of the weight, outputs first.") { $0.shape.extents }
      Property("parameterCount", "Weights and biases.") { $0.parameterCount }
      Property("remaining", "The weights that no mask removes.") { $0.remaining }
      Property("sparsity", "The fraction of weights that are masked.") { $0.sparsity }
    }
    TypeDeclaration(ReLUActivity.self, "How often the outputs of a ReLU are zero on some samples.") {
      Property("name", "The ReLU's name in the network.") { $0.name }
      Property("zeroShare", "Zeros among all outputs of all samples.") { $0.zeroShare }
      Property("deadShare", "Outputs that are zero for every sample, among all outputs.") { $0.deadShare }
      Property(
        "dynamicShare", "Zeros of outputs that are not dead: the dynamic dead-neuron rate.",
        formula: "zeroShare - deadShare"
      ) { $0.dynamicShare }
      Property("dead", "How many outputs are zero for every sample.") { $0.dead }
      Property("zeros", "For each output, how many of the samples it is zero for.") { $0.zeros }
    }
    TypeDeclaration(choice: Initializer.self, "How weights are drawn.") { initializer in
      switch initializer {
      case .glorotNormal: "Normal of variance 2/(fan in + fan out), biases 0 (Glorot and Bengio 2010)."
      case .glorotUniform: "Uniform within ±√(6/(fan in + fan out)), biases 0."
      case .kaimingNormal: "Normal of variance 2/fan in, biases 0 (He et al. 2015, arXiv:1502.01852)."
      case .kaimingUniform: "Uniform within ±√(6/fan in), biases 0."
      case .kaimingNormalFanOut: "Normal of variance 2/fan out, biases 0."
      case .kaimingUniformFanOut: "Uniform within ±√(6/fan out), biases 0."
      case .lecunNormal: "Normal of variance 1/fan in, biases 0 (LeCun et al. 1998)."
      case .uniform: "Weights and biases uniform within ±1/√(fan in), PyTorch's default."
      }
    }
  }
}
