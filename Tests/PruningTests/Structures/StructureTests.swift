import Datasets
import Networks
import Pruning
import Tensors
import Testing

@Suite("Structures") struct StructureTests {
  private let image = ImageShape(channels: 4, height: 6, width: 6)

  /// Kept marks of a parameter.
  private func kept(_ network: Network, _ name: String) throws -> [UInt8] {
    try network.parameter(name).mask?.kept ?? [UInt8](repeating: 1, count: network.parameter(name).value.count)
  }

  @Test("N of every M stay along the input channels, the largest of them", arguments: [(2, 4), (1, 4), (1, 2)])
  func pattern(n: Int, m: Int) throws {
    let net = try Network(input: image, [.convolution(8, kernel: 3), .relu, .dense(10)], seed: 3)
    let pruned = try prune(net, structure: .nm(n, of: m))
    #expect(pruned.sparsity == 1 - Double(n) / Double(m))
    for parameter in net.parameters where parameter.isPrunable {
      let (values, marks) = (parameter.value.floats, try kept(pruned, parameter.name))
      let shape = parameter.value.shape
      let area = shape.count / shape[0] / shape[1]
      for row in 0..<shape[0] {
        for group in 0..<shape[1] / m {
          for place in 0..<area {
            let offsets = (0..<m).map { (row * shape[1] + group * m + $0) * area + place }
            let stay = offsets.filter { marks[$0] == 1 }, gone = offsets.filter { marks[$0] == 0 }
            #expect(stay.count == n)
            #expect(stay.map { abs(values[$0]) }.min() ?? 0 >= gone.map { abs(values[$0]) }.max() ?? 0)
          }
        }
      }
    }
    #expect(try prune(net, toSparsity: 1 - Double(n) / Double(m), structure: .nm(n, of: m)) == pruned)
    #expect(try prune(pruned, structure: .nm(n, of: m)) == pruned)
  }

