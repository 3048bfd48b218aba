public import Tensors

extension Network {
  /// A residual network for CIFAR of 6n + 2 layers: n blocks each of 16, 32 and 64 channels, projection shortcuts of
  /// 1×1 where the shape changes, as in open_lth. ResNet-20 has 270,896 weights.
  ///
  /// Source: He, Zhang, Ren, Sun, "Deep residual learning for image recognition", arXiv:1512.03385, section 4.2 (whose
  /// shortcuts there are without parameters).
  /// - Precondition: `depth` is 6n + 2 with a positive n.
  /// - Throws: `NetworkError` for settings out of range; `Interrupted`.
  public static func resnet(
    _ depth: Int, input: ImageShape = .cifar, classes: Int = 10, initializer: Initializer = .kaimingNormal,
    seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> Network {
    precondition(depth >= 8 && depth % 6 == 2)
    return try residual(
      widths: [16, 32, 64], blocks: (depth - 2) / 6, input: input, classes: classes, initializer: initializer,
      seed: seed, checkpoint: checkpoint)
  }

  /// ResNet-18 with the stem for small images: one 3×3 convolution of stride 1, no pool; two blocks each of 64, 128,
  /// 256 and 512 channels; 11.2 million weights.
  ///
  /// Source: He, Zhang, Ren, Sun, arXiv:1512.03385.
  /// - Throws: `NetworkError` for settings out of range; `Interrupted`.
  public static func resnet18(
    input: ImageShape = .cifar, classes: Int = 10, initializer: Initializer = .kaimingNormal, seed: Int = 0,
    checkpoint: Checkpoint = .none
  ) throws -> Network {
    try residual(
      widths: [64, 128, 256, 512], blocks: 2, input: input, classes: classes, initializer: initializer, seed: seed,
      checkpoint: checkpoint)
  }

  /// Groups of equal blocks; every group but the first halves the image.
  private static func residual(
    widths: [Int], blocks: Int, input: ImageShape, classes: Int, initializer: Initializer, seed: Int,
    checkpoint: Checkpoint
  ) throws -> Network {
    var layers: [Layer] = [
      .convolution(widths[0], kernel: 3, padding: 1, bias: false, name: "conv1"), .batchNorm(name: "bn1"), .relu,
    ]
    for (group, width) in widths.enumerated() {
      for block in 0..<blocks {
        let isFirst = group > 0 && block == 0
        layers += [
          .residual(
            [
              .convolution(width, kernel: 3, stride: isFirst ? 2 : 1, padding: 1, bias: false, name: "conv1"),
              .batchNorm(name: "bn1"), .relu,
              .convolution(width, kernel: 3, padding: 1, bias: false, name: "conv2"), .batchNorm(name: "bn2"),
            ],
            shortcut: isFirst
              ? [
                .convolution(width, kernel: 1, stride: 2, bias: false, name: "downsample.0"),
                .batchNorm(name: "downsample.1"),
              ] : [],
            name: "layer\(group + 1).\(block)"), .relu,
        ]
      }
    }
    layers += [.globalAveragePool, .dense(classes, name: "fc")]
    return try Network(input: input, layers, initializer: initializer, seed: seed, checkpoint: checkpoint)
  }
}
