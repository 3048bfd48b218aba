import Datasets
import Experiments
import Networks
import Tensors
import Testing

@Suite struct ArchitectureComparisonTests {
  @Test("units are really gone, and the longer training has the operations of the dense one")
  func comparison() throws {
    let data = try Dataset.digits(train: 200, validation: 0, test: 80)
    let training = TrainingSettings(epochs: 4, batch: 20, seed: 3)
    let network = try Network.mlp([64, 40, 20, 10], seed: 1)
    let found = try compareArchitecture(
      network, on: data,
      ArchitectureSettings(
        removing: 0.5, training: training, fineTuning: TrainingSettings(epochs: 1, batch: 20, seed: 3)))
    #expect(found.pruned.summary.map { $0.shape[0] } == [20, 10, 10])
    let operations = (dense: 64 * 40 + 40 * 20 + 20 * 10, small: 64 * 20 + 20 * 10 + 10 * 10)
    #expect(abs(found.ratio - Double(operations.dense) / Double(operations.small)) < 1e-12)
    #expect(found.dense.steps == 40 && found.fineTuned.steps == 10 && found.scratchE.steps == 40)
    #expect(found.scratchB.steps == 10 * Int(4 * found.ratio))
    #expect(found.scratchE.network.parameterCount == found.pruned.parameterCount)
    // Scratch weights are fresh ones, not those inherited.
    #expect(found.scratchE.network != found.fineTuned.network)
  }
}
