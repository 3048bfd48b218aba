import Tensors

/// Training steps of a network on random samples, by the clock.
struct StepTimer {
  private let trainer: Trainer
  private let inputs: [Float]
  private let labels: [Int]
  private let rows: [Int]

  init(_ network: Network, batch: Int, sparse: String?) {
    let choices = Dictionary(
      uniqueKeysWithValues: network.parameters.filter(\.isPrunable).map { ($0.name, Execution.dense) })
    self.init(
      network, batch: batch,
      policy: .chosen(choices.merging(sparse.map { [$0: .sparse] } ?? [:]) { _, chosen in chosen }))
  }

  init(_ network: Network, batch: Int, policy: ExecutionPolicy) {
    trainer = Trainer(
      network, TrainingSettings(batch: batch, optimizer: .sgd(rate: 1e-9), execution: policy), image: nil)
    var stream = RandomStream(seed: 0, name: "tune")
    inputs = (0..<batch * network.inputWidth).map { _ in stream.nextFloat() }
    labels = [Int](repeating: 0, count: batch)
    rows = Array(0..<batch)
  }

  /// The seconds of one step.
  func step(_ checkpoint: Checkpoint) throws(Interrupted) -> Double {
    let start = ContinuousClock.now
    try inputs.withUnsafeBufferPointer { inputs throws(Interrupted) in
      try labels.withUnsafeBufferPointer { labels throws(Interrupted) in
        guard let inputs = inputs.baseAddress, let labels = labels.baseAddress else { return }
        let view = SampleView(inputs: inputs, labels: labels, count: rows.count)
        _ = try trainer.step(rows[...], of: view, at: .init(step: 0, epoch: 0, factor: 1), checkpoint: checkpoint)
      }
    }
    return (ContinuousClock.now - start) / .seconds(1)
  }
}
