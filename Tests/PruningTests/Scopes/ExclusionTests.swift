import Datasets
import Networks
import Pruning
import Tensors
import Testing

/// Layers that are left out, and the least that layers keep.
@Suite("Exclusions and floors") struct ExclusionTests {
  private let network: Network

  init() throws { network = try .mlp([20, 10, 8, 5], seed: 3) }

  @Test(
    "an excluded layer stays as it is and out of the count, by layer or by weight", arguments: ["fc3", "fc3.weight"])
  func excluded(name: String) throws {
    for scope in [Scope.global, .layerwise, .erdosRenyiKernel] {
      let pruned = try prune(network, toSparsity: 0.5, scope: scope, excluding: [name])
      #expect(pruned.parameters[4] == network.parameters[4])
      // Two floors are rounded up.
      #expect(pruned.remainingCount == (scope == .erdosRenyiKernel ? 141 : 140) + 40)
    }
    let round = try prune(network, removing: 0.5, scope: .original, excluding: [name])
    #expect(round.parameters[4] == network.parameters[4])
  }

  @Test("open_lth counts what it ignores")
  func openLTH() throws {
    // ⌈0.2 · 320⌉ + 1 of the 280 weights that are not the output's, or of the 200 of the first layer alone.
    let plain = try prune(network, removing: 0.2, scope: .openLTH)
    #expect(plain.remainingCount == 320 - 65)
    let ignoring = try prune(network, removing: 0.2, scope: .openLTH, excluding: ["fc2"])
    #expect(ignoring.summary.map(\.remaining) == [135, 80, 40])
  }

  @Test("an unknown name is an error that lists the names; all layers cannot be excluded")
  func unknown() throws {
    let error = #expect(throws: PruningError.self) { try prune(network, toSparsity: 0.5, excluding: ["fc9"]) }
    #expect("\(try #require(error))" == "there is no layer 'fc9' with weights; the network has fc1, fc2, fc3")
    #expect(throws: PruningError.everythingExcluded) {
      try prune(network, toSparsity: 0.5, excluding: ["fc1", "fc2", "fc3"])
    }
  }

  @Test("under a global scope no layer falls below what is kept, and the count is exact", arguments: [0, 1, 3, 12])
  func keeping(least: Int) throws {
    // The last layer's weights are tiny, so that they all go first.
    let tiny = try network.setting(
      "fc3.weight", to: network.parameter("fc3.weight").value.map { $0 * 1e-3 })
    let pruned = try prune(tiny, toSparsity: 0.8, keeping: least)
    #expect(pruned.remainingCount == 64)
    #expect(pruned.summary[2].remaining == least)
    // Those that are kept are the largest.
    let values = try tiny.parameter("fc3.weight").value.floats.map(abs)
    let marks = try #require(pruned.parameters[4].mask).kept
    let stay = values.indices.filter { marks[$0] == 1 }.map { values[$0] }
    #expect(stay.sorted() == values.sorted().suffix(least))
  }

  @Test("a floor that cannot be kept is refused before any score is asked for")
  func tooMuch() throws {
    let never = PruningScore.custom("never") { weight in
      Issue.record("a score was asked for")
      return weight.value
    }
    #expect(throws: PruningError.leavesTooFew(layer: nil, least: 30, asked: 288, free: 230)) {
      try prune(network, toSparsity: 0.9, by: never, keeping: 30)
    }
    #expect(throws: PruningError.leavesTooFew(layer: "fc3.weight", least: 5, asked: 36, free: 35)) {
      try prune(network, toSparsity: 0.9, by: never, scope: .layerwise, keeping: 5)
    }
    #expect(throws: PruningError.count(name: "keeping", expected: "at least 0", found: -1)) {
      try prune(network, toSparsity: 0.9, by: never, keeping: -1)
    }
    #expect(throws: PruningError.self) { try prune(network, removing: 0.2, by: never, scope: .openLTH, keeping: 1) }
  }

  @Test("lottery takes the same labels, and refuses before any training what a later round cannot do")
  func lottery() throws {
    let data = try Dataset.digits(train: 120, validation: 30, test: 30)
    let net = try Network.mlp([64, 12, 10], seed: 1)
    var settings = LotterySettings(
      rounds: 2, removing: 0.5, excluding: ["fc2"], training: TrainingSettings(epochs: 1, batch: 30))
    let found = try Pruning.lottery(net, on: data, settings)
    #expect(found.rounds.map { $0.layers.map(\.remaining) } == [[768, 120], [384, 120], [192, 120]])
    settings.choices.keeping = 200
    let checkpoint = Checkpoint { _ in Issue.record("a step was made") }
    #expect(throws: PruningError.leavesTooFew(layer: nil, least: 200, asked: 192, free: 184)) {
      try Pruning.lottery(net, on: data, settings, checkpoint: checkpoint)
    }
    settings.choices.excluded = ["fc7"]
    #expect(throws: PruningError.self) { try Pruning.lottery(net, on: data, settings, checkpoint: checkpoint) }
  }
}
