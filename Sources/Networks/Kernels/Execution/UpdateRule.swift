import CKernels
import Glibc

/// The arithmetic of one step of an optimiser, its constants rounded once.
package struct UpdateRule {
  private enum Kernel {
    case sgd(espalier_sgd)
    case adam(espalier_adam)
  }

  private let kernel: Kernel

  /// - Parameters:
  ///   - step: how many steps this optimiser will have made with this one, from 1.
  ///   - factor: what the rate is multiplied by.
  package init(_ optimizer: Optimizer, step: Int, factor: Double = 1) {
    switch optimizer {
    case .sgd(let rate, let momentum, let nesterov, let decay):
      kernel = .sgd(
        espalier_sgd(
          rate: Float(rate * factor), momentum: Float(momentum), decay: Float(decay), nesterov: nesterov ? 1 : 0))
    case .adam(let rate, let beta1, let beta2, let epsilon, let decay):
      kernel = .adam(espalier_adam(rate: rate * factor, beta1, beta2, epsilon, step: step, decay: decay))
    case .adamW(let rate, let beta1, let beta2, let epsilon, let decay):
      kernel = .adam(
        espalier_adam(rate: rate * factor, beta1, beta2, epsilon, step: step, keep: 1 - rate * factor * decay))
    }
  }

  /// Moves `count` weights by their gradient; ranges of a parameter may be moved one by one, in any order.
  /// - Parameters:
  ///   - first: the moving mean of the gradient; nil where the optimiser keeps none.
  ///   - second: the moving mean of its square; nil where the optimiser keeps none.
  ///   - mask: 0 where a weight is pruned; nil where none is.
  /// - Complexity: O(count).
  package func move(
    _ weights: UnsafeMutablePointer<Float>, by gradient: UnsafePointer<Float>, first: UnsafeMutablePointer<Float>?,
    second: UnsafeMutablePointer<Float>?, mask: UnsafePointer<UInt8>?, count: Int
  ) {
    switch kernel {
    case .sgd(var rule): espalier_sgd_step(weights, gradient, first, mask, count, &rule)
    case .adam(var rule): espalier_adam_step(weights, gradient, first, second, mask, count, &rule)
    }
  }
}

extension espalier_adam {
  fileprivate init(
    rate: Double, _ beta1: Double, _ beta2: Double, _ epsilon: Double, step: Int, decay: Double = 0, keep: Double = 1
  ) {
    self.init(
      fresh1: Float(1 - beta1), beta2: Float(beta2), fresh2: Float(1 - beta2), epsilon: Float(epsilon),
      scale: Float(rate / (1 - pow(beta1, Double(step)))),
      root: Float(1 / (1 - pow(beta2, Double(step))).squareRoot()), decay: Float(decay), keep: Float(keep))
  }
}

extension Optimizer {
  /// How many numbers a weight the optimiser remembers.
  package var memory: Int {
    switch self {
    case .sgd(_, let momentum, _, _): momentum == 0 ? 0 : 1
    case .adam, .adamW: 2
    }
  }
}
