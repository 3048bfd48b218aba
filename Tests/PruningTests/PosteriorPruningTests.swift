import Datasets
import Networks
import Pruning
import Tensors
import Testing

@Suite struct PosteriorPruningTests {
  private func trained() throws -> BayesianNetwork {
    let data = try Dataset.digits(train: 200, validation: 0, test: 0)
    let network = try Network(
      input: ImageShape(channels: 1, height: 8, width: 8),
      [.convolution(4, kernel: 3), .relu, .flatten, .dense(12), .relu, .dense(10)])
    return try trainBayesian(
      BayesianNetwork(network, seed: 1), on: data, BayesianSettings(epochs: 2, batch: 20, rate: 5e-3)
    ).network
  }

  @Test("exactly the lowest scores of the dense layers go", arguments: [0.0, 0.3, 0.5, 0.9])
  func counts(fraction: Double) throws {
    let network = try trained()
    let ratios = network.signalToNoise
    let pruned = try prune(network, removing: fraction)
    let dense = [2, 4]
    #expect(dense.map { network.means.parameters[$0].name } == ["fc1.weight", "fc2.weight"])
    var (kept, gone): ([Float], [Float]) = ([], [])
    for index in dense {
      let marks = pruned.means.parameters[index].mask?.kept ?? []
      for (ratio, mark) in zip(ratios[index].floats, marks) {
        if mark == 1 { kept.append(ratio) } else { gone.append(ratio) }
      }
    }
    let total = 144 * 12 + 12 * 10
    #expect(gone.count == Int((fraction * Double(total)).rounded()))
    #expect((gone.max() ?? 0) <= (kept.min() ?? 1))
    #expect(pruned.means.parameters[0].mask == nil)
    let all = try prune(network, removing: fraction, among: .all)
    #expect(all.means.prunableCount - all.means.remainingCount == Int((fraction * Double(total + 36)).rounded()))
  }

  @Test("the mixed rule takes the smallest means first, then the least Fisher information of the rest")
  func mixed() throws {
    let network = try trained()
    let magnitude = try prune(network, removing: 0.35, by: .magnitude)
    let mixed = try prune(network, removing: 0.5, by: .mixed(share: 0.3))
    let fisher = network.secondMoments ?? []
    var (bySize, rest, kept): (Int, [Float], [Float]) = (0, [], [])
    for index in [2, 4] {
      let first = magnitude.means.parameters[index].mask?.kept ?? []
      let second = mixed.means.parameters[index].mask?.kept ?? []
      for place in first.indices {
        if first[place] == 0 {
          bySize += 1
          #expect(second[place] == 0)
        } else if second[place] == 0 {
          rest.append(fisher[index].floats[place])
        } else {
          kept.append(fisher[index].floats[place])
        }
      }
    }
    #expect(bySize == Int((0.35 * 1848).rounded()) && rest.count == Int((0.5 * 1848).rounded()) - bySize)
    #expect((rest.max() ?? 0) <= (kept.min() ?? 1))
    #expect(try prune(network, removing: 0.5, by: .mixed(share: 0)) == prune(network, removing: 0.5, by: .magnitude))
    #expect(try prune(network, removing: 0.5, by: .mixed(share: 1)) == prune(network, removing: 0.5, by: .fisher))
  }

  @Test("what is gone stays gone and counts; random removals follow from their seed")
  func again() throws {
    let network = try trained()
    let first = try prune(network, removing: 0.4, by: .random(seed: 1))
    let second = try prune(first, removing: 0.6)
    for (before, after) in zip(first.means.parameters, second.means.parameters) {
      for (was, isKept) in zip(before.mask?.kept ?? [], after.mask?.kept ?? []) { #expect(was == 1 || isKept == 0) }
    }
    #expect(try prune(network, removing: 0.4, by: .random(seed: 1)) == first)
    #expect(try prune(network, removing: 0.4, by: .random(seed: 2)) != first)
    let drawn = try second.sampled(seed: 1)
    #expect(
      drawn.parameters[2].value.doubles.count { $0 == 0 }
        == second.means.parameters[2].mask.map { $0.kept.count { $0 == 0 } })
  }

  @Test("what makes no sense is refused")
  func badInput() throws {
    let fresh = try BayesianNetwork(.mlp([64, 10]))
    for fraction in [-0.1, 1, .nan] {
      #expect(throws: PruningError.self) { try prune(fresh, removing: fraction) }
    }
    #expect(throws: PruningError.posterior(.fisher)) { try prune(fresh, removing: 0.5, by: .fisher) }
    #expect(throws: PruningError.posterior(.fisher)) { try prune(fresh, removing: 0.5, by: .mixed(share: 0.3)) }
    #expect(throws: PruningError.self) { try prune(fresh, removing: 0.5, by: .mixed(share: 2)) }
    #expect(throws: PruningError.self) { try prune(prune(fresh, removing: 0.5), removing: 0.2) }
    #expect(throws: PruningError.self) { try prune(BayesianNetwork(.mlp([64, 30, 2])), removing: 0.9999) }
  }
}
