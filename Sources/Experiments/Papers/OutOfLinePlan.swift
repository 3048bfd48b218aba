import Datasets
import Geometry
import Networks
import Pruning
import Tensors

/// How a network reacts to changes of its inputs.
struct NetworkSensitivity {
  /// On test samples, in per cent.
  let accuracy: Double
  let jacobian: JacobianNorm
  /// Consistent distances, in steps.
  let amplitude: Double
  let phase: Double
}

/// The sizes of the reproduction, its networks and what is measured of each.
struct OutOfLinePlan {
  /// Deviation of the noise in training, in units of pixels in [0, 1].
  static let noise = 0.1
  /// ℓ₂ norm of a wave, in the same units.
  static let wave = 4.0
  /// Frequencies of more waves an image are high.
  static let cut = 8.0

  private let isQuick: Bool
  /// Epochs of the networks for CIFAR-10.
  private let colourEpochs: Int
  /// Epochs of the networks for MNIST.
  private let epochs: Int
  /// Epochs after pruning, and of the dense network meanwhile.
  private let tuning: Int
  /// Epochs of the search for a ticket.
  private let search: Int
  /// Pairs of images with a path between them; there are no more than half of the images.
  private let pairs: Int
  /// Test images that every frequency is added to, at most.
  private let images: Int
  /// From 0 on, rising.
  let sparsities: [Double]

