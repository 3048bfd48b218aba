import Datasets
import Experiments
import Networks
import Pruning
import Synchronization
import Tensors
import Testing

@Suite struct ConnectivityTests {
  private let data: Dataset
  private let network: Network
  private let training = TrainingSettings(epochs: 2, batch: 30, optimizer: .adam(rate: 5e-3), seed: 3)

  init() throws {
    data = try .digits(train: 300, validation: 100, test: 100)
    network = try .mlp([64, 20, 10], seed: 2)
  }

  private func trained(_ start: Network, seed: Int) throws -> TrainingRun {
    var settings = training
    settings.seed = seed
    return try train(start, on: data, settings)
  }

  @Test("the ends of a line are the networks' own errors, every point the network of interpolated numbers")
  func line() throws {
    let (a, b) = (try trained(network, seed: 1), try trained(network, seed: 2))
    let barrier = try errorBarrier(
      between: a.network, and: b.network, on: data.test, training: data.train, points: 5)
    #expect(barrier.fractions == [0, 0.25, 0.5, 0.75, 1])
    #expect(barrier.path.first == a.test && barrier.path.last == b.test)
    #expect(barrier.trainPath?.first == a.train && barrier.trainPath?.last == b.train)
    let middle = try a.network.interpolated(0.5, to: b.network)
    for ((own, first), second) in zip(zip(middle.parameters, a.network.parameters), b.network.parameters) {
      #expect(own.value.floats == zip(first.value.floats, second.value.floats).map { 0.5 * $0 + 0.5 * $1 })
    }
    #expect(try barrier.path[2] == middle.evaluate(on: data.test))
    let highest = try #require(barrier.path.map(\.error).max())
    #expect(barrier.height == highest - (barrier.path[0].error + barrier.path[4].error) / 2)
    // √Σ(a - b)² over weights and biases, by hand.
    let squares = zip(a.network.parameters, b.network.parameters).flatMap { pair in
      zip(pair.0.value.floats, pair.1.value.floats).map { Double($0) - Double($1) }
    }.map { $0 * $0 }
    #expect(abs(barrier.distance - squares.reduce(0, +).squareRoot()) < 1e-12)
    let same = try errorBarrier(between: a.network, and: a.network, on: data.test, points: 2)
    #expect(same.height == 0 && same.distance == 0 && same.disagreement == 0 && same.isStable)
  }

  @Test("a network and its units in another order compute the same and have a barrier between them")
  func permuted() throws {
    let a = try trained(network, seed: 1).network
    func parameter(_ name: String) throws -> [Float] { try a.parameter(name).value.floats }
    let order = Array((0..<20).reversed())
    let (first, bias, second) = (try parameter("fc1.weight"), try parameter("fc1.bias"), try parameter("fc2.weight"))
    let b = try a.setting("fc1.weight", to: Tensor([20, 64], order.flatMap { first[$0 * 64..<($0 + 1) * 64] }))
      .setting("fc1.bias", to: Tensor([20], order.map { bias[$0] }))
      .setting("fc2.weight", to: Tensor([10, 20], (0..<10).flatMap { row in order.map { second[row * 20 + $0] } }))
    let barrier = try errorBarrier(between: a, and: b, on: data.train, points: 11)
    #expect(barrier.path.first?.error == barrier.path.last?.error)
    #expect(barrier.disagreement == 0)
    #expect(barrier.height > 0.05 && !barrier.isStable)
  }

  @Test("statistics of batch normalisations are interpolated or taken anew, the ends untouched")
  func statistics() throws {
    let start = try Network(
      input: ImageShape(channels: 64, height: 1, width: 1), [.dense(12), .batchNorm(), .relu, .dense(10)], seed: 1)
    let (a, b) = (try trained(start, seed: 1), try trained(start, seed: 2))
    let plain = try errorBarrier(
      between: a.network, and: b.network, on: data.test, training: data.train, points: 3)
    let anew = try errorBarrier(
      between: a.network, and: b.network, on: data.test, training: data.train, points: 3,
      statistics: .reestimated(batch: 64))
    #expect(plain.statistics == .interpolated && anew.statistics == .reestimated(batch: 64))
    #expect(anew.path.first == a.test && anew.path.last == b.test)
    #expect(plain.path[1] != anew.path[1])
    let middle = try a.network.interpolated(0.5, to: b.network).withStatistics(from: data.train, batch: 64)
    #expect(try anew.path[1] == middle.evaluate(on: data.test))
    #expect(throws: ExperimentError.self) {
      try errorBarrier(between: a.network, and: b.network, on: data.test, statistics: .reestimated(batch: 64))
    }
    #expect(try errorBarrier(between: network, and: network, on: data.test, points: 2).statistics == nil)
  }

  @Test("other layers, other masks and too few points are errors that say so")
  func refusals() throws {
    let other = try Network.mlp([64, 21, 10])
    #expect(throws: ExperimentError.self) { try errorBarrier(between: network, and: other, on: data.test) }
    let sparse = try prune(network, toSparsity: 0.5)
    let sparser = try prune(network, toSparsity: 0.5, by: .random(seed: 1))
    let error = #expect(throws: ExperimentError.self) { try errorBarrier(between: sparse, and: sparser, on: data.test) }
    #expect("\(try #require(error))".contains("the masks of fc1.weight differ"))
    #expect(throws: ExperimentError.setting(name: "points", expected: "2 to 10000", found: "1")) {
      try errorBarrier(between: network, and: network, on: data.test, points: 1)
    }
  }

  @Test("copies start from the state of their step and differ in nothing but the order", arguments: [1, 2])
  func copies(threads: Int) throws {
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = threads
    let settings = InstabilitySettings(training: training, points: 4, trainSamples: 50)
    let found = try instability(of: network, on: data, from: [0, 7, 12], settings)
    #expect(found.points.map(\.step) == [0, 7, 12])
    #expect(found.points[0].start == network)
    var snapshot = training
    snapshot.snapshotStep = 7
    #expect(try found.points[1].start == train(network, on: data, snapshot).snapshot)
    for point in found.points {
      for (index, copy) in point.copies.enumerated() {
        var own = training
        own.startStep = point.step
        own.seed = settings.seed(ofCopy: index)
        #expect(try train(point.start, on: data, own).network == copy.network)
      }
      #expect(point.barrier.path.first == point.copies[0].test && point.barrier.trainPath?[0].count == 50)
    }
    #expect(settings.seed(ofCopy: 0) != settings.seed(ofCopy: 1))
  }

  @Test("masks stay on in a sparse analysis, steps outside the run are refused before any training")
  func sparse() throws {
    let settings = InstabilitySettings(training: training, points: 3)
    let ticket = try prune(network, toSparsity: 0.8)
    let found = try instability(of: ticket, on: data, from: [0, 5], settings)
    for point in found.points { #expect(point.copies.allSatisfy { $0.network.masks == ticket.masks }) }
    #expect(found.sparsity == ticket.sparsity)
    let checkpoint = Checkpoint { _ in Issue.record("a step was made") }
    for steps in [[], [20], [5, 5], [7, 3], [-1]] {
      #expect(throws: ExperimentError.self) {
        try instability(of: network, on: data, from: steps, settings, checkpoint: checkpoint)
      }
    }
    let flag = InterruptFlag()
    let stopping = Checkpoint(flag: flag) { if $0.completed == 10 { flag.raise() } }
    #expect(throws: Interrupted.self) {
      try instability(of: network, on: data, from: [0], settings, checkpoint: stopping)
    }
  }
}
