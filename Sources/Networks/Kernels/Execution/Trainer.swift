import CKernels
import Tensors

/// Everything a training step touches, allocated once: parameters, gradients, optimiser state, a batch and its
/// activations.
final class Trainer {
  private let network: Network
  private let workspace: Workspace
  private let state: OptimizerState
  private let parameters: FloatBuffer
  private let gradient: FloatBuffer
  private let seed: Int
  private var labels: [Int]
  private var rows: [Int]

  init(_ network: Network, optimizer: Optimizer, batch size: Int, seed: Int, execution: [String: Execution]) {
    self.network = network
    self.seed = seed
    let plan = ExecutionPlan(network, execution: execution)
    workspace = Workspace(plan, lanes: Lanes(size), training: true)
    state = OptimizerState(optimizer, network: network, plan: plan)
    parameters = FloatBuffer(count: plan.count)
    gradient = FloatBuffer(count: plan.count)
    labels = [Int](repeating: 0, count: size)
    rows = labels
    plan.load(network, into: parameters)
  }

  private var plan: ExecutionPlan { workspace.plan }

  /// The network as it stands.
  var current: Network { plan.unload(parameters, into: network) }

  /// One step on the given rows: forward, backward, update.
  ///
  /// A layer's parameters move as soon as its gradient is there, shard by shard, while both are in the cache. A loss
  /// that is not finite moves nothing but running statistics. After that or an interrupt the trainer must be discarded:
  /// the step is incomplete.
  /// - Parameter number: the step's place in the run, by which random layers draw.
  /// - Returns: the sums of the batch before the update.
  /// - Complexity: O(rows · operations of the network); allocates nothing.
  func step(
    _ chosen: ArraySlice<Int>, of samples: SampleView, number: Int, checkpoint: Checkpoint
  ) throws(Interrupted) -> LossSums {
    try checkpoint.check()
    let lanes = Lanes(chosen.count)
    for (position, row) in chosen.enumerated() {
      rows[position] = row
      labels[position] = samples.labels[row]
    }
    let width = plan.sizes[0]
    rows.withUnsafeBufferPointer {
      espalier_gather_lanes(
        samples.inputs, width, $0.baseAddress, width, lanes.count, workspace.activation(0), lanes.stride)
    }
    let pass = workspace.pass(
      lanes, parameters: parameters, training: Pass.Training(seed: seed, step: number), checkpoint: checkpoint)
    try workspace.forward(pass)
    let sums = labels.withUnsafeBufferPointer { labels in
      labels.baseAddress.map {
        SoftmaxCrossEntropy.sums(
          workspace.logits, lanes, classes: plan.sizes[plan.logits], labels: $0, gradient: workspace.logitsGradient)
      } ?? .init()
    }
    guard sums.loss.isFinite else { return sums }
    state.beginStep()
    try workspace.backward(pass, gradient: gradient) { range in
      state.update(range, parameters: parameters.base, gradient: gradient.base)
    }
    return sums
  }

  /// Loss and accuracy of the network as it stands.
  func evaluate(_ samples: SampleView, checkpoint: Checkpoint) throws(Interrupted) -> Evaluation {
    try Inference(plan, parameters: parameters, rows: samples.count).evaluate(samples, checkpoint: checkpoint)
  }
}
