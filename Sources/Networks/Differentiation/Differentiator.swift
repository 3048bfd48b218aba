import CKernels
package import Datasets
package import Tensors

/// Gradients of a network at any parameters, without an optimiser: what scores, Bayesian networks and learned masks are
/// made of.
///
/// Masks play no part: a weight that is pruned counts as 0 and has a gradient as any other. All numbers lie in flat
/// vectors in the network's order, which the caller may write and read between passes.
package final class Differentiator {
  /// What batch normalisation goes by; with `.running` dropout lets everything pass, as in an evaluation.
  package enum Statistics: Hashable, Sendable {
    /// The batch's own, as in training; the running averages stay as they are.
    case batch
    /// The running averages.
    case running
  }

  /// What is differentiated, where it is no `Loss`: from the logits [rows, classes] to a value and its gradient, of the
  /// same shape.
  package typealias Objective = (Tensor) throws -> (value: Double, gradient: Tensor)

  private let network: Network
  private let workspace: Workspace
  private let statistics: Statistics
  private let seed: Int
  private let batch: Int
  private let numbers: FloatBuffer
  private let slopes: FloatBuffer
  private var labels: [Int]
  private var passes = 0

  /// - Parameters:
  ///   - network: whose layers; its numbers are the first parameters.
  ///   - batch: the most rows a pass takes.
  ///   - seed: what dropout draws with, pass after pass.
  ///   - gates: what ReLUs and max pools go by, where they are not to choose anew in every pass; dropout then lets
  ///     everything pass.
  /// - Precondition: `batch >= 1`.
  package init(
    _ network: Network, batch: Int, statistics: Statistics = .batch, seed: Int = 0, gates: FrozenGates? = nil
  ) {
    self.network = network
    self.statistics = statistics
    self.seed = seed
    self.batch = batch
    let plan = ExecutionPlan(network, gates: gates)
    workspace = Workspace(plan, lanes: Lanes(batch), training: true)
    numbers = FloatBuffer(count: plan.count)
    slopes = FloatBuffer(count: plan.count)
    labels = [Int](repeating: 0, count: batch)
    load(network)
  }

  private var plan: ExecutionPlan { workspace.plan }

  /// Where each parameter lies in the vectors.
  package var ranges: [Range<Int>] { plan.places.map(\.range) }

  /// The parameters, valid as long as this object.
  package var parameters: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: numbers.base, count: plan.count)
  }

  /// The gradient of the last pass, valid as long as this object; 0 where no gradient moves a number.
  package var gradient: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: slopes.base, count: plan.count)
  }

  /// Takes over the numbers of a network of the same layers.
  package func load(_ network: Network) { plan.load(network, into: numbers) }

  /// The network with the parameters as they are; what its masks prune is 0.
  package var current: Network { plan.unload(numbers, into: network) }

  /// The gradient as an array a parameter.
  package var gradients: [Tensor] {
    zip(plan.places, network.parameters).map { place, parameter in
      Tensor(parameter.value.shape, place.dense(slopes, count: parameter.value.count))
    }
  }

  /// The gradient of a loss, its mean over some rows.
  /// - Returns: loss and accuracy of these rows.
  /// - Precondition: 1 to `batch` rows of samples that fit the network.
  package func differentiate(
    _ rows: ArraySlice<Int>, of samples: Samples, loss: Loss = .crossEntropy(), checkpoint: Checkpoint = .none
  ) throws(Interrupted) -> Evaluation {
    let lanes = Lanes(rows.count)
    let pass = try forward(rows, of: samples, checkpoint: checkpoint)
    for (position, row) in rows.enumerated() { labels[position] = samples.labels[row] }
    let sums = labels.withUnsafeBufferPointer { labels in
      labels.baseAddress.map {
        loss.sums(
          workspace.logits, lanes, classes: plan.sizes[plan.logits], labels: $0, inputs: workspace.activation(0),
          gradient: workspace.logitsGradient)
      } ?? LossSums()
    }
    try workspace.backward(pass, gradient: slopes) { _ in }
    return Evaluation(loss: sums.loss / Double(rows.count), correct: sums.correct, count: rows.count)
  }

  /// The gradient of a function of the logits of some rows.
  /// - Returns: its value.
  /// - Precondition: 1 to `batch` rows of samples that fit the network; the function gives a gradient of the logits'
  ///   shape.
  package func differentiate(
    _ rows: ArraySlice<Int>, of samples: Samples, checkpoint: Checkpoint = .none, _ objective: Objective
  ) throws -> Double {
    let (lanes, classes) = (Lanes(rows.count), plan.sizes[plan.logits])
    let pass = try forward(rows, of: samples, checkpoint: checkpoint)
    var logits = [Float](repeating: 0, count: rows.count * classes)
    for (row, class_) in product(rows.count, classes) {
      logits[row * classes + class_] = workspace.logits[class_ * lanes.stride + row]
    }
    let (value, gradient) = try objective(Tensor([rows.count, classes], logits))
    precondition(gradient.shape == [rows.count, classes])
    let upstream = gradient.floats
    workspace.logitsGradient.update(repeating: 0, count: classes * lanes.stride)
    for (row, class_) in product(rows.count, classes) {
      workspace.logitsGradient[class_ * lanes.stride + row] = upstream[row * classes + class_]
    }
    try workspace.backward(pass, gradient: slopes) { _ in }
    return value
  }

  private func forward(
    _ rows: ArraySlice<Int>, of samples: Samples, checkpoint: Checkpoint
  ) throws(Interrupted) -> Pass {
    precondition(!rows.isEmpty && rows.count <= batch && samples.features == plan.sizes[0])
    try checkpoint.check()
    let (lanes, width, chosen) = (Lanes(rows.count), plan.sizes[0], Array(rows))
    samples.withView { view in
      chosen.withUnsafeBufferPointer {
        espalier_gather_lanes(
          view.inputs, width, $0.baseAddress, width, lanes.count, workspace.activation(0), lanes.stride)
      }
    }
    let isTraining = statistics == .batch
    let pass = workspace.pass(
      lanes, parameters: numbers, training: isTraining ? Pass.Training(seed: seed, step: passes) : nil,
      isDifferentiated: true, statistics: isTraining ? .batch(momentum: 0) : .running, checkpoint: checkpoint)
    passes += 1
    try workspace.forward(pass)
    return pass
  }

  private func product(_ rows: Int, _ columns: Int) -> some Sequence<(Int, Int)> {
    (0..<rows * columns).lazy.map { ($0 / columns, $0 % columns) }
  }
}
