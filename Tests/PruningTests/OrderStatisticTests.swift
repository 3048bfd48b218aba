import Networks
import Pruning
import Tensors
import Testing

@Suite struct OrderStatisticTests {
  /// What goes is seen through `prune`: the weights below the one at the rank, and of those equal to it the first.
  @Test("the cut is where sorting would have it, ties, signs, zeros and infinities included", arguments: 0..<6)
  func cut(seed: Int) throws {
    var stream = RandomStream(seed: seed, name: "test")
    let special: [Double] = [
      0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, -Double.leastNonzeroMagnitude, 1, -1,
    ]
    let scores = (0..<600).map { _ -> Double in
      switch seed {
      case 0: special[Int(stream.nextDouble() * 8)]
      case 1: (stream.nextDouble() * 20).rounded() - 10
      default: (stream.nextDouble() - 0.5) * (seed == 2 ? 1e-300 : 1)
      }
    }
    let network = try Network.mlp([60, 10])
    let score = PruningScore.custom("given") { layer in Tensor(layer.value.shape, scores) }
    for count in [1, 150, 299, 300, 450, 599] {
      let pruned = try prune(network, toSparsity: Double(count) / 600, by: score)
      let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
      var kept = [UInt8](repeating: 1, count: 600)
      for index in order.prefix(count) { kept[index] = 0 }
      #expect(pruned.parameters[0].mask?.kept == kept)
    }
  }
}
