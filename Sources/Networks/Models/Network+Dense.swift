public import Tensors

extension Network {
  /// A multilayer perceptron: dense layers `fc1`, `fc2`, … with an activation between them.
  /// - Parameters:
  ///   - widths: the input width, the hidden widths and the number of classes.
  ///   - activation: what stands between the layers; ReLU unless said otherwise.
  ///   - initializer: how weights are drawn; Glorot normal, as in the lottery-ticket papers, unless said otherwise.
  ///   - seed: what they are drawn with.
  /// - Throws: `NetworkError.widths` unless there are two widths or more, all positive; `.tooLarge`; `Interrupted`.
  /// - Complexity: O(parameters).
  public static func mlp(
    _ widths: [Int], activation: Layer = .relu, initializer: Initializer = .glorotNormal, seed: Int = 0,
    checkpoint: Checkpoint = .none
  ) throws -> Network {
    guard widths.count >= 2, widths.allSatisfy({ $0 > 0 && $0 <= Resolver.largestCount }) else {
      throw NetworkError.widths(widths)
    }
    var layers: [Layer] = []
    for width in widths.dropFirst() { layers += [.dense(width), activation] }
    return try Network(
      input: ImageShape(channels: widths[0], height: 1, width: 1), layers.dropLast(), initializer: initializer,
      seed: seed, checkpoint: checkpoint)
  }

  /// LeNet-300-100: `mlp([inputs, 300, 100, classes])`, 266,200 weights for MNIST.
  ///
  /// Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition",
  /// doi:10.1109/5.726791.
  /// - Throws: `NetworkError.widths` unless both counts are positive; `.tooLarge`; `Interrupted`.
  public static func lenet300(
    inputs: Int = 784, classes: Int = 10, initializer: Initializer = .glorotNormal, seed: Int = 0,
    checkpoint: Checkpoint = .none
  ) throws -> Network {
    try mlp([inputs, 300, 100, classes], initializer: initializer, seed: seed, checkpoint: checkpoint)
  }

  /// A deep autoencoder: `inputs`-1000-500-250-`code`-250-500-1000-`inputs`, ReLU between, the code linear, the output
  /// sigmoid; for `Loss.reconstruction`.
  ///
  /// Source: Hinton, Salakhutdinov, "Reducing the dimensionality of data with neural networks",
  /// doi:10.1126/science.1127647, whose units are logistic throughout.
  /// - Throws: `NetworkError.widths` unless both counts are positive; `.tooLarge`; `Interrupted`.
  public static func autoencoder(
    inputs: Int = 784, code: Int = 30, initializer: Initializer = .glorotNormal, seed: Int = 0,
    checkpoint: Checkpoint = .none
  ) throws -> Network {
    let widths = [inputs, 1_000, 500, 250, code, 250, 500, 1_000, inputs]
    guard inputs > 0, code > 0, inputs <= Resolver.largestCount, code <= Resolver.largestCount else {
      throw NetworkError.widths(widths)
    }
    var layers: [Layer] = []
    for (index, width) in widths.enumerated().dropFirst() {
      layers.append(.dense(width))
      if index == widths.count - 1 { layers.append(.sigmoid) } else if index != 4 { layers.append(.relu) }
    }
    return try Network(
      input: ImageShape(channels: inputs, height: 1, width: 1), layers, initializer: initializer, seed: seed,
      checkpoint: checkpoint)
  }
}
