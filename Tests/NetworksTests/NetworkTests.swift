import Datasets
import Networks
import Tensors
import Testing

@Suite struct NetworkTests {
  @Test("parameters have PyTorch's names and shapes")
  func parameters() throws {
    let network = try Network.lenet300()
    #expect(
      network.parameters.map(\.name) == ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias"])
    #expect(network.parameters.map(\.value.shape) == [[300, 784], [300], [100, 300], [100], [10, 100], [10]])
    #expect(network.parameterCount == 266_610)
    #expect(network.prunableCount == 266_200)
    #expect(network.sparsity == 0)
    #expect(network.layers.map(String.init(describing:))[0...1] == [".dense(300)", ".relu"])
    #expect(network.summary.map(\.parameterCount) == [235_500, 30_100, 1_010])
  }

  /// The mean of n draws of deviation σ errs by σ/√n, their variance by σ²·√(2/n) for a normal distribution and less
  /// for a uniform one; five times that does not happen by chance in 10⁶ tries.
  @Test("initialisers draw the spread they promise", arguments: Initializer.allCases)
  func initializers(initializer: Initializer) throws {
    let (fanIn, fanOut) = (200.0, 300.0)
    let variance =
      switch initializer {
      case .glorotNormal, .glorotUniform: 2 / (fanIn + fanOut)
      case .kaimingNormal, .kaimingUniform: 2 / fanIn
      case .kaimingNormalFanOut, .kaimingUniformFanOut: 2 / fanOut
      case .lecunNormal: 1 / fanIn
      case .uniform: 1 / (3 * fanIn)
      }
    let network = try Network.mlp([200, 300], initializer: initializer, seed: 3)
    let weights = try network.parameter("fc1.weight").value
    let count = Double(weights.count)
    #expect(abs(weights.mean) < 5 * (variance / count).squareRoot())
    let found = weights.standardDeviation * weights.standardDeviation
    #expect(abs(found - variance) < 5 * variance * (2 / count).squareRoot())
    let isUniform = [.glorotUniform, .kaimingUniform, .kaimingUniformFanOut, .uniform].contains(initializer)
    let largest = max(weights.maximum ?? 0, -(weights.minimum ?? 0))
    #expect((largest <= (3 * variance).squareRoot() * 1.000001) == isUniform)
    let biases = try network.parameter("fc1.bias").value.floats
    #expect(biases.allSatisfy { $0 == 0 } == (initializer != .uniform))
  }

  @Test("a seed draws the same weights, another seed others, and a layer's do not depend on its neighbours' widths")
  func seeds() throws {
    #expect(try Network.mlp([5, 4, 3], seed: 1) == Network.mlp([5, 4, 3], seed: 1))
    #expect(try Network.mlp([5, 4, 3], seed: 1) != Network.mlp([5, 4, 3], seed: 2))
    let (narrow, wide) = (try Network.mlp([5, 4, 3], seed: 1), try Network.mlp([5, 4, 30], seed: 1))
    #expect(narrow.parameters[0] == wide.parameters[0])
    #expect(try narrow.reinitialized(seed: 2) == Network.mlp([5, 4, 3], seed: 2))
  }

  /// The weights are drawn in shards of a counter-based stream; drawn in one go they must be the same.
  @Test("weights are what one pass over the stream gives")
  func shards() throws {
    let network = try Network.mlp([150, 300], initializer: .kaimingNormal, seed: 6)
    var stream = RandomStream(seed: 6, name: "init", index: 0)
    let expected = (0..<45_000).map { _ in Float(stream.nextNormal() * (2.0 / 150).squareRoot()) }
    #expect(try network.parameter("fc1.weight").value.floats == expected)
  }

