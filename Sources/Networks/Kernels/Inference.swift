import Tensors

/// Labelled rows in memory that somebody else keeps alive.
struct SampleView {
  let inputs: UnsafePointer<Float>
  let labels: UnsafePointer<Int>
  let count: Int
}

/// Forward passes over many rows, in chunks whose activations stay in the cache.
struct Inference {
  private let plan: ExecutionPlan
  private let parameters: FloatBuffer
  private let chunk: Int
  private let buffers: [FloatBuffer]

  /// Rows a chunk, a function of shapes alone: large enough for the products, small enough for the cache.
  private static let rowsPerChunk = 512

  /// Passes over the parameters as they stand in memory at each call.
  init(_ plan: ExecutionPlan, parameters: FloatBuffer, rows: Int) {
    self.plan = plan
    self.parameters = parameters
    chunk = max(min(rows, Inference.rowsPerChunk), 1)
    // Layers alternate between two buffers.
    let size = chunk * plan.widestOutput
    buffers = [FloatBuffer(count: size), FloatBuffer(count: size)]
  }

  /// Passes over a network's own numbers.
  init(_ network: Network, rows: Int) {
    let plan = ExecutionPlan(network)
    let parameters = FloatBuffer(count: plan.count)
    plan.load(network, into: parameters)
    self.init(plan, parameters: parameters, rows: rows)
  }

  /// Numbers in a row of logits.
  private var classes: Int { plan.stages[plan.stages.count - 1].outputWidth }

  /// Calls `body` with the logits of one chunk after another: first row, row count, logits.
  private func forEachChunk(
    _ inputs: UnsafePointer<Float>, rows: Int, checkpoint: Checkpoint,
    _ body: (Int, Int, UnsafePointer<Float>) -> Void
  ) throws(Interrupted) {
    let width = plan.stages[0].inputWidth
    for first in stride(from: 0, to: rows, by: chunk) {
      let count = min(chunk, rows - first)
      var source = inputs + first * width
      for (index, stage) in plan.stages.enumerated() {
        let target = buffers[index % 2].base
        try stage.forward(
          rows: count, input: source, output: target, parameters: parameters.base, checkpoint: checkpoint)
        source = UnsafePointer(target)
      }
      body(first, count, source)
    }
  }

  /// The logits of contiguous rows.
  func logits(_ inputs: [Float], checkpoint: Checkpoint) throws(Interrupted) -> [Float] {
    let rows = inputs.count / plan.stages[0].inputWidth
    var logits = [Float](repeating: 0, count: rows * classes)
    try logits.withUnsafeMutableBufferPointer { target throws(Interrupted) in
      try inputs.withUnsafeBufferPointer { source throws(Interrupted) in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        try forEachChunk(source, rows: rows, checkpoint: checkpoint) { first, count, chunk in
          (target + first * classes).update(from: chunk, count: count * classes)
        }
      }
    }
    return logits
  }

  /// Mean loss and accuracy.
  func evaluate(_ samples: SampleView, checkpoint: Checkpoint) throws(Interrupted) -> Evaluation {
    var loss = 0.0
    var correct = 0
    try forEachChunk(samples.inputs, rows: samples.count, checkpoint: checkpoint) { first, count, logits in
      let sums = SoftmaxCrossEntropy.sums(logits, rows: count, classes: classes, labels: samples.labels + first)
      loss += sums.loss
      correct += sums.correct
    }
    return Evaluation(loss: loss / Double(samples.count), correct: correct, count: samples.count)
  }
}
