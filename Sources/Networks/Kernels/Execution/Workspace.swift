import CKernels
import Tensors

/// The memory of passes over one plan, allocated once, and the passes themselves.
struct Workspace {
  let plan: ExecutionPlan
  private let memory: MemoryPlan
  private let blocks: [FloatBuffer]
  private let kept: [FloatBuffer]
  private let scratch = Scratch(workers: Parallel.threadCount)

  /// Memory for batches of at most `lanes`.
  /// - Precondition: there is memory (`byteCount`).
  /// - Parameter repeats: whether several backward passes, down to the input, follow one forward pass.
  init(_ plan: ExecutionPlan, lanes: Lanes, training: Bool, repeats: Bool = false) {
    self.plan = plan
    memory = MemoryPlan(plan, training: training, repeats: repeats)
    blocks = memory.blocks.map { FloatBuffer(count: $0 * lanes.stride) }
    kept = plan.steps.map { step in
      guard training, case .stage(let stage, _, _) = step else { return FloatBuffer(count: 0) }
      return FloatBuffer(count: stage.keptCount(lanes))
    }
  }

  /// Bytes that a workspace takes, the stages' scratch aside.
  static func byteCount(_ plan: ExecutionPlan, lanes: Lanes, training: Bool) -> Int {
    let memory = MemoryPlan(plan, training: training)
    let floats =
      memory.blocks.reduce(0) { $0 + $1 * lanes.stride }
      + (training ? plan.stages.reduce(0) { $0 + $1.keptCount(lanes) } : 0)
    return floats * MemoryLayout<Float>.stride
  }

  /// Where an activation lies; the batch is number 0.
  func activation(_ index: Int) -> UnsafeMutablePointer<Float> { blocks[memory.activations[index]].base }

  /// Where the logits lie after a forward pass.
  var logits: UnsafeMutablePointer<Float> { activation(plan.logits) }

  /// Where ∂loss/∂logits is to be written before a backward pass.
  var logitsGradient: UnsafeMutablePointer<Float> { gradient(0) }

  /// Where ∂loss/∂input lies after a backward pass down to it.
  var inputGradient: UnsafeMutablePointer<Float>? { memory.inputGradient.map { gradient($0) } }

  private func gradient(_ index: Int) -> UnsafeMutablePointer<Float> { blocks[memory.gradients[index]].base }

  /// What the stages of one pass share.
  /// - Parameter isDifferentiated: whether a backward pass follows; one does while training.
  func pass(
    _ lanes: Lanes, parameters: FloatBuffer, training: Pass.Training? = nil, isDifferentiated: Bool? = nil,
    statistics: Pass.Statistics = .running, checkpoint: Checkpoint
  ) -> Pass {
    Pass(
      lanes: lanes, parameters: parameters.base, scratch: scratch, training: training,
      isDifferentiated: isDifferentiated ?? (training != nil), statistics: statistics, checkpoint: checkpoint)
  }

  /// From the batch to the logits.
  /// - Parameter seen: told every step as soon as its output is there.
  func forward(_ pass: Pass, seen: ((ExecutionPlan.Step) -> Void)? = nil) throws(Interrupted) {
    for (index, step) in plan.steps.enumerated() {
      switch step {
      case .stage(let stage, let input, let output):
        try stage.forward(
          pass, input: activation(input), output: activation(output),
          kept: pass.isDifferentiated ? kept[index].base : nil)
      case .join(let body, let shortcut, let output, let rectifies):
        let (y, a, b) = (activation(output), activation(body), activation(shortcut))
        try forEachPart(of: plan.sizes[output], pass) { start, count in
          espalier_sum(y + start, a + start, b + start, count, rectifies ? 1 : 0)
        }
      }
      seen?(step)
    }
  }

  /// From ∂loss/∂logits to the gradient of every parameter, where one is asked for.
  func backward(_ pass: Pass, gradient parameters: FloatBuffer?, ready: (Range<Int>) -> Void) throws(Interrupted) {
    for move in memory.backward {
      switch move {
      case .stage(let index, let outputGradient, let inputGradient, let adding):
        guard case .stage(let stage, let input, let output) = plan.steps[index] else { continue }
        let dx = inputGradient.map { gradient($0) }
        let place = Pullback(
          input: activation(input), output: activation(output), kept: kept[index].base,
          outputGradient: gradient(outputGradient), inputGradient: dx, gradient: parameters?.base)
        try stage.pullback(pass, place, ready: ready)
        guard let dx, let adding else { continue }
        try forEachPart(of: plan.sizes[input], pass) { start, count in
          espalier_add(dx + start, gradient(adding) + start, count)
        }
      case .join(let index, let own):
        guard case .join(_, _, let output, true) = plan.steps[index] else { continue }
        let (dy, y) = (gradient(own), activation(output))
        try forEachPart(of: plan.sizes[output], pass) { start, count in
          espalier_rectify_gradient(dy + start, y + start, count)
        }
      case .sum(let a, let b, let target, let size):
        let (y, one, other) = (gradient(target), gradient(a), gradient(b))
        try forEachPart(of: size, pass) { start, count in
          espalier_sum(y + start, one + start, other + start, count, 0)
        }
      case .copy(let source, let target, let size):
        gradient(target).update(from: gradient(source), count: size * pass.lanes.stride)
      }
    }
  }

  /// Ranges of the floats of an activation, side by side.
  private func forEachPart(
    of features: Int, _ pass: Pass, _ body: (_ start: Int, _ count: Int) -> Void
  ) throws(Interrupted) {
    let stride = pass.lanes.stride
    let shards = Shards(rows: features, work: stride)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      let rows = shards[shard]
      body(rows.lowerBound * stride, rows.count * stride)
    }
  }
}
