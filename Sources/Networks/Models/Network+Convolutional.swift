public import Tensors

extension Network {
  /// LeNet-5 in Caffe's variant: 20 and 50 kernels of 5×5, each followed by a 2×2 max pool, then 500 units; 430,500
  /// weights for MNIST. ReLU stands behind every convolution, as in the pruning papers' PyTorch code; Caffe's own
  /// example has none there.
  ///
  /// Source: LeCun, Bottou, Bengio, Haffner, doi:10.1109/5.726791; Jia et al., "Caffe", arXiv:1408.5093.
  /// - Throws: `NetworkError` for an input that is too small; `Interrupted`.
  public static func lenet5(
    input: ImageShape = ImageShape(height: 28, width: 28), classes: Int = 10, initializer: Initializer = .glorotNormal,
    seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> Network {
    // Maxima and ReLU commute, so ReLU comes where there is a quarter of the numbers.
    try Network(
      input: input,
      [
        .convolution(20, kernel: 5), .maxPool(2), .relu, .convolution(50, kernel: 5), .maxPool(2), .relu, .flatten,
        .dense(500), .relu, .dense(classes),
      ], initializer: initializer, seed: seed, checkpoint: checkpoint)
  }

  /// Conv-2, Conv-4 or Conv-6: pairs of 3×3 convolutions with 64, 128 and 256 kernels, each pair followed by a 2×2 max
  /// pool, then 256, 256 and the classes.
  ///
  /// Source: Frankle, Carbin, "The lottery ticket hypothesis", arXiv:1803.03635.
  /// - Precondition: `depth` is 2, 4 or 6.
  /// - Throws: `NetworkError` for an input that is too small; `Interrupted`.
  public static func conv(
    _ depth: Int, input: ImageShape = .cifar, classes: Int = 10, initializer: Initializer = .glorotNormal,
    seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> Network {
    precondition([2, 4, 6].contains(depth))
    var layers: [Layer] = []
    for width in [64, 128, 256].prefix(depth / 2) {
      layers += [
        .convolution(width, kernel: 3, padding: 1), .relu, .convolution(width, kernel: 3, padding: 1), .relu,
        .maxPool(2),
      ]
    }
    layers += [.flatten, .dense(256), .relu, .dense(256), .relu, .dense(classes)]
    return try Network(input: input, layers, initializer: initializer, seed: seed, checkpoint: checkpoint)
  }

  /// VGG for CIFAR, of 11 or 16 layers with weights: 3×3 convolutions with batch normalisation in five groups with max
  /// pools between them, an average pool and one dense layer. Parameters are named as in open_lth, where the pools
  /// count too.
  ///
  /// Source: Simonyan, Zisserman, "Very deep convolutional networks for large-scale image recognition",
  /// arXiv:1409.1556, in the form of Liu et al., "Rethinking the value of network pruning", arXiv:1810.05270.
  /// - Precondition: `depth` is 11 or 16.
  /// - Throws: `NetworkError` for an input that is too small; `Interrupted`.
  public static func vgg(
    _ depth: Int, input: ImageShape = .cifar, classes: Int = 10, initializer: Initializer = .kaimingNormal,
    seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> Network {
    precondition([11, 16].contains(depth))
    let groups =
      depth == 11
      ? [[64], [128], [256, 256], [512, 512], [512, 512]]
      : [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]]
    var layers: [Layer] = []
    var index = 0
    for (place, group) in groups.enumerated() {
      if place > 0 {
        layers.append(.maxPool(2))
        index += 1
      }
      for width in group {
        layers += [
          .convolution(width, kernel: 3, padding: 1, name: "layers.\(index).conv"),
          .batchNorm(name: "layers.\(index).bn"), .relu,
        ]
        index += 1
      }
    }
    layers += [.averagePool(2), .flatten, .dense(classes, name: "fc")]
    return try Network(input: input, layers, initializer: initializer, seed: seed, checkpoint: checkpoint)
  }
}

extension ImageShape {
  /// Three planes of 32×32 pixels.
  public static let cifar = ImageShape(channels: 3, height: 32, width: 32)
}
