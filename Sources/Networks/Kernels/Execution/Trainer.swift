import CKernels
import Datasets
import Tensors

/// Everything a training step touches, allocated once: parameters, gradients, optimiser state, a batch and its
/// activations.
final class Trainer {
  /// Where a step stands in its run.
  struct Place {
    /// The steps before it, by which random layers draw.
    let step: Int
    /// The passes over the samples before it, by which augmentations draw.
    let epoch: Int
    /// What the optimiser's rate is multiplied by.
    let factor: Double
  }

  private let network: Network
  private let settings: TrainingSettings
  /// What a row of the samples is.
  private let image: ImageShape
  private let workspace: Workspace
  private let state: OptimizerState
  private let parameters: FloatBuffer
  private let gradient: FloatBuffer
  /// The augmented rows of a batch; empty where nothing is augmented.
  private let augmented: FloatBuffer
  private var labels: [Int]
  private var rows: [Int]

  /// - Parameter remembersPruned: whether the optimiser goes on remembering weights that are pruned; all layers then run
  ///   dense, so that these have gradients.
  init(_ network: Network, _ settings: TrainingSettings, image: ImageShape?, remembersPruned: Bool = false) {
    self.network = network
    self.image = image ?? network.input
    self.settings = settings
    let choices = settings.execution.choices(for: network, batch: settings.batch)
    let plan = ExecutionPlan(network, execution: remembersPruned ? [:] : choices)
    workspace = Workspace(plan, lanes: Lanes(settings.batch), training: true)
    state = OptimizerState(settings.optimizer, network: network, plan: plan, remembersPruned: remembersPruned)
    parameters = FloatBuffer(count: plan.count)
    gradient = FloatBuffer(count: plan.count)
    augmented = FloatBuffer(count: settings.augmentation.isEmpty ? 0 : settings.batch * plan.sizes[0])
    labels = [Int](repeating: 0, count: settings.batch)
    rows = labels
    plan.load(network, into: parameters)
  }

  private var plan: ExecutionPlan { workspace.plan }

  /// The network as it stands.
  var current: Network { plan.unload(parameters, into: network) }

  /// Updates that the optimiser has made.
  var updates: Int { state.steps }

  /// What the optimiser remembers of each parameter.
  var memory: [[Tensor]] {
    state.memory.map { buffer in
      zip(plan.places, network.parameters).map { place, parameter in
        Tensor(parameter.value.shape, place.dense(buffer, count: parameter.value.count))
      }
    }
  }

  /// Goes on from an earlier state of the same run.
  /// - Returns: whether the state fits the optimiser.
  func restore(_ network: Network, memory: [[Tensor]], updates: Int) -> Bool {
    guard memory.count == state.memory.count else { return false }
    plan.load(network, into: parameters)
    for (buffer, arrays) in zip(state.memory, memory) { plan.load(arrays.map(\.floats), into: buffer) }
    state.restore(steps: updates)
    return true
  }

  /// One step on the given rows: forward, backward, update.
  ///
  /// A layer's parameters move as soon as its gradient is there, shard by shard, while both are in the cache; with a
  /// bound on the norm of the whole gradient they wait for that. A loss that is not finite moves nothing but running
  /// statistics. After that or an interrupt the trainer must be discarded: the step is incomplete.
  /// - Returns: the sums of the batch before the update.
  /// - Complexity: O(rows · operations of the network); allocates nothing that grows with the batch or the network.
  func step(
    _ chosen: ArraySlice<Int>, of samples: SampleView, at place: Place, checkpoint: Checkpoint
  ) throws(Interrupted) -> LossSums {
    try checkpoint.check()
    let lanes = Lanes(chosen.count)
    for (position, row) in chosen.enumerated() {
      rows[position] = row
      labels[position] = samples.labels[row]
    }
    try gather(samples, lanes, epoch: place.epoch, checkpoint: checkpoint)
    let pass = workspace.pass(
      lanes, parameters: parameters, training: Pass.Training(seed: settings.seed, step: place.step),
      statistics: .batch(momentum: nil), checkpoint: checkpoint)
    try workspace.forward(pass)
    let sums = labels.withUnsafeBufferPointer { labels in
      labels.baseAddress.map {
        settings.loss.sums(
          workspace.logits, lanes, classes: plan.sizes[plan.logits], labels: $0, inputs: workspace.activation(0),
          gradient: workspace.logitsGradient)
      } ?? .init()
    }
    guard sums.loss.isFinite else { return sums }
    state.beginStep(factor: place.factor)
    let (weights, slopes) = (parameters.base, gradient.base)
    switch settings.clip {
    case nil:
      try workspace.backward(pass, gradient: gradient) { state.update($0, parameters: weights, gradient: slopes) }
    case .value(let limit):
      try workspace.backward(pass, gradient: gradient) { range in
        espalier_clamp(slopes + range.lowerBound, range.count, Float(limit))
        state.update(range, parameters: weights, gradient: slopes)
      }
    case .norm(let limit):
      try workspace.backward(pass, gradient: gradient) { _ in }
      try GradientNorm.bound(slopes, marks: state.marks, count: plan.count, to: limit, checkpoint: checkpoint)
      try state.update(plan.trained, parameters: weights, gradient: slopes, checkpoint: checkpoint)
    }
    return sums
  }

  /// The logits of all rows by the network as it stands.
  func logits(_ samples: Samples, checkpoint: Checkpoint) throws(Interrupted) -> Tensor {
    let logits = try Inference(plan, parameters: parameters, rows: samples.count)
      .logits(samples.inputs.floats, checkpoint: checkpoint)
    return Tensor([samples.count, network.outputWidth], logits)
  }

  /// Loss and accuracy of the network as it stands, by the run's own loss.
  func evaluate(_ samples: SampleView, checkpoint: Checkpoint) throws(Interrupted) -> Evaluation {
    try Inference(plan, parameters: parameters, rows: samples.count)
      .evaluate(samples, settings.loss.evaluated, checkpoint: checkpoint)
  }

  /// Puts the batch's rows side by side, augmented where they are to be.
  private func gather(
    _ samples: SampleView, _ lanes: Lanes, epoch: Int, checkpoint: Checkpoint
  ) throws(Interrupted) {
    let width = plan.sizes[0]
    let batch = workspace.activation(0)
    let augmentation = settings.augmentation
    guard !augmentation.isEmpty else {
      rows.withUnsafeBufferPointer {
        espalier_gather_lanes(samples.inputs, width, $0.baseAddress, width, lanes.count, batch, lanes.stride)
      }
      return
    }
    let (image, seed, rows, target) = (image, settings.seed, rows, augmented.base)
    let shard = Lanes.vector
    try Parallel.forEach((lanes.count + shard - 1) / shard, checkpoint: checkpoint) { part in
      for position in part * shard..<min((part + 1) * shard, lanes.count) {
        augmentation.write(
          samples.inputs + rows[position] * width, of: rows[position], epoch: epoch, seed: seed, image: image,
          to: target + position * width)
      }
    }
    espalier_gather_lanes(target, width, nil, width, lanes.count, batch, lanes.stride)
  }
}