  @Test("what N:M does not divide, or does not go with, is refused")
  func patternRefusals() throws {
    let net = try Network.mlp([10, 8, 4])
    #expect(
      throws: PruningError.indivisible(
        structure: ".nm(2, of: 4)", layer: "fc1", axis: "inputs", extent: 10, by: 4)
    ) { try prune(net, structure: .nm(2, of: 4)) }
    #expect(try prune(net, structure: .nm(2, of: 4), excluding: ["fc1"]).summary.map(\.remaining) == [80, 16])
    #expect(throws: PruningError.patternSparsity(structure: ".nm(1, of: 2)", expected: 0.5, found: 0.6)) {
      try prune(net, toSparsity: 0.6, structure: .nm(1, of: 2))
    }
    #expect(throws: PruningError.patternInRounds(structure: ".nm(1, of: 2)")) {
      try prune(net, removing: 0.5, structure: .nm(1, of: 2))
    }
    #expect(throws: PruningError.self) { try prune(net, structure: .nm(2, of: 2)) }
    let error = #expect(throws: PruningError.self) {
      try prune(net, scope: .erdosRenyiKernel, structure: .nm(1, of: 2))
    }
    #expect("\(try #require(error))".contains("layers cannot differ"))
  }

  @Test("blocks of the largest sums stay, in exact numbers")
  func blocks() throws {
    let net = try Network.mlp([8, 6, 4], seed: 5)
    let pruned = try prune(net, toSparsity: 0.5, structure: .block(rows: 2, columns: 2))
    // 12 + 6 blocks of four weights.
    #expect(pruned.remainingCount == 36)
    var sums: [(sum: Float, stays: Bool)] = []
    for parameter in net.parameters where parameter.isPrunable {
      let (shape, values, marks) = (parameter.value.shape, parameter.value.floats, try kept(pruned, parameter.name))
      for row in stride(from: 0, to: shape[0], by: 2) {
        for column in stride(from: 0, to: shape[1], by: 2) {
          let offsets = [0, 1].flatMap { r in [0, 1].map { (row + r) * shape[1] + column + $0 } }
          let stays = Set(offsets.map { marks[$0] })
          #expect(stays.count == 1)
          sums.append((offsets.reduce(0) { $0 + abs(values[$1]) }, stays == [1]))
        }
      }
    }
    let least = sums.filter(\.stays).map(\.sum).min() ?? 0
    #expect(sums.filter { !$0.stays }.allSatisfy { $0.sum <= least })
    let layerwise = try prune(net, toSparsity: 0.5, scope: .layerwise, structure: .block(rows: 2, columns: 2))
    #expect(layerwise.summary.map(\.remaining) == [24, 12])
    #expect(
      throws: PruningError.indivisible(
        structure: ".block(rows: 4, columns: 1)", layer: "fc1", axis: "outputs", extent: 6, by: 4)
    ) { try prune(net, toSparsity: 0.5, structure: .block(rows: 4, columns: 1)) }
    #expect(throws: PruningError.self) {
      try prune(net, removing: 0.2, scope: .original, structure: .block(rows: 1, columns: 2))
    }
  }

  @Test("the units of least norm go, with the columns that read them; outputs stay")
  func units() throws {
    let net = try Network.mlp([7, 6, 5, 3], seed: 4)
    let pruned = try prune(net, toSparsity: 0.5, scope: .layerwise, structure: .units)
    let values = try net.parameter("fc1.weight").value.floats
    let norms = (0..<6).map { unit in values[unit * 7..<unit * 7 + 7].reduce(0) { $0 + abs($1) } }
    let gone = Set(norms.indices.sorted { norms[$0] < norms[$1] }.prefix(3))
    let rows = try kept(pruned, "fc1.weight"), columns = try kept(pruned, "fc2.weight")
    for unit in 0..<6 {
      #expect(Set(rows[unit * 7..<unit * 7 + 7]) == [gone.contains(unit) ? 0 : 1])
      if gone.contains(unit) { #expect((0..<5).allSatisfy { columns[$0 * 6 + unit] == 0 }) }
    }
    // 6 units lose 3, 5 lose round(2.5) = 3.
    let smaller = try pruned.compacted()
    #expect(smaller.weightedNodes.map(\.output.channels) == [3, 2, 3])
    #expect(smaller.masks.isEmpty)
    // A unit's score under the L2 norm, or by a score of units, is the same number.
    #expect(
      try prune(net, toSparsity: 0.5, by: .l2Norm, structure: .units)
        == prune(net, toSparsity: 0.5, structure: .units(.l2)))
    #expect(
      try prune(net, toSparsity: 0.5, by: .l1Norm, structure: .units)
        == prune(net, toSparsity: 0.5, structure: .units))
  }

  /// Random inputs through both, beside the largest logit; the same terms in another order.
  private func difference(_ a: Network, _ b: Network) throws -> Double {
    var stream = RandomStream(seed: 5, name: "test")
    let inputs = Tensor([9, a.inputWidth], (0..<9 * a.inputWidth).map { _ in Float(stream.nextNormal()) })
    let (x, y) = try (a.logits(inputs).doubles, b.logits(inputs).doubles)
    return (zip(x, y).map { abs($0 - $1) }.max() ?? 0) / max(x.map(abs).max() ?? 1, 1e-3)
  }

  @Test("compaction takes all removed units away, across residual layers too")
  func compacted() throws {
    let nets = [
      try Network.resnet(20, seed: 1), try .vgg(11, seed: 1), try .lenet5(seed: 1), try .conv(2, seed: 1),
    ]
    for net in nets {
      let pruned = try prune(net, toSparsity: 0.5, scope: .layerwise, structure: .units)
      let smaller = try pruned.compacted()
      #expect(smaller.masks.isEmpty)
      for (before, after) in zip(net.weightedNodes.dropLast(), smaller.weightedNodes.dropLast()) {
        #expect(after.output.channels * 2 == before.output.channels)
      }
      #expect(smaller.outputWidth == net.outputWidth)
      #expect(try difference(pruned, smaller) < 1e-4)
    }
  }

  @Test("channels that a residual layer adds are one group, and go from all layers that give them")
  func joined() throws {
    let net = try Network.resnet(8, seed: 2)
    let groups = net.channelGroups.filter { $0.fixture == nil }
    #expect(
      groups.map { $0.producers.map(\.name) } == [
        ["conv1", "layer1.0.conv2"], ["layer1.0.conv1"], ["layer2.0.conv1"],
        ["layer2.0.conv2", "layer2.0.downsample.0"], ["layer3.0.conv1"],
        ["layer3.0.conv2", "layer3.0.downsample.0"],
      ])
    #expect(groups[0].readers.map(\.name) == ["layer1.0.conv1", "layer2.0.conv1", "layer2.0.downsample.0"])
    let pruned = try prune(net, toSparsity: 0.25, scope: .layerwise, structure: .units(.mean))
    let stem = try kept(pruned, "conv1.weight"), second = try kept(pruned, "layer1.0.conv2.weight")
    for unit in 0..<16 {
      #expect(stem[unit * 27] == second[unit * 144])
    }
    let spared = try prune(
      net, toSparsity: 0.25, scope: .layerwise, structure: .units, excluding: ["layer1.0.conv2"])
    #expect(!(try kept(spared, "conv1.weight")).contains(0))
  }

  @Test("a network without hidden units has none to remove; groups and outputs are never removed")
  func noUnits() throws {
    #expect(throws: PruningError.noUnits) {
      try prune(Network.mlp([5, 3]), toSparsity: 0.5, structure: .units)
    }
    let grouped = try Network(
      input: image,
      [.convolution(8, kernel: 3, groups: 2), .convolution(8, kernel: 3, groups: 4), .dense(6), .dense(3)])
    let pruned = try prune(grouped, toSparsity: 0.5, structure: .units)
    #expect(
      Set(pruned.masks.filter { $0.value.remaining < $0.value.shape.count }.keys) == ["fc1.weight", "fc2.weight"])
    #expect(grouped.channelGroups.compactMap(\.fixture).count == 4)
  }

  @Test("structures refuse the scopes and scores that mean nothing for them")
  func combinations() throws {
    let net = try Network.mlp([8, 6, 4])
    for scope in [Scope.erdosRenyi, .erdosRenyiKernel, .uniformPlus, .original, .openLTH] {
      #expect(throws: PruningError.self) { try prune(net, removing: 0.5, scope: scope, structure: .units) }
    }
    for score in [PruningScore.l1Norm, .l2Norm, .batchNormScale] {
      for structure in [Structure.unstructured, .nm(1, of: 2), .block(rows: 1, columns: 2)] {
        let error = #expect(throws: PruningError.self) {
          try prune(net, toSparsity: 0.5, by: score, structure: structure)
        }
        #expect("\(try #require(error))".contains("scores whole units"))
      }
    }
    #expect(throws: PruningError.noBatchNorm(layer: "fc1")) {
      try prune(net, toSparsity: 0.5, by: .batchNormScale, structure: .units)
    }
  }

  @Test("rates of one's own take the place of a sparsity")
  func rates() throws {
    let net = try Network.mlp([8, 6, 4, 2])
    #expect(try prune(net, scope: .layerwise([0.5, 0, 0.25])).summary.map(\.remaining) == [24, 24, 6])
    let units = try prune(net, scope: .layerwise([0.5, 0.25]), structure: .units).compacted()
    #expect(units.weightedNodes.map(\.output.channels) == [3, 3, 2])
    #expect(throws: PruningError.noSparsity) { try prune(net) }
    #expect(throws: PruningError.scopeForRounds(.layerwise([0.5, 0, 0]))) {
      try prune(net, toSparsity: 0.5, scope: .layerwise([0.5, 0, 0]))
    }
  }

  @Test("tickets of units: every round takes a fraction of those that are left")
  func lottery() throws {
    let data = try Dataset.digits(train: 120, validation: 30, test: 30)
    let settings = LotterySettings(
      rounds: 2, removing: 0.5, scope: .layerwise, structure: .units, training: TrainingSettings(epochs: 1, batch: 30)
    )
    let found = try Pruning.lottery(try .mlp([64, 8, 4, 10]), on: data, settings)
    #expect(try found.rounds[2].network.compacted().weightedNodes.map(\.output.channels) == [2, 1, 10])
    var steep = settings
    steep.rounds = 4
    #expect(throws: PruningError.self) { try Pruning.lottery(try .mlp([64, 8, 4, 10]), on: data, steep) }
  }
}
