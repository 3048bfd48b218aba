import Datasets
import Networks
import Pruning
import Tensors
import Testing

@Suite struct StructuredFlowScoreTests {
  @Test("the score of a unit is the magnitude of the sum of its weights' signed scores")
  func sums() throws {
    let data = try Dataset.digits(train: 60, validation: 10, test: 10)
    let network = try Network(
      input: ImageShape(channels: 64, height: 1, width: 1),
      [.dense(12, bias: false), .relu, .dense(9, bias: false), .relu, .dense(10, bias: false)], seed: 4)
    let units = try PruningScore.cropUnits(on: data.train, batch: 60).scores(of: network)
    let weights = try PruningScore.grasp(on: data.train, batch: 60, temperature: 1).scores(of: network)
    for (name, scores) in units {
      let parts = try #require(weights[name]?.doubles)
      let width = parts.count / scores.count
      for (unit, score) in scores.doubles.enumerated() {
        let sum = parts[unit * width..<(unit + 1) * width].reduce(0, +)
        #expect(abs(score - abs(sum)) <= 1e-6 * max(1, abs(sum)))
      }
    }
    let pruned = try prune(network, toSparsity: 0.5, by: .cropUnits(on: data.train), structure: .units)
    #expect(try Compaction(of: pruned).removedUnits == 11)
  }

  @Test("it ranks units only")
  func refused() throws {
    let data = try Dataset.digits(train: 60, validation: 10, test: 10)
    #expect(throws: PruningError.self) {
      try prune(Network.mlp([64, 8, 10]), toSparsity: 0.5, by: .cropUnits(on: data.train))
    }
  }
}
