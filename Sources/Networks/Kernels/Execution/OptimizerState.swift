import Tensors

/// What an optimiser remembers of earlier steps, on ranges of the parameter buffer.
final class OptimizerState {
  private let optimizer: Optimizer
  private let first: FloatBuffer?
  private let second: FloatBuffer?
  /// The mark of every offset; nil where nothing is pruned.
  let marks: [UInt8]?
  /// Whether what is remembered of pruned weights goes on by their gradients.
  private let remembersPruned: Bool
  private var rule: UpdateRule
  /// Updates so far.
  private(set) var steps = 0

  /// - Complexity: O(parameters).
  init(_ optimizer: Optimizer, network: Network, plan: ExecutionPlan, remembersPruned: Bool = false) {
    self.optimizer = optimizer
    self.remembersPruned = remembersPruned
    rule = UpdateRule(optimizer, step: 1)
    first = optimizer.memory > 0 ? FloatBuffer(count: plan.count) : nil
    second = optimizer.memory > 1 ? FloatBuffer(count: plan.count) : nil
    guard network.parameters.contains(where: { $0.mask != nil }) else {
      marks = nil
      return
    }
    var marks = [UInt8](repeating: 1, count: plan.count)
    for (place, parameter) in zip(plan.places, network.parameters) where place.order == nil {
      if let mask = parameter.mask { marks.replaceSubrange(place.range, with: mask.kept) }
    }
    self.marks = marks
  }

  /// What is remembered, in the order of the update rule.
  var memory: [FloatBuffer] { [first, second].compactMap(\.self) }

  /// Goes on from an earlier state, whose numbers have been put into `memory`.
  func restore(steps: Int) { self.steps = steps }

  /// Fixes the constants of the next step, whose rate is multiplied by `factor`.
  func beginStep(factor: Double = 1) {
    steps += 1
    rule = UpdateRule(optimizer, step: steps, factor: factor)
  }

  /// Weights that a shard moves.
  private static let shard = 1 << 15

  /// Moves the parameters of many ranges, side by side.
  func update(
    _ ranges: [Range<Int>], parameters: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    checkpoint: Checkpoint
  ) throws(Interrupted) {
    let shards = ranges.flatMap { range in
      stride(from: range.lowerBound, to: range.upperBound, by: OptimizerState.shard).map {
        $0..<min($0 + OptimizerState.shard, range.upperBound)
      }
    }
    try Parallel.forEach(shards.count, checkpoint: checkpoint) { shard in
      update(shards[shard], parameters: parameters, gradient: gradient)
    }
  }

  /// Moves the parameters of a range by their gradient; disjoint ranges may be moved at once.
  func update(_ range: Range<Int>, parameters: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>) {
    let start = range.lowerBound
    func apply(_ mask: UnsafePointer<UInt8>?) {
      rule.move(
        parameters + start, by: gradient + start, first: first.map { $0.base + start },
        second: second.map { $0.base + start }, mask: mask, count: range.count)
    }
    guard let marks else { return apply(nil) }
    guard remembersPruned else { return marks.withUnsafeBufferPointer { apply($0.baseAddress.map { $0 + start }) } }
    apply(nil)
    for index in range where marks[index] == 0 { parameters[index] = 0 }
  }
}
