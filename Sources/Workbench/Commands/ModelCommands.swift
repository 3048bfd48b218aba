import CommandLanguage
import Networks
import Tensors

extension CommandModule {
  /// The networks of the pruning papers, and networks out of layers.
  static let models = CommandModule(
    "models", summary: "The networks of the pruning papers, and networks of one's own out of layers."
  ) {
    Command(
      "network", "Makes a network out of layers; every layer takes what the one before it gives.",
      .labelled("input", [Int].self, "what a sample is: [numbers] or [channels, height, width]"),
      .labelled("initializer", Initializer.self, default: .glorotNormal, "how weights are drawn"),
      .labelled("seed", Int?.self, "draws the weights; the session's seed unless given"),
      .positional(
        "layers", FunctionValue.self, "gives the layers from input to logits",
        signature: .function([], [Layer].valueType)),
      example: """
        network(input: [1, 8, 8]) {
          [.convolution(16, kernel: 3, padding: 1), .batchNorm(), .relu, .maxPool(2), .dense(10)]
        }
        """
    ) { call, input, initializer, seed, body in
      let cell = try call.cell
      guard let layers = [Layer].from(try call.apply(body)) else {
        throw call.invalid("layers", expected: "an array of layers", found: "something else")
      }
      return try Network(
        input: call.imageShape(input), layers, initializer: initializer, seed: seed ?? cell.seed,
        checkpoint: cell.checkpoint)
    }
    model(
      "lenet5", "Makes LeNet-5 in Caffe's variant: two 5×5 convolutions, then 500 units.", input: [1, 28, 28],
      initializer: .glorotNormal, paper: "LeCun, Bottou, Bengio, Haffner 1998, doi:10.1109/5.726791"
    ) { try .lenet5(input: $0, classes: $1, initializer: $2, seed: $3, checkpoint: $4) }
    for depth in [2, 4, 6] {
      model(
        "conv\(depth)", "Makes Conv-\(depth): \(depth) 3×3 convolutions, then three dense layers.", input: [3, 32, 32],
        initializer: .glorotNormal, paper: "Frankle and Carbin 2019, arXiv:1803.03635"
      ) { try .conv(depth, input: $0, classes: $1, initializer: $2, seed: $3, checkpoint: $4) }
    }
    for depth in [20, 32, 44, 56] {
      model(
        "resnet\(depth)", "Makes ResNet-\(depth) for small images, 16 to 64 channels.", input: [3, 32, 32],
        initializer: .kaimingNormal, paper: "He, Zhang, Ren, Sun 2016, arXiv:1512.03385"
      ) { try .resnet(depth, input: $0, classes: $1, initializer: $2, seed: $3, checkpoint: $4) }
    }
    model(
      "resnet18", "Makes ResNet-18 with a stem for small images, 64 to 512 channels.", input: [3, 32, 32],
      initializer: .kaimingNormal, paper: "He, Zhang, Ren, Sun 2016, arXiv:1512.03385"
    ) { try .resnet18(input: $0, classes: $1, initializer: $2, seed: $3, checkpoint: $4) }
    for depth in [11, 16] {
      model(
        "vgg\(depth)", "Makes VGG-\(depth) with batch normalisation for small images.", input: [3, 32, 32],
        initializer: .kaimingNormal, paper: "Simonyan and Zisserman 2015, arXiv:1409.1556"
      ) { try .vgg(depth, input: $0, classes: $1, initializer: $2, seed: $3, checkpoint: $4) }
    }
    Command(
      "autoencoder", "Makes a deep autoencoder: 1000, 500, 250 units, the code, and back.",
      .labelled("inputs", Int.self, default: 784, "numbers a sample"),
      .labelled("code", Int.self, default: 30, "numbers in the middle"),
      .labelled("initializer", Initializer.self, default: .glorotNormal, "how weights are drawn"),
      .labelled("seed", Int?.self, "draws the weights; the session's seed unless given"),
      example: "autoencoder(inputs: 64, code: 2)",
      paper: "Hinton and Salakhutdinov 2006, doi:10.1126/science.1127647"
    ) { call, inputs, code, initializer, seed in
      let cell = try call.cell
      return try Network.autoencoder(
        inputs: inputs, code: code, initializer: initializer, seed: seed ?? cell.seed, checkpoint: cell.checkpoint)
    }
    TypeDeclaration(Layer.self, "A layer: what it computes; its inputs come from its place in a network.") {
      StaticMethod(
        "dense", "A fully connected layer.", .positional("outputs", Int.self, "units"),
        .labelled("bias", Bool.self, default: true, "whether a number is added to every unit"),
        .labelled("name", String?.self, "what its parameters are called after; fc1, fc2, … unless given"),
        formula: "y = Wx + b", example: "network(input: [64]) { [.dense(30), .relu, .dense(10)] }"
      ) { _, outputs, bias, name in Layer.dense(outputs, bias: bias, name: name) }
      StaticMethod(
        "convolution", "A convolution with a square kernel.", .positional("outputs", Int.self, "channels out"),
        .labelled("kernel", Int.self, "rows and columns of the kernel", unit: "pixels"),
        .labelled("stride", Int.self, default: 1, "from one window to the next", unit: "pixels"),
        .labelled("padding", Int.self, default: 0, "zeros around the image", unit: "pixels"),
        .labelled("groups", Int.self, default: 1, "parts that channels are cut into"),
        .labelled("bias", Bool.self, default: true, "whether a number is added to every channel"),
        .labelled("name", String?.self, "what its parameters are called after; conv1, conv2, … unless given"),
        example: "network(input: [1, 8, 8]) { [.convolution(4, kernel: 3, stride: 2), .relu, .dense(10)] }"
      ) { _, outputs, kernel, stride, padding, groups, bias, name in
        Layer.convolution(
          outputs, kernel: kernel, stride: stride, padding: padding, groups: groups, bias: bias, name: name)
      }
      StaticMethod(
        "batchNorm", "Every channel brought to mean 0 and variance 1, then scaled and shifted.",
        .labelled("momentum", Double.self, default: 0.1, "how fast the running averages move"),
        .labelled("epsilon", Double.self, default: 1e-5, "added to the variance"),
        .labelled("name", String?.self, "what its parameters are called after; bn1, bn2, … unless given"),
        formula: "y = γ(x - μ)/√(σ² + ε) + β",
        example: "network(input: [1, 8, 8]) { [.convolution(4, kernel: 3), .batchNorm(), .relu, .dense(10)] }",
        paper: "Ioffe and Szegedy 2015, arXiv:1502.03167"
      ) { _, momentum, epsilon, name in Layer.batchNorm(momentum: momentum, epsilon: epsilon, name: name) }
      StaticMember("relu", "The larger of x and 0.") { Layer.relu }
      StaticMember("gelu", "x times the normal distribution function at x, by erf (Hendrycks and Gimpel 2016).") {
        Layer.gelu
      }
      StaticMember("tanh", "The hyperbolic tangent.") { Layer.tanh }
      StaticMember("sigmoid", "The logistic function 1/(1 + exp(-x)).") { Layer.sigmoid }
      StaticMember("flatten", "An image as one row; dense layers do so by themselves.") { Layer.flatten }
      StaticMember("globalAveragePool", "The mean of every channel.") { Layer.globalAveragePool }
      StaticMethod(
        "leakyReLU", "x where positive, slope times x elsewhere.",
        .labelled("slope", Double.self, default: 0.01, "in [0, 1)"),
        example: "network(input: [64]) { [.dense(30), .leakyReLU(slope: 0.1), .dense(10)] }"
      ) { _, slope in Layer.leakyReLU(slope: slope) }
      StaticMethod(
        "maxPool", "The largest number of every window.", .positional("size", Int.self, "rows and columns"),
        .labelled("stride", Int?.self, "from one window to the next; the size unless given"),
        example: "network(input: [1, 8, 8]) { [.maxPool(2), .dense(10)] }"
      ) { _, size, stride in Layer.maxPool(size, stride: stride) }
      StaticMethod(
        "averagePool", "The mean of every window.", .positional("size", Int.self, "rows and columns"),
        .labelled("stride", Int?.self, "from one window to the next; the size unless given"),
        example: "network(input: [1, 8, 8]) { [.averagePool(2), .dense(10)] }"
      ) { _, size, stride in Layer.averagePool(size, stride: stride) }
      StaticMethod(
        "dropout", "While training, zeroes numbers at random and scales the others up.",
        .labelled("rate", Double.self, default: 0.5, "the probability, in [0, 1)"),
        example: "network(input: [64]) { [.dense(30), .relu, .dropout(rate: 0.2), .dense(10)] }",
        paper: "Srivastava et al. 2014, JMLR 15"
      ) { _, rate in Layer.dropout(rate: rate) }
      StaticMethod(
        "residual", "Two ways through, added: a body and a shortcut.",
        .positional("body", [Layer].self, "the long way"),
        .labelled("shortcut", [Layer].self, default: [], "the short way; nothing changes on it unless given"),
        .labelled("name", String?.self, "what comes before the names inside; block1, block2, … unless given"),
        formula: "y = body(x) + shortcut(x)",
        example: "network(input: [64]) { [.residual([.dense(64), .relu, .dense(64)]), .relu, .dense(10)] }",
        paper: "He, Zhang, Ren, Sun 2016, arXiv:1512.03385"
      ) { _, body, shortcut, name in Layer.residual(body, shortcut: shortcut, name: name) }
    }
  }

