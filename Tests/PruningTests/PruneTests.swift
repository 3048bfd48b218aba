import Networks
import Pruning
import Tensors
import Testing

@Suite struct PruneTests {
  private let network: Network

  init() throws { network = try .mlp([7, 11, 5], seed: 3) }

  @Test(
    "the count is exact at every sparsity", arguments: [0, 0.001, 0.1, 1.0 / 3, 0.5, 0.77, 0.9, 0.99],
    [Scope.global, .layerwise])
  func counts(sparsity: Double, scope: Scope) throws {
    let pruned = try prune(network, toSparsity: sparsity, by: .random(seed: 1), scope: scope)
    func gone(_ count: Int) -> Int { Int((sparsity * Double(count)).rounded()) }
    if scope == .global {
      #expect(pruned.prunableCount - pruned.remainingCount == gone(132))
    } else {
      #expect(pruned.summary.map { $0.prunableCount - $0.remaining } == [gone(77), gone(55)])
    }
    #expect(pruned.parameters[1] == network.parameters[1])
  }

  @Test("the smallest magnitudes go")
  func magnitude() throws {
    let pruned = try prune(network, toSparsity: 0.6)
    var gone: [Float] = [], kept: [Float] = []
    for (old, new) in zip(network.parameters, pruned.parameters) where old.isPrunable {
      let mask = try #require(new.mask)
      for (index, value) in old.value.floats.enumerated() {
        if mask.kept[index] == 0 { gone.append(value.magnitude) } else { kept.append(value.magnitude) }
      }
    }
    #expect(gone.count == 79 && kept.count == 53)
    #expect(try #require(gone.max()) <= #require(kept.min()))
  }

  @Test("of equal scores the weight that comes first goes first, layers in order")
  func ties() throws {
    // All 1 but for the last weight of each layer, which is 2.
    let steps = PruningScore.custom("steps") { weight in
      Tensor(weight.value.shape, (0..<weight.value.count).map { $0 == weight.value.count - 1 ? 2.0 : 1 })
    }
    let pruned = try prune(network, toSparsity: 0.6, by: steps)
    #expect(pruned.summary.map(\.remaining) == [1, 52])
    #expect(try #require(pruned.parameters[2].mask).kept == [0, 0, 0] + [UInt8](repeating: 1, count: 52))
  }

  @Test("the ladders that cut at a value let equal scores go together")
  func tiesTogether() throws {
    // Scores 0, 0, 0, 1, 1, …: the cut-off index round(0.02 · 77) = 2 would take three, and no fourth is equal.
    let steps = PruningScore.custom("steps") { parameter in
      Tensor(parameter.value.shape, (0..<parameter.value.count).map { Double($0 / 3) })
    }
    #expect(try prune(network, removing: 0.02, by: steps, scope: .original).summary.map(\.remaining) == [74, 52])
    // round(0.03 · 77) = 2 again and round(0.015 · 55) = 1; at 0.05 the index is 4, in the second group of three.
    #expect(try prune(network, removing: 0.05, by: steps, scope: .original).summary.map(\.remaining) == [71, 52])
  }

  @Test("pruning in two goes comes to the same as in one")
  func resumed() throws {
    let half = try prune(network, toSparsity: 0.5)
    #expect(try prune(half, toSparsity: 0.8) == prune(network, toSparsity: 0.8))
    #expect(throws: PruningError.alreadySparser(layer: nil, sparsity: 0.5, requested: 0.3)) {
      try prune(half, toSparsity: 0.3)
    }
  }

  @Test("random scores repeat with their seed")
  func random() throws {
    func masks(_ seed: Int) throws -> [String: Mask] {
      try prune(network, toSparsity: 0.5, by: .random(seed: seed)).masks
    }
    #expect(try masks(1) == masks(1))
    #expect(try masks(1) != masks(2))
  }

  @Test("fractions outside their range are refused", arguments: [1, 1.5, -0.1, .nan, .infinity])
  func fractions(value: Double) throws {
    let sparsity = #expect(throws: PruningError.self) { try prune(network, toSparsity: value) }
    let removing = #expect(throws: PruningError.self) { try prune(network, removing: value) }
    #expect(sparsity.map(String.init(describing:)) == "toSparsity: expected a fraction in [0, 1), found \(value)")
    #expect(removing.map(String.init(describing:)) == "removing: expected a fraction in (0, 1), found \(value)")
  }

  @Test("what would empty a layer, or everything, is refused")
  func empty() {
    #expect(throws: PruningError.emptiesLayer("fc2.weight", survivors: 55, round: nil)) {
      try prune(network, toSparsity: 0.993, scope: .layerwise)
    }
    #expect(throws: PruningError.emptiesLayer("every layer", survivors: 132, round: nil)) {
      try prune(network, toSparsity: 0.999)
    }
    #expect(throws: PruningError.emptiesLayer("fc1.weight", survivors: 77, round: nil)) {
      try prune(network, removing: 0.9999, scope: .layerwise)
    }
  }

  @Test("scopes that do not fit the command or the network are refused")
  func scopes() {
    for scope in [Scope.original, .openLTH, .layerwise([0.1, 0.2])] {
      #expect(throws: PruningError.scopeForRounds(scope)) { try prune(network, toSparsity: 0.5, scope: scope) }
    }
    #expect(throws: PruningError.rates(expected: ["fc1.weight", "fc2.weight"], found: 3)) {
      try prune(network, removing: 0.2, scope: .layerwise([0.1, 0.2, 0.3]))
    }
    #expect(throws: PruningError.self) { try prune(network, removing: 0.2, scope: .layerwise([0.1, 1])) }
  }

  @Test("an interrupt stops the ranking")
  func interrupt() {
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) { try prune(network, toSparsity: 0.5, checkpoint: Checkpoint(flag: flag)) }
  }

  @Test("scores that cannot rank are refused")
  func scores() {
    let short = PruningScore.custom("short") { _ in Tensor(zeros: [3]) }
    #expect(
      throws: PruningError.scoreShape(score: "short", parameter: "fc1.weight", expected: [11, 7], found: [3])
    ) { try prune(network, toSparsity: 0.5, by: short) }
    let broken = PruningScore.custom("broken") { parameter in
      Tensor(parameter.value.shape, (0..<parameter.value.count).map { $0 == 5 ? Double.nan : 1 })
    }
    #expect(throws: PruningError.scoreNotANumber(score: "broken", parameter: "fc1.weight", weight: 5)) {
      try prune(network, toSparsity: 0.5, by: broken)
    }
  }
}
