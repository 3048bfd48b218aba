import Datasets
import Experiments
import Geometry
import Networks
import Tensors
import Testing

@Suite("Fourier heat maps of networks")
struct FourierNetworkTests {
  /// A network that is run whole.
  struct Whole: Classifier {
    let network: Network

    func logits(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor {
      try network.logits(images, checkpoint: checkpoint)
    }
  }

  static func images(_ count: Int, _ shape: ImageShape) -> Tensor {
    var stream = SplitMix64(seed: 1)
    return Tensor([count, shape.count], (0..<count * shape.count).map { _ in Float(stream.nextUnit()) })
  }

  static func networks() throws -> [Network] {
    let colour = ImageShape(channels: 3, height: 8, width: 7), grey = ImageShape(height: 8, width: 7)
    return [
      try Network(input: grey, [.flatten, .dense(20), .relu, .dense(10), .relu, .dense(4)]),
      try Network(
        input: colour,
        [
          .convolution(6, kernel: 3, padding: 1), .batchNorm(), .relu, .maxPool(2), .convolution(5, kernel: 2), .relu,
          .dense(4),
        ]
      ).setting("bn1.running_mean", to: Tensor([6], (0..<6).map { 0.1 * Float($0) }))
        .setting("bn1.running_var", to: Tensor([6], (1...6).map { 0.5 * Float($0) }))
        .setting("bn1.bias", to: Tensor([6], (0..<6).map { 0.2 - 0.1 * Float($0) })),
      try Network(input: colour, [.convolution(4, kernel: 3), .averagePool(2), .dense(9), .gelu, .dense(4)]),
      try Network(input: colour, [.convolution(5, kernel: 3), .maxPool(2), .relu, .dense(4)]),
      // Nothing behind the affine part, and none in front of the rest: both are run whole.
      try Network(input: grey, [.dense(4)]),
      try Network(input: colour, [.relu, .dense(4)]),
    ]
  }

  @Test("Sharing the first layers among perturbations changes no answer", arguments: 0..<6)
  func shared(index: Int) throws {
    let network = try Self.networks()[index]
    #expect((network.affineFront == nil) == (index >= 4))
    let images = Self.images(150, network.input)
    let labels = try network.logits(images).argmaxRows()
    func maps(_ classifier: some Classifier) throws -> (FourierHeatMap, FourierChangeMap) {
      (
        try fourierHeatMap(of: classifier, on: images, labels: labels, shape: network.input, norm: 8),
        try fourierChangeMap(of: classifier, on: images, shape: network.input, norm: 8)
      )
    }
    let (shared, whole) = (try maps(network), try maps(Whole(network: network)))
    // The margins of these images are wider than the rounding: no two logits tie.
    #expect(shared.0 == whole.0 && shared.0.cleanError == 0 && shared.0.errors.sum > 0.1)
    // Some sixty roundings of single precision on a way through numbers of a few units.
    let scale = whole.1.largestChange + 4
    for (a, b) in zip(shared.1.changes.doubles, whole.1.changes.doubles) { #expect(abs(a - b) < 64 * 0x1p-24 * scale) }
  }

  @Test("A map is the same bits on one thread and on two")
  func threads() throws {
    let network = try Self.networks()[1]
    let images = Self.images(200, network.input)
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    let maps = try [1, 2].map { threads in
      Parallel.threadCount = threads
      return try fourierChangeMap(of: network, on: images, shape: network.input, norm: 2)
    }
    #expect(maps[0] == maps[1])
  }

  @Test("Samples bring their shape; a layer, a difference, paths and a spectrum are asked for by name")
  func samples() throws {
    let network = try Self.networks()[1]
    let images = Self.images(24, network.input)
    let labels = try network.logits(images).argmaxRows()
    let samples = try Samples(inputs: images, labels: labels, classes: 4, imageShape: network.input)
    let layer = try fourierChangeMap(of: network, layer: "conv1", on: samples, norm: 1, block: 3)
    #expect(layer.block == 3 && layer.largestChange > 0)
    // ReLU behind the layer moves an output no farther than its input.
    #expect(layer.largestChange != (try fourierChangeMap(of: network, on: samples, norm: 1, block: 3)).largestChange)
    #expect(throws: NetworkError.self) { try fourierChangeMap(of: network, layer: "conv7", on: samples) }
    let itself = try fourierDifference(of: network, minus: network, on: samples, block: 1)
    #expect(itself.cleanDifference == 0)
    #expect(try fourierHeatMap(of: network, on: samples, block: 1).cleanError == 0)
    #expect(try fourierSensitivity(of: network, on: samples, along: .phase, steps: 10).pathCount == 12)
    #expect(try pixelSensitivity(of: network, on: samples, pairing: .withinClasses).pathCount > 0)
    let spectrum = try imageSpectrum(of: samples, minus: samples)
    #expect(spectrum.energy == 0 && spectrum.highFrequencyFraction.isNaN)
    let rows = try Samples(inputs: images, labels: labels, classes: 4)
    #expect(throws: ExperimentError.self) { try fourierHeatMap(of: network, on: rows) }
    #expect(throws: TensorError.self) { try imageSpectrum(of: samples, minus: samples[0..<3]) }
  }
}
