import Datasets
import Experiments
import Networks
import Pruning
import Tensors
import Testing

@Suite struct SingleShotTests {
  private let network: Network
  private let data: Dataset

  init() throws {
    network = try .mlp([64, 40, 20, 10], seed: 2)
    data = try .digits(train: 200, validation: 50, test: 50)
  }

  private func settings(_ redraws: Bool = true) -> SingleShotSettings {
    SingleShotSettings(
      sparsity: 0.9, samples: 50, redraws: redraws,
      training: TrainingSettings(epochs: 2, batch: 20, optimizer: .sgd(rate: 0.1, momentum: 0.9), seed: 3))
  }

  @Test("all masks leave as many weights; shuffled ones leave SNIP's counts in every layer")
  func masks() throws {
    let result = try singleShotPruning(of: network, on: data, origins: SingleShotPruning.Origin.allCases, settings())
    let snip = try #require(result.start(.snip))
    #expect(snip.remainingCount == 354)
    #expect(result.start(.random)?.remainingCount == 354)
    let shuffled = try #require(result.start(.shuffled))
    #expect(shuffled.summary.map(\.remaining) == snip.summary.map(\.remaining) && shuffled.masks != snip.masks)
    #expect(result.start(.dense)?.sparsity == 0)
    // Weights drawn anew, and for all alike.
    let dense = try #require(result.start(.dense))
    #expect(dense != network)
    for (own, fresh) in zip(snip.parameters, dense.parameters) where own.isPrunable {
      for (place, mark) in (own.mask?.kept ?? []).enumerated() {
        #expect(own.value.floats[place] == (mark == 1 ? fresh.value.floats[place] : 0))
      }
    }
  }

  @Test("the mask is that of the score on the batch, on the weights there were")
  func score() throws {
    var stream = RandomStream(seed: 3, name: "score")
    let batch = try data.train.gather(Array(stream.permutation(of: 200).prefix(50)))
    let expected = try prune(network, toSparsity: 0.9, by: .snip(on: batch, batch: 50))
    let kept = try singleShotPruning(of: network, on: data, origins: [.snip], settings(false))
    #expect(kept.start(.snip) == expected)
    let redrawn = try singleShotPruning(of: network, on: data, origins: [.snip], settings())
    #expect(redrawn.start(.snip)?.masks == expected.masks && redrawn.start(.snip) != expected)
  }

  @Test("random labels are learned by heart by the dense network more than by the pruned one")
  func randomLabels() throws {
    var settings = settings()
    settings.training.epochs = 60
    let control = try randomLabelControl(of: network, on: data.train, settings)
    #expect(control.denseFit > control.prunedFit)
    #expect(control.connections.true.counts != control.connections.random.counts)
  }

  @Test("connections are counted for every input, and dead ones by their distance from the edge")
  func connections() throws {
    // Four by four pixels, two units; the frame of twelve pixels has lost its weights but for one.
    var kept = [UInt8](repeating: 0, count: 32)
    for place in [5, 6, 9, 10, 16 + 5, 0] { kept[place] = 1 }
    let net = try Network.mlp([16, 2, 2]).masked(by: ["fc1.weight": Mask([2, 16], kept: kept)])
    let numbers = (0..<3 * 16).map { Float([5, 6, 9, 10].contains($0 % 16) ? $0 / 16 : 1) }
    let samples = try Samples(
      inputs: Tensor([3, 16], numbers), labels: [0, 1, 0], classes: 2, imageShape: ImageShape(height: 4, width: 4))
    let inputs = try InputConnections(of: net, on: samples)
    #expect(inputs.counts == [1, 0, 0, 0, 0, 2, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0])
    #expect(inputs.dead == 11 && inputs.units == 2)
    #expect(inputs.deadShares == [11.0 / 12, 0])
    #expect(inputs.deadAtEdge(within: 1) == 11.0 / 12)
    #expect(inputs.deadAtEdge(within: 2) == nil)
    // Variance 2/3 in the middle, 0 outside. Σxy - n·x̄ȳ = 10/3 - 1, Σx² - n·x̄² = 8 - 36/16, Σy² - n·ȳ² = 4/3.
    let middle = [5, 6, 9, 10]
    #expect(
      inputs.variances.indices.allSatisfy { abs(inputs.variances[$0] - (middle.contains($0) ? 2.0 / 3 : 0)) < 1e-12 })
    let expected = (10.0 / 3 - 1) / (5.75 * 4.0 / 3).squareRoot()
    #expect(abs((inputs.correlation ?? 0) - expected) < 1e-12)
    let whole = try InputConnections(of: Network.mlp([16, 2, 2]), on: samples)
    #expect(whole.dead == 0 && whole.correlation == nil)
    let convolutional = try Network(input: ImageShape(height: 4, width: 4), [.convolution(2, kernel: 3), .dense(2)])
    #expect(throws: PruningError.self) { try InputConnections(of: convolutional, on: samples) }
  }

  @Test("settings out of range are refused before any training")
  func badInput() {
    let checkpoint = Checkpoint { _ in Issue.record("a step was made") }
    func attempt(_ origins: [SingleShotPruning.Origin], _ change: (inout SingleShotSettings) -> Void) throws {
      var settings = settings()
      change(&settings)
      _ = try singleShotPruning(of: network, on: data, origins: origins, settings, checkpoint: checkpoint)
    }
    #expect(throws: ExperimentError.self) { try attempt([]) { _ in } }
    #expect(throws: ExperimentError.self) { try attempt([.snip, .snip]) { _ in } }
    #expect(throws: ExperimentError.self) { try attempt([.dense, .snip]) { $0.samples = 0 } }
    #expect(throws: ExperimentError.self) { try attempt([.dense, .snip]) { $0.samples = 201 } }
    #expect(throws: PruningError.self) { try attempt([.dense, .random]) { $0.sparsity = 1 } }
    #expect(throws: NetworkError.self) { try attempt([.snip]) { $0.training.epochs = 0 } }
  }
}
