import Networks
import Pruning
import Tensors
import Testing

@Suite("Scores that need no data") struct DataFreeScoreTests {
  @Test("LAMP is the square over the squares that are no smaller", arguments: 0..<3)
  func lamp(seed: Int) throws {
    let net = try Network(
      input: ImageShape(channels: 2, height: 5, width: 5), [.convolution(4, kernel: 3), .relu, .dense(6)], seed: seed)
    let scores = try PruningScore.lamp.scores(of: net)
    for parameter in net.parameters where parameter.isPrunable {
      let w = parameter.value.doubles
      let found = try #require(scores[parameter.name]).doubles
      for i in w.indices {
        var sum = 0.0
        for j in w.indices where abs(w[j]) > abs(w[i]) || (abs(w[j]) == abs(w[i]) && j >= i) { sum += w[j] * w[j] }
        #expect(abs(found[i] - w[i] * w[i] / sum) <= 1e-12)
      }
      #expect(found.max() == 1)
    }
  }

  @Test("LAMP under a global scope keeps the largest weight of every layer")
  func lampKeeps() throws {
    var net = try Network.mlp([30, 20, 10, 5], seed: 1)
    net = try net.setting("fc2.weight", to: net.parameter("fc2.weight").value.map { $0 * 1e-4 })
    // Three layers, three weights: the largest of each has score 1.
    let pruned = try prune(net, toSparsity: 1 - 3.0 / 850, by: .lamp)
    #expect(pruned.summary.map(\.remaining) == [1, 1, 1])
    #expect(try prune(net, toSparsity: 0.9).summary[1].remaining == 0)
  }

  @Test("LAMP and magnitude agree layer by layer")
  func layerwise() throws {
    let net = try Network.mlp([30, 20, 10], seed: 1)
    #expect(
      try prune(net, toSparsity: 0.7, by: .lamp, scope: .layerwise)
        == prune(net, toSparsity: 0.7, scope: .layerwise))
  }

  @Test("the scale of the normalisation behind a layer ranks its channels")
  func batchNorm() throws {
    var net = try Network(
      input: ImageShape(channels: 1, height: 6, width: 6),
      [.convolution(4, kernel: 3), .batchNorm(), .relu, .convolution(3, kernel: 3), .batchNorm(), .dense(2)], seed: 1)
    net = try net.setting("bn1.weight", to: Tensor([4], [0.5, -2, 0.1, 1] as [Float]))
    net = try net.setting("bn2.weight", to: Tensor([3], [3, 0.2, 4] as [Float]))
    let smaller = try prune(net, toSparsity: 3.0 / 7, by: .batchNormScale, structure: .units).compacted()
    #expect(try smaller.parameter("bn1.weight").value.floats == [-2, 1])
    #expect(try smaller.parameter("bn2.weight").value.floats == [3, 4])
    // Fresh scales are all 1 and cannot rank.
    let fresh = try Network(
      input: ImageShape(channels: 1, height: 6, width: 6), [.convolution(4, kernel: 3), .batchNorm(), .dense(2)])
    #expect(throws: PruningError.scoreConstant(score: ".batchNormScale", layer: nil, value: 1)) {
      try prune(fresh, toSparsity: 0.5, by: .batchNormScale, structure: .units)
    }
  }

  @Test("scores that are all zero, or all the same, are refused with the layer's name")
  func constant() throws {
    let net = try Network.mlp([6, 5, 4], seed: 1)
    let zeroed = try net.setting("fc2.weight", to: Tensor(zeros: [4, 5]))
    for scope in [Scope.global, .layerwise] {
      let error = #expect(throws: PruningError.self) { try prune(zeroed, toSparsity: 0.5, scope: scope) }
      #expect(error == .scoreConstant(score: ".magnitude", layer: "fc2.weight", value: 0))
    }
    #expect(try prune(zeroed, toSparsity: 0.5, excluding: ["fc2"]).summary.map(\.remaining) == [15, 20])
    let ones = PruningScore.custom("ones") { weight in weight.map { _ in 1 } }
    #expect(throws: PruningError.scoreConstant(score: "ones", layer: nil, value: 1)) {
      try prune(net, toSparsity: 0.5, by: ones)
    }
    #expect(throws: PruningError.scoreConstant(score: "ones", layer: "fc1.weight", value: 1)) {
      try prune(net, toSparsity: 0.5, by: ones, scope: .layerwise)
    }
    #expect(throws: PruningError.scoreConstant(score: "ones", layer: "fc1.weight", value: 1)) {
      try prune(net, by: ones, structure: .nm(1, of: 2), excluding: ["fc2"])
    }
  }
}
