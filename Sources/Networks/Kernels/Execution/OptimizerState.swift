import CKernels
import Glibc

/// What an optimiser remembers of earlier steps, and its arithmetic on ranges of the parameter buffer.
final class OptimizerState {
  private let optimizer: Optimizer
  private let first: FloatBuffer?
  private let second: FloatBuffer?
  /// The mark of every offset; nil where nothing is pruned.
  private let marks: [UInt8]?
  private var sgd = espalier_sgd()
  private var adam = espalier_adam()
  private var steps = 0

  /// - Complexity: O(parameters).
  init(_ optimizer: Optimizer, network: Network, plan: ExecutionPlan) {
    self.optimizer = optimizer
    switch optimizer {
    case .sgd(_, let momentum, _, _):
      first = momentum == 0 ? nil : FloatBuffer(count: plan.count)
      second = nil
    case .adam:
      first = FloatBuffer(count: plan.count)
      second = FloatBuffer(count: plan.count)
    }
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

  /// Fixes the constants of the next step.
  func beginStep() {
    steps += 1
    switch optimizer {
    case .sgd(let rate, let momentum, let nesterov, let decay):
      sgd = espalier_sgd(
        rate: Float(rate), momentum: Float(momentum), decay: Float(decay), nesterov: nesterov ? 1 : 0)
    case .adam(let rate, let beta1, let beta2, let epsilon):
      adam = espalier_adam(
        fresh1: Float(1 - beta1), beta2: Float(beta2), fresh2: Float(1 - beta2), epsilon: Float(epsilon),
        scale: Float(rate / (1 - pow(beta1, Double(steps)))),
        root: Float(1 / (1 - pow(beta2, Double(steps))).squareRoot()))
    }
  }

  /// Moves the parameters of a range by their gradient; disjoint ranges may be moved at once.
  func update(_ range: Range<Int>, parameters: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>) {
    let start = range.lowerBound
    func apply(_ mask: UnsafePointer<UInt8>?) {
      switch optimizer {
      case .sgd:
        espalier_sgd_step(
          parameters + start, gradient + start, first.map { $0.base + start }, mask, range.count, &sgd)
      case .adam:
        guard let first, let second else { return }
        espalier_adam_step(
          parameters + start, gradient + start, first.base + start, second.base + start, mask, range.count, &adam)
      }
    }
    if let marks {
      marks.withUnsafeBufferPointer { apply($0.baseAddress.map { $0 + start }) }
    } else {
      apply(nil)
    }
  }
}
