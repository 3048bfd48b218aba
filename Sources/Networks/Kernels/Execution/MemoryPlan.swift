/// Which block of memory each activation and each gradient of a pass lives in, so that blocks are used again as soon as
/// what they held has been read for the last time.
///
/// The moments of a training step with n steps forward: step i runs at moment i, the loss at n, the pullback of step i
/// at 2n - i.
struct MemoryPlan: Sendable {
  /// The pullback of one step.
  enum Backward: Sendable {
    /// Step `step`: the gradient that it reads and the one that it writes, to which `adding` is added afterwards.
    case stage(step: Int, outputGradient: Int, inputGradient: Int?, adding: Int?)
    /// The end of a residual layer: its gradient, cut by ReLU, becomes that of both ways through.
    case join(step: Int, gradient: Int)
    /// Two gradients at one activation become one.
    case sum(Int, Int, to: Int, size: Int)
    /// A gradient that a stage will change while another way still needs it.
    case copy(from: Int, to: Int, size: Int)
  }

  /// The block of every activation.
  private(set) var activations: [Int]
  /// The block of every gradient.
  private(set) var gradients: [Int] = []
  /// Floats a lane of every block.
  private(set) var blocks: [Int] = []
  /// The pullbacks, last step first; empty for a plan without training.
  private(set) var backward: [Backward] = []

  /// The gradient of the batch, where the pullbacks go down to it.
  private(set) var inputGradient: Int?

  /// - Parameter repeats: whether several backward passes, down to the input, follow one forward pass: activations then
  ///   stay for ever.
  /// - Complexity: O(n²) in the steps.
  init(_ plan: ExecutionPlan, training: Bool, repeats: Bool = false) {
    activations = [Int](repeating: 0, count: plan.sizes.count)
    var lives = MemoryPlan.activationLives(plan, training: training)
    if repeats { for index in lives.indices { lives[index].death = .max } }
    if training { lives += backwardLives(plan, toInput: repeats) }
    var free: [Int] = []
    var busy: [(death: Int, block: Int)] = []
    for life in lives.sorted(by: {
      ($0.birth, $0.isGradient ? 1 : 0, $0.index) < ($1.birth, $1.isGradient ? 1 : 0, $1.index)
    }) {
      free += busy.filter { $0.death < life.birth }.map(\.block)
      busy.removeAll { $0.death < life.birth }
      let block = take(life.size, from: &free)
      busy.append((life.death, block))
      if life.isGradient { gradients[life.index] = block } else { activations[life.index] = block }
    }
  }

  /// From when to when something is needed.
  private struct Life {
    let isGradient: Bool
    let index: Int
    let size: Int
    let birth: Int
    var death: Int
  }

  private static func activationLives(_ plan: ExecutionPlan, training: Bool) -> [Life] {
    let n = plan.steps.count
    var lives = plan.sizes.enumerated().map { index, size in
      Life(isGradient: false, index: index, size: size, birth: index == 0 ? -1 : .max, death: n)
    }
    func use(_ index: Int, at moment: Int) { lives[index].death = max(lives[index].death, moment) }
    for (i, step) in plan.steps.enumerated() {
      let output = step.output
      lives[output] = Life(isGradient: false, index: output, size: plan.sizes[output], birth: i, death: i)
      switch step {
      case .stage(let stage, let input, _):
        use(input, at: training && stage.readsInput ? 2 * n - i : i)
        if training && stage.readsOutput { use(output, at: 2 * n - i) }
      case .join(let body, let shortcut, _, let rectifies):
        use(body, at: i)
        use(shortcut, at: i)
        if training && rectifies { use(output, at: 2 * n - i) }
      }
    }
    use(plan.logits, at: n)
    return lives
  }

  /// Walks back from the loss: who writes which gradient, and how long each is needed.
  private mutating func backwardLives(_ plan: ExecutionPlan, toInput: Bool) -> [Life] {
    let n = plan.steps.count
    var lives: [Life] = []
    /// The gradient of each activation as far as it is known.
    var pending: [Int: Int] = [:]
    func fresh(_ size: Int, at moment: Int) -> Int {
      lives.append(Life(isGradient: true, index: lives.count, size: size, birth: moment, death: moment))
      return lives.count - 1
    }
    pending[plan.logits] = fresh(plan.sizes[plan.logits], at: n)
    for (i, step) in plan.steps.enumerated().reversed() {
      let moment = 2 * n - i
      guard var own = pending.removeValue(forKey: step.output) else { preconditionFailure("a step nobody reads") }
      lives[own].death = moment
      let changes =
        switch step {
        case .join(_, _, _, let rectifies): rectifies
        case .stage(let stage, _, _): stage.changesOutputGradient
        }
      if changes, pending.values.contains(own) {
        let copy = fresh(lives[own].size, at: moment)
        backward.append(.copy(from: own, to: copy, size: lives[own].size))
        own = copy
      }
      switch step {
      case .join(let body, let shortcut, _, _):
        backward.append(.join(step: i, gradient: own))
        for way in [body, shortcut] {
          guard let earlier = pending[way] else {
            pending[way] = own
            continue
          }
          // A residual layer inside another, both of whose shortcuts start at the same place.
          let both = fresh(plan.sizes[way], at: moment)
          lives[earlier].death = max(lives[earlier].death, moment)
          backward.append(.sum(own, earlier, to: both, size: plan.sizes[way]))
          pending[way] = both
        }
      case .stage(_, let input, _):
        guard input != 0 || toInput else {
          backward.append(.stage(step: i, outputGradient: own, inputGradient: nil, adding: nil))
          continue
        }
        let earlier = pending[input]
        let gradient = fresh(plan.sizes[input], at: moment)
        if let earlier { lives[earlier].death = max(lives[earlier].death, moment) }
        backward.append(.stage(step: i, outputGradient: own, inputGradient: gradient, adding: earlier))
        pending[input] = gradient
      }
    }
    if toInput, let own = pending[0] {
      inputGradient = own
      lives[own].death = .max
    }
    gradients = [Int](repeating: 0, count: lives.count)
    return lives
  }

  /// The smallest free block that is large enough, else the largest, grown, else a new one.
  private mutating func take(_ size: Int, from free: inout [Int]) -> Int {
    let fitting = free.filter { blocks[$0] >= size }.min { (blocks[$0], $0) < (blocks[$1], $1) }
    guard let block = fitting ?? free.max(by: { (blocks[$0], -$0) < (blocks[$1], -$1) }) else {
      blocks.append(size)
      return blocks.count - 1
    }
    free.removeAll { $0 == block }
    blocks[block] = max(blocks[block], size)
    return block
  }
}