  /// A command that makes a network for images.
  private static func model(
    _ name: String, _ summary: String, input: [Int], initializer: Initializer, paper: String,
    _ make: @escaping @Sendable (ImageShape, Int, Initializer, Int, Checkpoint) throws -> Network
  ) -> Command {
    Command(
      name, summary, .labelled("input", [Int].self, default: input, "channels, height and width of an image"),
      .labelled("classes", Int.self, default: 10, "classes"),
      .labelled("initializer", Initializer.self, default: initializer, "how weights are drawn"),
      .labelled("seed", Int?.self, "draws the weights; the session's seed unless given"),
      example: "\(name)().parameterCount", paper: paper
    ) { call, input, classes, initializer, seed in
      let cell = try call.cell
      return try make(call.imageShape(input), classes, initializer, seed ?? cell.seed, cell.checkpoint)
    }
  }
}

extension CallContext {
  /// The shape of samples, from [numbers] or [channels, height, width].
  fileprivate func imageShape(_ extents: [Int]) throws -> ImageShape {
    let most = 1 << 28
    let count = extents.reduce(1) { $0 > most || $1 < 1 || $1 > most ? most + 1 : $0 * $1 }
    guard [1, 3].contains(extents.count), count <= most else {
      throw invalid(
        "input", expected: "[numbers] or [channels, height, width], each at least 1, 2²⁸ numbers at most",
        found: "\(extents)")
    }
    return extents.count == 1
      ? ImageShape(channels: extents[0], height: 1, width: 1)
      : ImageShape(channels: extents[0], height: extents[1], width: extents[2])
  }
}
