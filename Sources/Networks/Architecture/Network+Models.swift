public import Tensors

extension Network {
  /// A multilayer perceptron: dense layers `fc1`, `fc2`, … with ReLU between them.
  /// - Parameters:
  ///   - widths: the input width, the hidden widths and the number of classes.
  ///   - initializer: how weights are drawn; Glorot normal, as in the lottery-ticket papers, unless said otherwise.
  ///   - seed: what they are drawn with.
  /// - Throws: `NetworkError.widths` unless there are two widths or more, all positive; `.tooLarge`; `Interrupted`.
  /// - Complexity: O(parameters).
  public static func mlp(
    _ widths: [Int], initializer: Initializer = .glorotNormal, seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> Network {
    // A width above 2²⁸ could overflow the product that the limit on parameters looks at.
    guard widths.count >= 2, widths.allSatisfy({ $0 > 0 && $0 <= 1 << 28 }) else {
      throw NetworkError.widths(widths)
    }
    var layers: [Layer] = []
    for index in 1..<widths.count {
      layers.append(.dense(Dense(name: "fc\(index)", inputs: widths[index - 1], outputs: widths[index])))
      if index < widths.count - 1 { layers.append(.relu) }
    }
    return try Network(layers, initializer: initializer, seed: seed, checkpoint: checkpoint)
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
}