  init(_ size: ReproductionSize) {
    isQuick = size == .quick
    colourEpochs = isQuick ? 12 : 160
    epochs = isQuick ? 5 : 40
    tuning = isQuick ? 3 : 20
    search = isQuick ? 8 : 60
    pairs = isQuick ? 200 : 5_000
    images = isQuick ? 500 : 10_000
    sparsities = isQuick ? [0, 0.5, 0.9, 0.95] : [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
  }

  var words: String {
    let networks =
      isQuick
      ? "CIFAR-10: 16, 32 and 32 kernels of 3×3, \(colourEpochs) epochs of Adam at 0.0012, batches of 60; MNIST: 8 and 16 "
        + "kernels of 5×5 and 64 units"
      : "CIFAR-10: ResNet-18, \(colourEpochs) epochs at 0.1, momentum 0.9, weight decay 0.0005, cosine, batches of 128, "
        + "flips and crops; MNIST: LeNet-5"
    return
      "\(networks), \(epochs) epochs of Adam at 0.0012, batches of 60, and \(tuning) more after the smallest weights of "
      + "all layers together were pruned; edge-popup: half of each layer's weights, \(search) epochs of Adam at 0.003; "
      + "\(pairs) pairs of test images, paths of 100 steps; Jacobians at 400 test images; every frequency on \(images)"
  }

  /// A network trained on CIFAR-10.
  func colourNetwork(
    for data: Dataset, withNoise: Bool, seed: Int, checkpoint: Checkpoint
  ) throws -> Network {
    let input = data.train.imageShape ?? .cifar
    let network =
      isQuick
      ? try Network(
        input: input,
        [
          .convolution(16, kernel: 3, padding: 1), .maxPool(2), .relu, .convolution(32, kernel: 3, padding: 1),
          .maxPool(2), .relu, .convolution(32, kernel: 3, padding: 1), .maxPool(2), .relu, .flatten,
          .dense(data.classes),
        ], seed: seed)
      : try Network.resnet18(input: input, classes: data.classes, seed: seed)
    var settings = TrainingSettings(epochs: colourEpochs, seed: seed, evaluateEvery: .epochs(colourEpochs))
    if !isQuick {
      settings.batch = 128
      settings.optimizer = .sgd(rate: 0.1, momentum: 0.9, weightDecay: 5e-4)
      settings.schedule = [.cosine()]
      settings.augmentation = [.flip, .crop(padding: 4)]
    }
    if withNoise { settings.augmentation.append(Self.noise(in: data)) }
    return try train(network, on: data, settings, checkpoint: checkpoint).network
  }

  /// A network for MNIST as it is drawn.
  func digitNetwork(for data: Dataset, seed: Int) throws -> Network {
    let input = data.train.imageShape ?? ImageShape(height: 28, width: 28)
    guard isQuick else { return try .lenet5(input: input, classes: data.classes, seed: seed) }
    return try Network(
      input: input,
      [
        .convolution(8, kernel: 5), .maxPool(2), .relu, .convolution(16, kernel: 5), .maxPool(2), .relu, .flatten,
        .dense(64), .relu, .dense(data.classes),
      ], seed: seed)
  }

  /// A network for MNIST trained, then pruned to each sparsity and trained on.
  func ladder(
    to sparsities: [Double], on data: Dataset, withNoise: Bool, seed: Int, checkpoint: Checkpoint
  ) throws -> [Network] {
    func trained(_ network: Network, _ epochs: Int, _ part: Checkpoint) throws -> Network {
      try train(
        network, on: data,
        TrainingSettings(
          epochs: epochs, augmentation: withNoise ? [Self.noise(in: data)] : [], seed: seed,
          evaluateEvery: .epochs(epochs)), checkpoint: part
      ).network
    }
    let count = sparsities.count + 1
    let dense = try trained(digitNetwork(for: data, seed: seed), epochs, checkpoint.part(0, of: count))
    return try sparsities.enumerated().map { index, sparsity in
      let start = try sparsity > 0 ? prune(dense, toSparsity: sparsity, by: .magnitude) : dense
      return try trained(start, tuning, checkpoint.part(index + 1, of: count))
    }
  }

  /// Half of the weights that a network for MNIST was drawn with, chosen by edge-popup.
  func ticket(for data: Dataset, seed: Int, checkpoint: Checkpoint) throws -> Network {
    try multiPrizeTicket(
      digitNetwork(for: data, seed: seed), on: data,
      MultiPrizeSettings(
        keep: 0.5, rule: .edgePopup, epochs: search, batch: 60, optimizer: .adam(rate: 3e-3), seed: seed),
      checkpoint: checkpoint
    ).network
  }

  /// Accuracy, Jacobian norm and consistent distances on test samples.
  func sensitivity(of network: Network, on data: Dataset, seed: Int, checkpoint: Checkpoint) throws
    -> NetworkSensitivity
  {
    let quiet = checkpoint.observed(by: nil)
    let distances = try FourierPath.allCases.enumerated().map { index, path in
      try fourierSensitivity(
        of: network, on: data.test, along: path, pairs: pairs, seed: seed, checkpoint: checkpoint.part(index, of: 2)
      ).consistentDistance ?? .nan
    }
    return NetworkSensitivity(
      accuracy: try 100 * network.accuracy(on: data.test, checkpoint: quiet),
      jacobian: try jacobianNorm(of: network, on: data.test, seed: seed, checkpoint: quiet),
      amplitude: distances[0], phase: distances[1])
  }

  /// The error of a network under every single frequency, the same waves for all networks of a seed.
  func heatMap(of network: Network, on data: Dataset, seed: Int, checkpoint: Checkpoint) throws -> FourierHeatMap {
    let samples = try data.test[0..<min(images, data.test.count)]
    return try fourierHeatMap(
      of: network, on: samples, norm: Self.wave / Self.unit(of: data), seed: seed, checkpoint: checkpoint)
  }

  /// The mean error, in per cent, over the frequencies beyond the cut, or over the others without frequency 0.
  static func error(_ map: FourierHeatMap, high: Bool) -> Double {
    let (height, width) = (map.errors.shape[0], map.errors.shape[1])
    var sum = 0.0, count = 0.0
    for row in 0..<height {
      for column in 0..<width {
        let (down, across) = (Double(row - height / 2), Double(column - width / 2))
        let square = down * down + across * across
        guard square > 0, (square > cut * cut) == high else { continue }
        sum += map.errors.element(row * width + column)
        count += 1
      }
    }
    return 100 * sum / count
  }

  /// What one unit of standardised inputs is in units of pixels: the mean of the channels' deviations.
  private static func unit(of data: Dataset) -> Double {
    let deviations = data.standardization?.deviation ?? [1]
    return deviations.reduce(0, +) / Double(deviations.count)
  }

  private static func noise(in data: Dataset) -> Augmentation { .noise(deviation: noise / unit(of: data)) }
}
