import Tensors

/// Everything a training step touches, allocated once: parameters, gradients, optimiser state, a batch and its
/// activations.
final class Trainer {
  private let network: Network
  private let plan: ExecutionPlan
  private let state: OptimizerState
  private let parameters: FloatBuffer
  private let gradient: FloatBuffer
  private let batch: FloatBuffer
  private let outputs: [FloatBuffer]
  private let gradients: [FloatBuffer]
  private var labels: [Int]

  /// Rows copied between looks for an interrupt.
  private static let rowsPerLook = 1_024

  init(_ network: Network, optimizer: Optimizer, batch size: Int) {
    self.network = network
    let plan = ExecutionPlan(network)
    self.plan = plan
    state = OptimizerState(optimizer, network: network, plan: plan)
    parameters = FloatBuffer(count: plan.count)
    gradient = FloatBuffer(count: plan.count)
    batch = FloatBuffer(count: size * network.inputWidth)
    outputs = plan.stages.map { FloatBuffer(count: size * $0.outputWidth) }
    gradients = plan.stages.map { FloatBuffer(count: size * $0.outputWidth) }
    labels = [Int](repeating: 0, count: size)
    plan.load(network, into: parameters)
  }

  /// The network as it stands.
  var current: Network { plan.unload(parameters, into: network) }

  /// One step on the given rows: forward, backward, update.
  ///
  /// A layer's parameters move as soon as its gradient is there, shard by shard, while both are in the cache. A loss
  /// that is not finite moves nothing. After an interrupt the trainer must be discarded: the step is incomplete.
  /// - Returns: the sums of the batch before the update.
  /// - Complexity: O(rows · weights); allocates nothing.
  func step(
    _ rows: ArraySlice<Int>, of samples: SampleView, checkpoint: Checkpoint
  ) throws(Interrupted) -> SoftmaxCrossEntropy.Sums {
    let width = network.inputWidth
    for (position, row) in rows.enumerated() {
      if position % Trainer.rowsPerLook == 0 { try checkpoint.check() }
      (batch.base + position * width).update(from: samples.inputs + row * width, count: width)
      labels[position] = samples.labels[row]
    }
    let count = rows.count
    let last = plan.stages.count - 1
    for index in 0...last {
      try plan.stages[index].forward(
        rows: count, input: input(of: index), output: outputs[index].base, parameters: parameters.base,
        checkpoint: checkpoint)
    }
    let sums = labels.withUnsafeBufferPointer { labels in
      labels.baseAddress.map {
        SoftmaxCrossEntropy.sums(
          outputs[last].base, rows: count, classes: network.outputWidth, labels: $0, gradient: gradients[last].base)
      } ?? .init()
    }
    guard sums.loss.isFinite else { return sums }
    state.beginStep()
    for index in stride(from: last, through: 0, by: -1) {
      try plan.stages[index].pullback(
        rows: count, input: input(of: index), output: outputs[index].base, outputGradient: gradients[index].base,
        inputGradient: index == 0 ? nil : gradients[index - 1].base, parameters: parameters.base,
        gradient: gradient.base, checkpoint: checkpoint
      ) { range in
        state.update(range, parameters: parameters.base, gradient: gradient.base)
      }
    }
    return sums
  }

  /// Loss and accuracy of the network as it stands.
  func evaluate(_ samples: SampleView, checkpoint: Checkpoint) throws(Interrupted) -> Evaluation {
    try Inference(plan, parameters: parameters, rows: samples.count).evaluate(samples, checkpoint: checkpoint)
  }

  private func input(of stage: Int) -> UnsafePointer<Float> {
    UnsafePointer(stage == 0 ? batch.base : outputs[stage - 1].base)
  }
}