  @Test("an interrupt stops the drawing of weights")
  func interrupt() {
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) { try Network.mlp([4, 3], checkpoint: Checkpoint(flag: flag)) }
  }

  @Test("widths that make no network are refused", arguments: [[], [3], [3, 0], [-1, 2], [2, .max], [.max, .max]])
  func widths(widths: [Int]) {
    #expect(throws: NetworkError.widths(widths)) { try Network.mlp(widths) }
  }

  private static let image = ImageShape(channels: 3, height: 8, width: 8)

  static let refused: [([Layer], NetworkError)] = [
    ([], .noLayers), ([.relu], .noLayers), ([.batchNorm(), .relu], .noLayers),
    ([.dense(0)], .layerSetting("fc1", "outputs", expected: "1 to 2²⁸", found: "0")),
    (
      [.dense(4), .convolution(2, kernel: 3)],
      .layerInput(
        "conv1", expected: "images of at least 3×3 pixels", found: ImageShape(channels: 4, height: 1, width: 1))
    ),
    (
      [.convolution(4, kernel: 3, padding: 3)],
      .layerSetting("conv1", "padding", expected: "0 to 2, less than the kernel", found: "3")
    ),
    (
      [.convolution(4, kernel: 3, groups: 2)],
      .layerSetting("conv1", "groups", expected: "a divisor of the 3 channels in and the 4 out", found: "2")
    ),
    (
      [.maxPool(4), .relu, .maxPool(3), .dense(2)],
      .layerInput(
        "pool2", expected: "images of at least 3×3 pixels", found: ImageShape(channels: 3, height: 2, width: 2))
    ),
    ([.dropout(rate: 1), .dense(2)], .layerSetting("dropout1", "rate", expected: "a number in [0, 1)", found: "1.0")),
    ([.residual([])], .layerSetting("block1", "body", expected: "at least one layer", found: "none")),
    (
      [.residual([.convolution(5, kernel: 1)])],
      .residualShapes("block1", body: ImageShape(channels: 5, height: 8, width: 8), shortcut: image)
    ),
    ([.dense(2, name: "a"), .dense(2, name: "a")], .duplicateName("a")),
    ([.dense(1 << 22), .dense(2)], .tooLarge(layer: "fc1", limit: 1 << 28)),
    ([.dense(1 << 10), .dense(1 << 20)], .tooLarge(layer: "fc2", limit: 1 << 28)),
  ]

  @Test("layers that make no network are refused by name", arguments: refused)
  func layers(layers: [Layer], expected: NetworkError) {
    #expect(throws: expected) { try Network(input: NetworkTests.image, layers) }
  }

  /// Counts of the papers, or of PyTorch's modules of the same layers.
  static let models: [(@Sendable () throws -> Network, parameters: Int, weights: Int)] = [
    ({ try .lenet300() }, 266_610, 266_200), ({ try .lenet5() }, 431_080, 430_500),
    ({ try .conv(2) }, 4_301_642, 4_300_992), ({ try .conv(4) }, 2_425_930, 2_425_024),
    ({ try .conv(6) }, 2_262_602, 2_261_184), ({ try .resnet(20) }, 272_474, 270_896),
    ({ try .resnet18() }, 11_173_962, 11_164_352), ({ try .vgg(11) }, 9_231_114, 9_222_848),
    ({ try .autoencoder() }, 2_837_314, 2_833_000),
  ]

  @Test("the models have the counts of their papers", arguments: models.indices)
  func counts(index: Int) throws {
    let network = try NetworkTests.models[index].0()
    #expect(network.parameterCount == NetworkTests.models[index].parameters)
    #expect(network.prunableCount == NetworkTests.models[index].weights)
  }

  @Test("residual networks name their parameters as torchvision does")
  func residualNames() throws {
    let names = try Network.resnet(20).parameters.map(\.name)
    #expect(names.prefix(3) == ["conv1.weight", "bn1.weight", "bn1.bias"])
    #expect(names.contains("layer2.0.conv1.weight") && names.contains("layer2.0.bn2.running_var"))
    #expect(names.contains("layer3.0.downsample.0.weight") && names.contains("layer3.0.downsample.1.running_mean"))
    #expect(names.suffix(2) == ["fc.weight", "fc.bias"])
    #expect(names.count == 65 + 2 * 21)
  }

  @Test("masks zero what they prune, count it, and survive fresh weights")
  func masks() throws {
    let network = try Network.mlp([2, 3, 2])
    let mask = Mask([3, 2], kept: [1, 0, 0, 1, 1, 1])
    let pruned = try network.masked(by: ["fc1.weight": mask])
    let weights = try pruned.parameter("fc1.weight")
    #expect(weights.value.floats[1] == 0 && weights.value.floats[2] == 0)
    #expect(weights.value.floats[0] == network.parameters[0].value.floats[0])
    #expect(pruned.sparsity == 2.0 / 12)
    #expect(pruned.remainingCount == 10)
    #expect(pruned.summary.map(\.remaining) == [4, 6])
    #expect(mask.tensor == Tensor([3, 2], [1, 0, 0, 1, 1, 1] as [Float]))
    let fresh = try pruned.reinitialized(seed: 8)
    #expect(fresh.masks == pruned.masks)
    #expect(try fresh.parameter("fc1.weight").value.floats[1] == 0)
    let other = try Network.mlp([2, 3, 2], seed: 5)
    #expect(try pruned.rewound(to: other) == other.masked(by: ["fc1.weight": mask]))
    #expect(
      try pruned.setting("fc1.weight", to: Tensor([3, 2], [Float](repeating: 1, count: 6)))
        .parameter("fc1.weight").value == mask.tensor)
    #expect(try pruned.masked(by: [:]).sparsity == 0)
  }

  @Test("masks and values of another architecture are refused")
  func foreignMasks() throws {
    let network = try Network.mlp([2, 3, 2])
    #expect(throws: NetworkError.maskShape("fc1.weight", expected: [3, 2], found: [2, 3])) {
      try network.masked(by: ["fc1.weight": Mask(allOf: [2, 3])])
    }
    #expect(throws: NetworkError.notPrunable("fc1.bias")) { try network.masked(by: ["fc1.bias": Mask(allOf: [3])]) }
    let names = ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"]
    #expect(throws: NetworkError.unknownParameter("fc9.weight", known: names)) {
      try network.masked(by: ["fc9.weight": Mask(allOf: [3])])
    }
    #expect(throws: NetworkError.parameterShape("fc1.bias", expected: [3], found: [2])) {
      try network.setting("fc1.bias", to: Tensor(zeros: [2]))
    }
    let other = try Network.mlp([2, 4, 2])
    #expect(throws: NetworkError.architecture(expected: network.layers, found: other.layers)) {
      try network.rewound(to: other)
    }
  }

  @Test("the loss of equal logits is log of the classes, and ties go to the first class")
  func evaluation() throws {
    let zero = try Network.mlp([2, 4]).setting("fc1.weight", to: Tensor(zeros: [4, 2]))
    let samples = try Samples(inputs: Tensor(zeros: [3, 2]), labels: [0, 0, 3], classes: 4)
    let evaluation = try zero.evaluate(on: samples)
    // One logarithm in single precision: a relative error of 2⁻²³ at most.
    #expect(abs(evaluation.loss - 1.3862943611198906) < 2e-7)
    #expect(evaluation.correct == 2 && evaluation.count == 3)
    #expect(try zero.accuracy(on: samples) == 2.0 / 3)
  }

  @Test("logits of any size give a finite loss")
  func overflow() throws {
    let network = try Network.mlp([1, 2]).setting("fc1.weight", to: Tensor([2, 1], [1e30, -1e30] as [Float]))
    let samples = try Samples(inputs: Tensor([2, 1], [1, 1] as [Float]), labels: [0, 1], classes: 2)
    let evaluation = try network.evaluate(on: samples)
    #expect(evaluation.loss.isFinite && evaluation.correct == 1)
    #expect(abs(evaluation.loss / 1e30 - 1) < 1e-6)
  }
}
