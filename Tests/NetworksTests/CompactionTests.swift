import Datasets
import Networks
import Tensors
import Testing

@Suite("Compaction") struct CompactionTests {
  /// Layers in which masks prune whole units and channels.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let input: ImageShape
    let layers: [Layer]

    var testDescription: String { name }
  }

  static let row = ImageShape(channels: 20, height: 1, width: 1)
  static let image = ImageShape(channels: 3, height: 8, width: 8)
  static let cases: [Case] = [
    Case(name: "perceptron", input: row, layers: [.dense(30), .relu, .dense(20), .relu, .dense(1)]),
    Case(name: "tanh and sigmoid", input: row, layers: [.dense(30), .tanh, .dense(20), .sigmoid, .dense(5)]),
    Case(
      name: "leaky, GELU, dropout", input: row,
      layers: [.dense(30), .leakyReLU(slope: 0.1), .dropout(rate: 0.5), .dense(20), .gelu, .dense(5)]),
    Case(
      name: "dense layers without bias, one normalised, one not", input: row,
      layers: [.dense(30), .sigmoid, .dense(20, bias: false), .batchNorm(), .sigmoid, .dense(5, bias: false)]),
    Case(
      name: "convolutions without padding", input: image,
      layers: [
        .convolution(12, kernel: 3), .relu, .convolution(10, kernel: 2, stride: 2, bias: false), .batchNorm(), .tanh,
        .convolution(9, kernel: 2, bias: false), .sigmoid, .maxPool(2), .dense(5),
      ]),
    Case(
      name: "VGG with batch normalisation", input: image,
      layers: [
        .convolution(12, kernel: 3, padding: 1), .batchNorm(), .relu, .maxPool(2),
        .convolution(14, kernel: 3, padding: 1), .batchNorm(), .relu, .convolution(16, kernel: 3, padding: 1),
        .batchNorm(), .relu, .averagePool(2), .flatten, .dense(20), .relu, .dense(5),
      ]),
    Case(
      name: "normalisation and a convolution behind flattening", input: image,
      layers: [
        .convolution(12, kernel: 3), .flatten, .batchNorm(), .relu, .dense(14), .sigmoid,
        .convolution(12, kernel: 1), .relu, .dense(5),
      ]),
    Case(
      name: "residual blocks", input: image,
      layers: [
        .convolution(8, kernel: 3, padding: 1, bias: false), .batchNorm(), .relu,
        .residual(
          [
            .convolution(12, kernel: 3, padding: 1, bias: false), .batchNorm(), .relu,
            .convolution(8, kernel: 3, padding: 1, bias: false), .batchNorm(),
          ], name: "layer1.0"), .relu,
        .residual(
          [
            .convolution(14, kernel: 3, stride: 2, padding: 1, bias: false), .batchNorm(), .relu,
            .convolution(10, kernel: 1, bias: false), .batchNorm(),
          ],
          shortcut: [.convolution(10, kernel: 1, stride: 2, bias: false), .batchNorm()], name: "layer2.0"), .relu,
        .globalAveragePool, .dense(12), .relu, .dense(5),
      ]),
    Case(
      name: "groups", input: image,
      layers: [
        .convolution(12, kernel: 3, padding: 1), .relu, .convolution(12, kernel: 3, groups: 4), .relu,
        .convolution(10, kernel: 3), .relu, .dense(20), .relu, .dense(5),
      ]),
  ]

  /// Random numbers in all parameters, statistics included; masks that prune a third of the units' own weights, a third
  /// of the weights that read a unit, and half of the others.
  private func network(_ input: ImageShape, _ layers: [Layer], seed: Int) throws -> Network {
    var network = try Network(input: input, layers, initializer: .uniform, seed: seed)
    var stream = RandomStream(seed: seed, name: "test")
    var masks: [String: Mask] = [:]
    for parameter in network.parameters {
      let shape = parameter.value.shape
      guard parameter.isPrunable else {
        let least: Float = parameter.kind == .runningVariance || parameter.kind == .scale ? 0.5 : -0.5
        let values = (0..<shape.count).map { _ in Float(stream.nextDouble()) + least }
        network = try network.setting(parameter.name, to: Tensor(shape, values))
        continue
      }
      let rows = (0..<shape[0]).map { _ in stream.nextDouble() < 0.33 }
      let columns = (0..<shape[1]).map { _ in stream.nextDouble() < 0.33 }
      let size = shape.count / shape[0] / shape[1]
      let kept = (0..<shape.count).map { index -> UInt8 in
        let isGone = rows[index / size / shape[1]] || columns[index / size % shape[1]]
        return isGone || stream.nextDouble() < 0.5 ? 0 : 1
      }
      masks[parameter.name] = Mask(shape, kept: kept)
    }
    return try network.masked(by: masks)
  }

  private func inputs(_ network: Network, rows: Int = 17) -> Tensor {
    var stream = RandomStream(seed: 5, name: "test")
    let values = (0..<rows * network.inputWidth).map { _ in Float(stream.nextNormal()) }
    return Tensor([rows, network.inputWidth], values)
  }

  /// The largest difference of logits beside the largest logit. Both networks sum the same terms in another order, so it
  /// is some roundings of 6e-8 for each of a handful of layers.
  private func difference(_ a: Network, _ b: Network) throws -> Double {
    let inputs = inputs(a)
    let (x, y) = try (a.logits(inputs).doubles, b.logits(inputs).doubles)
    #expect(x.count == y.count)
    return (zip(x, y).map { abs($0 - $1) }.max() ?? 0) / max(x.map(abs).max() ?? 1, 1e-3)
  }

  /// The numbers of a perceptron with masks as rows of marks.
  private func perceptron(_ widths: [Int], _ marks: [[[UInt8]]]) throws -> Network {
    var network = try Network.mlp(widths, initializer: .uniform, seed: 1)
    var masks: [String: Mask] = [:]
    for (index, rows) in marks.enumerated() {
      let name = "fc\(index + 1)"
      masks[name + ".weight"] = Mask([rows.count, rows[0].count], kept: rows.flatMap(\.self))
      let bias = (0..<rows.count).map { Float($0) + 0.5 }
      network = try network.setting(name + ".bias", to: Tensor([rows.count], bias))
    }
    return try network.masked(by: masks)
  }

  @Test("the smaller network gives the same outputs, and nothing more can be removed", arguments: cases, 0..<4)
  func outputs(_ each: Case, seed: Int) throws {
    let network = try network(each.input, each.layers, seed: seed)
    let compaction = try Compaction(of: network)
    let smaller = compaction.network
    #expect(compaction.removedUnits > 0)
    #expect(compaction.parameters.after < network.parameterCount)
    #expect(try difference(network, smaller) < 1e-5)
    #expect(smaller.weightedNodes.map(\.name) == network.weightedNodes.map(\.name))
    #expect(try Compaction(of: smaller).network == smaller)
    for (name, mask) in smaller.masks { #expect(try mask.shape == smaller.parameter(name).value.shape) }
  }

  @Test("the networks of the papers")
  func models() throws {
    let models = [try Network.lenet5(), try .conv(2), try .resnet(20), try .vgg(11)]
    for model in models {
      let network = try network(model.input, model.layers, seed: 2)
      let compaction = try Compaction(of: network)
      #expect(compaction.multiplyAdds.after < network.multiplyAdds)
      #expect(try difference(network, compaction.network) < 1e-4)
    }
  }

  @Test("a network with nothing to remove stays as it is", arguments: cases)
  func nothing(_ each: Case) throws {
    let bare = try Network(input: each.input, each.layers)
    #expect(try bare.compacted() == bare)
    var masks: [String: Mask] = [:]
    for parameter in bare.parameters where parameter.isPrunable {
      masks[parameter.name] = Mask(
        parameter.value.shape, kept: (0..<parameter.value.count).map { $0 == 0 && parameter.value.shape[0] > 1 ? 0 : 1 }
      )
    }
    let masked = try bare.masked(by: masks)
    #expect(try masked.compacted() == masked)
  }

  @Test("a unit goes with its row, its bias and its column; what is constant goes into the next bias")
  func constants() throws {
    let network = try perceptron(
      [3, 4, 2], [[[1, 0, 1], [0, 0, 0], [1, 1, 1], [0, 1, 1]], [[1, 1, 0, 1], [0, 1, 0, 1]]])
    let compaction = try Compaction(of: network)
    let smaller = compaction.network
    #expect(smaller.layers == [.dense(2), .relu, .dense(2)])
    #expect(try smaller.parameter("fc1.bias").value.floats == [0.5, 3.5])
    #expect(smaller.masks["fc1.weight"]?.kept == [1, 0, 1, 0, 1, 1])
    #expect(smaller.masks["fc2.weight"]?.kept == [1, 1, 0, 1])
    let weights = try network.parameter("fc2.weight").value.floats
    #expect(try smaller.parameter("fc2.bias").value.floats == [0.5 + 1.5 * weights[1], 1.5 + 1.5 * weights[5]])
    #expect(compaction.removedUnits == 2)
    #expect(compaction.rows.map(\.units.after) == [2, 2])
    #expect(compaction.rows.map(\.parameters.after) == [8, 6])
    #expect(compaction.multiplyAdds.before == 20 && compaction.multiplyAdds.after == 10)
  }

  @Test("one removal makes another possible, forwards and backwards")
  func chains() throws {
    // Unit 1 of fc1 is constant, unit 1 of fc2 reads it alone; unit 2 of fc1 is read by unit 2 of fc2, which nothing reads.
    let network = try perceptron(
      [2, 3, 3, 2],
      [
        [[1, 1], [0, 0], [1, 1]], [[1, 1, 0], [0, 1, 0], [0, 0, 1]], [[1, 1, 0], [1, 1, 0]],
      ])
    let smaller = try network.compacted()
    #expect(smaller.layers == [.dense(1), .relu, .dense(1), .relu, .dense(2)])
    #expect(smaller.masks.isEmpty)
    #expect(try difference(network, smaller) < 1e-6)
  }

  @Test("before a padded convolution only channels that are zero go")
  func padding() throws {
    let layers: [Layer] = [.convolution(3, kernel: 1), .relu, .convolution(2, kernel: 3, padding: 1), .dense(2)]
    var network = try Network(input: ImageShape(channels: 1, height: 4, width: 4), layers)
    network = try network.setting("conv1.bias", to: Tensor([3], [1, 0.5, -0.5] as [Float]))
    network = try network.masked(by: ["conv1.weight": Mask([3, 1, 1, 1], kept: [1, 0, 0])])
    let smaller = try network.compacted()
    #expect(try smaller.parameter("conv1.bias").value.floats == [1, 0.5])
    #expect(try difference(network, smaller) < 1e-6)
  }

  @Test("a layer that would have no unit keeps one")
  func collapse() throws {
    let fed: [[UInt8]] = [[1, 1], [1, 1], [1, 1]]
    let unfed: [[UInt8]] = [[0, 0], [0, 0], [0, 0]]
    for marks in [
      [unfed, [[1, 1, 1], [1, 1, 1]]], [fed, [[0, 0, 0], [0, 0, 0]]], [unfed, [[0, 0, 0], [0, 0, 0]]],
    ] {
      let network = try perceptron([2, 3, 2], marks)
      let smaller = try network.compacted()
      #expect(smaller.layers == [.dense(1), .relu, .dense(2)])
      #expect(try difference(network, smaller) < 1e-6)
    }
  }

  @Test("a smaller network trains, and is saved and loaded, as any other")
  func use() throws {
    let network = try network(Self.cases[5].input, Self.cases[5].layers, seed: 1).compacted()
    #expect(try network.reinitialized(seed: 9).filled(from: network.archive) == network)
    let data = try Dataset.random(train: 12, features: network.inputWidth, classes: 5)
    let run = try train(network, on: data, TrainingSettings(epochs: 2, batch: 4))
    #expect(run.network.layers == network.layers && run.network.masks == network.masks)
  }
}
