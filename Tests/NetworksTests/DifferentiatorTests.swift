import Datasets
import Networks
import Tensors
import Testing

@Suite struct DifferentiatorTests {
  private static let image = ImageShape(channels: 2, height: 6, width: 5)

  private func network() throws -> Network {
    try Network(
      input: DifferentiatorTests.image,
      [
        .convolution(4, kernel: 3, padding: 1), .batchNorm(), .relu, .dropout(rate: 0), .maxPool(2),
        .residual([.convolution(4, kernel: 3, padding: 1), .batchNorm()]), .relu, .dense(7), .batchNorm(), .relu,
        .dense(3),
      ], initializer: .uniform, seed: 4)
  }

  /// The bound is that of the pullbacks' own test.
  private func expectAgreement(_ found: [Tensor], _ expected: [[Double]], of network: Network) {
    for (index, parameter) in network.parameters.enumerated() where parameter.isTrained {
      for (offset, value) in found[index].doubles.enumerated() {
        #expect(abs(value - expected[index][offset]) < 4e-5, "\(parameter.name) \(offset)")
      }
    }
  }

  @Test("the gradient agrees with finite differences by either kind of statistics", arguments: [true, false])
  func statistics(training: Bool) throws {
    let network = try network(), samples = try Samples.random(9, features: 60, classes: 3, seed: 3)
    let differentiator = Differentiator(network, batch: 9, statistics: training ? .batch : .running)
    let evaluation = try differentiator.differentiate(Array(0..<9)[...], of: samples)
    let (loss, gradient) = ReferenceNetwork(network).lossAndGradient(samples, training: training)
    #expect(abs(evaluation.loss - loss) < 1e-5)
    expectAgreement(differentiator.gradients, gradient, of: network)
    // No pass moves running statistics.
    #expect(differentiator.current == network)
  }

  @Test("a function of the logits is differentiated like the loss that it is")
  func objective() throws {
    let network = try network(), samples = try Samples.random(5, features: 60, classes: 3, seed: 3)
    let rows = Array(0..<5)[...]
    let differentiator = Differentiator(network, batch: 16)
    let evaluation = try differentiator.differentiate(rows, of: samples, loss: .squaredError)
    let expected = differentiator.gradients
    let value = try differentiator.differentiate(rows, of: samples) { logits in
      let z = logits.doubles
      let targets = samples.labels.flatMap { label in (0..<3).map { $0 == label ? 1.0 : 0.0 } }
      let differences = zip(z, targets).map(-)
      return (
        differences.reduce(0) { $0 + $1 * $1 } / 15, Tensor([5, 3], differences.map { Float(2 * $0 / 15) })
      )
    }
    #expect(abs(value - evaluation.loss) < 1e-6)
    for (a, b) in zip(differentiator.gradients, expected) {
      for (x, y) in zip(a.doubles, b.doubles) { #expect(abs(x - y) < 1e-6) }
    }
  }

  @Test("weights that are pruned have gradients, as zeros that could move")
  func masks() throws {
    let kept = (0..<60 * 7).map { UInt8($0 % 3 == 0 ? 1 : 0) }
    let network = try Network(
      input: ImageShape(channels: 60, height: 1, width: 1), [.dense(7), .relu, .dense(3)], initializer: .uniform,
      seed: 4
    ).masked(by: ["fc1.weight": Mask([7, 60], kept: kept)])
    let samples = try Samples.random(9, features: 60, classes: 3, seed: 3)
    let gradient = try network.gradient(on: samples, batch: 4)
    let (_, expected) = ReferenceNetwork(network).lossAndGradient(samples)
    expectAgreement(gradient, expected, of: network)
    #expect(zip(gradient[0].doubles, kept).contains { $0.0 != 0 && $0.1 == 0 })
  }

  @Test("the gradient is the same bits on one thread and on two")
  func threads() throws {
    let network = try network(), samples = try Samples.random(40, features: 60, classes: 3, seed: 3)
    let count = Parallel.threadCount
    defer { Parallel.threadCount = count }
    let gradients = try [1, 2].map { threads in
      Parallel.threadCount = threads
      return try network.gradient(on: samples, batch: 16)
    }
    #expect(gradients[0] == gradients[1])
  }
}
