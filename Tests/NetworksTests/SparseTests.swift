import Datasets
import Networks
import Tensors
import Testing

@Suite struct SparseTests {
  /// Networks in which a sparse layer comes first, in the middle and last, with and without a ReLU behind it.
  static let cases: [GradientTests.Case] = [
    .init(
      name: "dense", input: ImageShape(channels: 40, height: 1, width: 1),
      layers: [.dense(30), .relu, .dense(20), .relu, .dense(5)], rows: 21),
    .init(
      name: "dense, tanh", input: ImageShape(channels: 40, height: 1, width: 1),
      layers: [.dense(30, bias: false), .tanh, .dense(20), .dense(5)], rows: 70),
    .init(
      name: "convolutions", input: ImageShape(channels: 3, height: 8, width: 7),
      layers: [
        .convolution(8, kernel: 3, padding: 1), .relu, .convolution(9, kernel: 3, padding: 1), .relu, .maxPool(2),
        .convolution(6, kernel: 2, bias: false), .batchNorm(), .relu, .dense(4),
      ], rows: 18),
    .init(
      name: "strides and groups", input: ImageShape(channels: 4, height: 9, width: 9),
      layers: [
        .convolution(8, kernel: 3, stride: 2, padding: 1), .relu, .convolution(6, kernel: 3, groups: 2), .relu,
        .convolution(5, kernel: 1), .relu, .dense(4),
      ], rows: 40),
    .init(
      name: "residual", input: ImageShape(channels: 3, height: 8, width: 8),
      layers: [
        .convolution(6, kernel: 3, padding: 1), .relu,
        .residual(
          [
            .convolution(8, kernel: 3, stride: 2, padding: 1), .batchNorm(), .relu,
            .convolution(8, kernel: 3, padding: 1),
          ],
          shortcut: [.convolution(8, kernel: 1, stride: 2)]), .relu, .globalAveragePool, .dense(4),
      ], rows: 16),
  ]

  /// Biases are not zero: where all that a pixel sees is zero, a sum without a bias is too, and Winograd's algorithm
  /// misses it by a rounding, to whichever side of the ReLU's kink.
  private func network(_ each: GradientTests.Case, density: Double) throws -> Network {
    let network = try Network(input: each.input, each.layers, initializer: .uniform, seed: 3)
    var stream = RandomStream(seed: 9, name: "test")
    var masks: [String: Mask] = [:]
    for parameter in network.parameters where parameter.isPrunable {
      let kept = (0..<parameter.value.count).map { _ in UInt8(stream.nextDouble() < density ? 1 : 0) }
      masks[parameter.name] = Mask(parameter.value.shape, kept: kept)
    }
    return try network.masked(by: masks)
  }

  private func run(
    _ network: Network, _ each: GradientTests.Case, _ execution: ExecutionPolicy, steps: Int, optimizer: Optimizer
  ) throws -> TrainingRun {
    let data = try Dataset.random(train: each.rows, features: each.input.count, classes: network.outputWidth)
    return try train(
      network, on: data,
      TrainingSettings(epochs: steps, batch: each.rows, optimizer: optimizer, execution: execution))
  }

  /// One step of descent at rate 1: both ways sum the same terms in another order, so they differ by a few roundings of
  /// numbers of order 1.
  @Test("sparse layers compute what dense layers with masks do", arguments: cases, [0.5, 0.1, 0.02])
  func agreement(_ each: GradientTests.Case, density: Double) throws {
    let network = try network(each, density: density)
    let dense = try run(network, each, .all(.dense), steps: 1, optimizer: .sgd(rate: 1))
    let sparse = try run(network, each, .all(.sparse), steps: 1, optimizer: .sgd(rate: 1))
    #expect(abs(dense.history[0].train.loss - sparse.history[0].train.loss) < 1e-5)
    for (a, b) in zip(dense.network.parameters, sparse.network.parameters) {
      #expect(a.mask == b.mask)
      for (x, y) in zip(a.value.doubles, b.value.doubles) { #expect(abs(x - y) < 4e-5, "\(a.name)") }
    }
  }

  @Test("optimisers with memory agree too", arguments: cases)
  func optimizers(_ each: GradientTests.Case) throws {
    let network = try network(each, density: 0.2)
    for optimizer in [Optimizer.sgd(rate: 0.01, momentum: 0.9), .adam(rate: 1e-3)] {
      let dense = try run(network, each, .all(.dense), steps: 4, optimizer: optimizer)
      let sparse = try run(network, each, .all(.sparse), steps: 4, optimizer: optimizer)
      for (a, b) in zip(dense.history, sparse.history) { #expect(abs(a.train.loss - b.train.loss) < 1e-4) }
    }
  }

  @Test("sparse steps give the same bits on one thread and on two", arguments: cases)
  func threads(_ each: GradientTests.Case) throws {
    let network = try network(each, density: 0.1)
    func run(_ threads: Int) throws -> TrainingRun {
      Parallel.threadCount = threads
      defer { Parallel.threadCount = Parallel.processorCount }
      return try self.run(network, each, .all(.sparse), steps: 3, optimizer: .adam(rate: 1e-2))
    }
    #expect(try run(1) == run(2))
  }

  @Test("an empty layer runs")
  func empty() throws {
    let each = SparseTests.cases[2]
    let network = try network(each, density: 0)
    let result = try run(network, each, .all(.sparse), steps: 2, optimizer: .sgd(rate: 0.1))
    #expect(result.network.remainingCount == 0)
  }

  @Test("the cost model takes sparse layers where weights are few, and only there")
  func choice() throws {
    let network = try Network.lenet300()
    func choices(_ density: Double) throws -> [Execution] {
      var stream = RandomStream(seed: 1, name: "test")
      var masks: [String: Mask] = [:]
      for parameter in network.parameters where parameter.isPrunable {
        let kept = (0..<parameter.value.count).map { _ in UInt8(stream.nextDouble() < density ? 1 : 0) }
        masks[parameter.name] = Mask(parameter.value.shape, kept: kept)
      }
      return CostModel.estimates(try network.masked(by: masks), batch: 60).map(\.choice)
    }
    #expect(try choices(0.9).first == .dense)
    #expect(try choices(0.05).first == .sparse)
    #expect(CostModel.estimates(network, batch: 60).isEmpty)
  }
}
