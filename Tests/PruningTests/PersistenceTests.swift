import Datasets
import Networks
import Pruning
import TestSupport
import Tensors
import Testing

@Suite("What is pruned stays pruned") struct PersistenceTests {
  static let optimizers: [Optimizer] = [
    .sgd(rate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 1e-2), .adam(rate: 1e-2, weightDecay: 1e-2),
    .adamW(rate: 1e-2, weightDecay: 0.1),
  ]
  static let structures: [Structure] = [.unstructured, .nm(2, of: 4), .block(rows: 2, columns: 2), .units]

  @Test(
    "through momentum, decay, an interrupt, a checkpoint and a file that is read again", arguments: optimizers,
    structures)
  func stays(optimizer: Optimizer, structure: Structure) throws {
    let folder = try TemporaryFolder()
    let data = try Dataset.digits(train: 60, validation: 20, test: 20)
    let dense = try train(
      .mlp([64, 12, 8, 10], seed: 1), on: data, TrainingSettings(epochs: 1, batch: 20, optimizer: optimizer)
    ).network
    let net = try prune(dense, toSparsity: 0.5, structure: structure)
    func expectZeros(_ network: Network) throws {
      #expect(network.masks == net.masks && network.sparsity == net.sparsity && network.sparsity > 0)
      for (name, mask) in network.masks {
        let values = try network.parameter(name).value.floats
        #expect(values.indices.allSatisfy { mask.kept[$0] == 1 || values[$0] == 0 })
        #expect(values.indices.contains { mask.kept[$0] == 1 && values[$0] != 0 })
      }
    }
    try expectZeros(net)
    let settings = TrainingSettings(
      epochs: 4, batch: 20, optimizer: optimizer, checkpoint: .every(.steps(2), in: folder.path))
    let flag = InterruptFlag()
    #expect(throws: Interrupted.self) {
      try train(net, on: data, settings, checkpoint: Checkpoint(flag: flag) { if $0.completed == 7 { flag.raise() } })
    }
    let run = try train(net, on: data, settings)
    try expectZeros(run.network)
    let path = folder.path + "/run.safetensors"
    try run.write(to: path)
    let read = try TrainingRun(path: path).network
    #expect(read == run.network)
    // What is read goes on under its masks.
    try expectZeros(train(read, on: data, TrainingSettings(epochs: 2, batch: 20, optimizer: optimizer)).network)
  }

  @Test("sparsity counts weights alone: no bias, no scale, no running statistics")
  func counting() throws {
    let net = try Network(
      input: ImageShape(channels: 2, height: 6, width: 6),
      [.convolution(4, kernel: 3), .batchNorm(), .relu, .dense(10)], seed: 1)
    #expect(net.prunableCount == 72 + 640)
    #expect(net.parameterCount == 72 + 4 + 8 + 640 + 10)
    let pruned = try prune(net, toSparsity: 0.5)
    #expect(pruned.sparsity == 0.5 && pruned.remainingCount == 356)
    #expect(Set(pruned.masks.keys) == ["conv1.weight", "fc1.weight"])
  }
}
