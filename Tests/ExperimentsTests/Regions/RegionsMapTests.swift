import Experiments
import Geometry
import Networks
import Tensors
import Testing

@Suite("Networks as piecewise linear maps")
struct RegionsMapTests {
  /// A network whose normalisations have statistics, scales and shifts of their own.
  private static func settled(_ network: Network, seed: Int) throws -> Network {
    var network = network
    for (index, parameter) in network.parameters.enumerated() where parameter.value.rank == 1 {
      var stream = RandomStream(seed: seed, name: "statistics", index: index)
      let values = (0..<parameter.value.count).map { _ in
        let uniform = Float(stream.nextDouble())
        return parameter.kind == .runningVariance || parameter.kind == .scale ? 0.5 + uniform : uniform - 0.5
      }
      network = try network.setting(parameter.name, to: Tensor(parameter.value.shape, values))
    }
    return network
  }

  private static func images(_ count: Int, _ inputs: Int) -> Tensor {
    var stream = RandomStream(seed: 5, name: "images")
    return Tensor([count, inputs], (0..<count * inputs).map { _ in Float(stream.nextNormal()) })
  }

  static let architectures: [[Layer]] = [
    [.convolution(4, kernel: 3, padding: 1), .leakyReLU(slope: 0.2), .maxPool(3, stride: 1), .flatten, .dense(5)],
    [.relu, .convolution(4, kernel: 2, stride: 2, groups: 2), .relu, .relu, .averagePool(2, stride: 1), .dense(3)],
    [
      .batchNorm(), .convolution(4, kernel: 3, padding: 1, bias: false), .batchNorm(), .maxPool(2), .relu,
      .dropout(rate: 0.5),
      .residual(
        [
          .convolution(6, kernel: 3, padding: 1), .relu,
          .residual([.convolution(6, kernel: 1), .relu], name: "inner"), .batchNorm(),
        ], shortcut: [.convolution(6, kernel: 1, bias: false), .batchNorm(), .relu]), .leakyReLU(slope: 0.1),
      .globalAveragePool, .dense(7), .relu, .dense(4),
    ],
    [.dense(9), .residual([.relu, .dense(9)]), .relu],
    [.dense(4)],
  ]

  /// The largest difference over the largest logit.
  private static func deviation(_ network: Network, count: Int) throws -> Double {
    let inputs = images(count, network.inputWidth)
    let expected = try network.logits(inputs).doubles
    let map = try network.piecewiseLinear()
    #expect(map.inputCount == network.inputWidth && map.outputCount == network.outputWidth)
    var values = inputs.doubles
    for stage in map.stages { values = stage.activate(stage.apply(values, count: count), count: count) }
    let largest = expected.reduce(0) { max($0, abs($1)) }
    return zip(values, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / largest
  }

  // A logit is a sum of thousands of products in single precision behind up to twenty layers, each of which adds about
  // 2⁻²⁴·√terms: below 2⁻²⁴·√4608·20.
  private static let tolerance = 8e-5

  @Test("Small networks with every layer give the engine's logits", arguments: architectures)
  func small(layers: [Layer]) throws {
    let network = try Self.settled(
      Network(input: ImageShape(channels: 2, height: 6, width: 6), layers, seed: 3), seed: 1)
    #expect(try Self.deviation(network, count: 5) < Self.tolerance)
  }

  @Test("The papers' networks give the engine's logits")
  func papers() throws {
    for network in try [Network.lenet300(), .lenet5(), .conv(2), .resnet(20), .vgg(11)] {
      let settled = try Self.settled(network, seed: 2)
      #expect(try Self.deviation(settled, count: 2) < Self.tolerance)
    }
  }

  @Test("Stages are called after the layers with weights in front of their gates")
  func names() throws {
    #expect(
      try Network.lenet5().piecewiseLinear().stages.map(\.name) == [
        "conv1", "relu1", "conv2", "relu2", "fc1", "fc2",
      ])
    let stages = try Network.resnet(20).piecewiseLinear().stages
    #expect(stages.prefix(3).map(\.name) == ["conv1", "layer1.0.conv1", "layer1.0"])
    #expect(stages.count == 20 && stages[19].name == "fc")
  }

  @Test("Smooth activations are refused with the reason")
  func refused() throws {
    for (layer, kind) in [(Layer.gelu, "gelu"), (.tanh, "tanh"), (.sigmoid, "sigmoid")] {
      let network = try Network.mlp([4, 5, 2], activation: layer)
      let error = #expect(throws: RegionError.self) { try network.piecewiseLinear() }
      #expect(error == .unsupported(kind + "1", kind: kind))
      #expect(error?.description.contains("infinitely") == true && error?.description.contains(kind) == true)
    }
  }

  @Test("The Jacobian of a network's logits through its map is that of single-precision differences")
  func jacobian() throws {
    let network = try Self.settled(Network.lenet5(), seed: 4)
    let map = try network.piecewiseLinear()
    let point = Self.images(1, 784)
    let jacobian = try map.jacobian(at: point)
    #expect(jacobian.shape == [10, 784])
    let distance = try boundaryDistance(of: map, at: point, skipsTies: true)
    #expect(distance.distances[0] > 0 && distance.distances[0] < .infinity)
    let norm = try jacobianNorms(of: map, at: point).norms[0]
    #expect(abs(norm - jacobian.doubles.reduce(0) { $0 + $1 * $1 }.squareRoot()) < 1e-12 * norm)
    // Within the region the logits are affine: J·(nearest - x) is their change, to single precision.
    let nearest = distance.nearestPoints
    let change = (0..<784).map { nearest.element($0) - point.element($0) }
    let before = try network.logits(point).doubles
    let after = try network.logits(Tensor([1, 784], (0..<784).map { Float(nearest.element($0)) })).doubles
    let largest = before.reduce(0) { max($0, abs($1)) }
    for output in 0..<10 {
      let expected = (0..<784).reduce(0.0) { $0 + jacobian.element(output * 784 + $1) * change[$1] }
      #expect(abs(after[output] - before[output] - expected) < 1e-5 * largest)
    }
  }
}
