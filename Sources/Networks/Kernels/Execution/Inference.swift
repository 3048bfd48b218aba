import CKernels
import Tensors

/// Labelled rows in memory that somebody else keeps alive.
struct SampleView {
  let inputs: UnsafePointer<Float>
  let labels: UnsafePointer<Int>
  let count: Int
}

/// Forward passes over many rows, in batches whose activations stay in the cache where they can.
struct Inference {
  private let workspace: Workspace
  private let parameters: FloatBuffer
  private let most: Int

  /// Passes over the parameters as they stand in memory at each call.
  init(_ plan: ExecutionPlan, parameters: FloatBuffer, rows: Int) {
    self.parameters = parameters
    most = max(min(rows, Inference.rowsPerBatch(plan)), 1)
    workspace = Workspace(plan, lanes: Lanes(most), training: false)
  }

  /// Passes over a network's own numbers.
  init(_ network: Network, rows: Int) {
    let plan = ExecutionPlan(network)
    let parameters = FloatBuffer(count: plan.count)
    plan.load(network, into: parameters)
    self.init(plan, parameters: parameters, rows: rows)
  }

  /// A function of shapes alone: enough for the products, few enough that the widest activation takes about 8 MB.
  static func rowsPerBatch(_ plan: ExecutionPlan) -> Int {
    let widest = plan.sizes.max() ?? 1
    return min(max((1 << 21) / widest / Lanes.vector * Lanes.vector, 4 * Lanes.vector), 512)
  }

  private var plan: ExecutionPlan { workspace.plan }

  /// Numbers in a row of logits.
  private var classes: Int { plan.sizes[plan.logits] }

  /// Calls `body` with the logits of one batch after another: first row, lanes, logits.
  private func forEachBatch(
    _ inputs: UnsafePointer<Float>, rows: Int, checkpoint: Checkpoint,
    _ body: (Int, Lanes, UnsafePointer<Float>) -> Void
  ) throws(Interrupted) {
    let width = plan.sizes[0]
    for first in stride(from: 0, to: rows, by: most) {
      try checkpoint.check()
      let lanes = Lanes(min(most, rows - first))
      espalier_gather_lanes(
        inputs + first * width, width, nil, width, lanes.count, workspace.activation(0), lanes.stride)
      try workspace.forward(workspace.pass(lanes, parameters: parameters, checkpoint: checkpoint))
      body(first, lanes, workspace.logits)
    }
  }

  /// The logits of contiguous rows.
  func logits(_ inputs: [Float], checkpoint: Checkpoint) throws(Interrupted) -> [Float] {
    let rows = inputs.count / plan.sizes[0]
    var logits = [Float](repeating: 0, count: rows * classes)
    try logits.withUnsafeMutableBufferPointer { target throws(Interrupted) in
      try inputs.withUnsafeBufferPointer { source throws(Interrupted) in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        try forEachBatch(source, rows: rows, checkpoint: checkpoint) { first, lanes, z in
          espalier_scatter_lanes(z, lanes.stride, classes, lanes.count, target + first * classes, classes, nil)
        }
      }
    }
    return logits
  }

  /// Mean loss and accuracy.
  func evaluate(_ samples: SampleView, _ loss: Loss, checkpoint: Checkpoint) throws(Interrupted) -> Evaluation {
    var sums = LossSums()
    try forEachBatch(samples.inputs, rows: samples.count, checkpoint: checkpoint) { first, lanes, z in
      sums.add(loss.sums(z, lanes, classes: classes, labels: samples.labels + first, inputs: workspace.activation(0)))
    }
    return Evaluation(loss: sums.loss / Double(samples.count), correct: sums.correct, count: samples.count)
  }
}
