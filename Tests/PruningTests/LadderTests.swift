import Networks
import Pruning
import Tensors
import Testing

/// The published ladders of LeNet-300-100; only counts matter, so the weights are random and nothing is trained.
@Suite struct LadderTests {
  /// The weights left after each round.
  private func ladder(_ rounds: Int, scope: Scope) throws -> [Network] {
    var networks = [try Network.lenet300(seed: 1)]
    for round in 0..<rounds { networks.append(try prune(networks[round], removing: 0.2, scope: scope)) }
    return networks
  }

  @Test("the global ladder of open_lth, to the weight")
  func openLTH() throws {
    let networks = try ladder(11, scope: .openLTH)
    #expect(
      networks.map(\.remainingCount)
        == [266_200, 212_959, 170_366, 136_291, 109_031, 87_223, 69_777, 55_820, 44_655, 35_723, 28_577, 22_860])
    #expect(networks.allSatisfy { $0.summary[2].remaining == 1_000 })
  }

  @Test("the layerwise ladder of the original protocol, to the hundredth of a percent")
  func original() throws {
    let percents = try ladder(15, scope: .original).map { (1e4 * Double($0.remainingCount) / 266_200).rounded() / 100 }
    #expect(
      percents
        == [100, 80.04, 64.06, 51.28, 41.05, 32.86, 26.31, 21.07, 16.87, 13.51, 10.82, 8.67, 6.95, 5.57, 4.46, 3.58])
  }

  @Test("a round of the original protocol takes all up to the cut-off, half the rate from the output layer")
  func originalRound() throws {
    let rows = try ladder(1, scope: .original)[1].summary
    #expect(rows.map { $0.prunableCount - $0.remaining } == [47_041, 6_001, 101])
  }

  @Test("exact rounds lose round(0.2 · n), globally and in each layer")
  func exact() throws {
    #expect(try ladder(3, scope: .global).map(\.remainingCount) == [266_200, 212_960, 170_368, 136_294])
    #expect(
      try ladder(2, scope: .layerwise).map { $0.summary.map(\.remaining) }
        == [[235_200, 30_000, 1_000], [188_160, 24_000, 800], [150_528, 19_200, 640]])
    #expect(
      try ladder(2, scope: .layerwise([0.2, 0.1, 0]))[2].summary.map(\.remaining) == [150_528, 24_300, 1_000])
  }

  @Test("open_lth's ladder ends where the output layer's weights alone are a fifth too many")
  func floor() throws {
    var network = try Network.lenet300(seed: 1)
    var levels = 0
    let error = #expect(throws: PruningError.self) {
      while levels < 40 {
        network = try prune(network, removing: 0.2, scope: .openLTH)
        levels += 1
      }
    }
    #expect(levels == 24)
    #expect(error == .floor(scope: .openLTH, survivors: network.remainingCount))
    #expect(network.summary[2].remaining == 1_000)
  }

  @Test("masks of later rounds lie inside those of earlier ones, and survivors keep their weights")
  func nesting() throws {
    for scope in [Scope.global, .layerwise, .original, .openLTH] {
      let networks = try ladder(4, scope: scope)
      for (before, after) in zip(networks, networks.dropFirst()) {
        for (old, new) in zip(before.parameters, after.parameters) where old.isPrunable {
          let (was, now) = (old.mask ?? Mask(allOf: old.value.shape), new.mask ?? Mask(allOf: new.value.shape))
          #expect(now.kept.indices.allSatisfy { now.kept[$0] <= was.kept[$0] })
          let (from, to) = (old.value.floats, new.value.floats)
          #expect(now.kept.indices.allSatisfy { to[$0] == (now.kept[$0] == 1 ? from[$0] : 0) })
        }
      }
    }
  }
}
