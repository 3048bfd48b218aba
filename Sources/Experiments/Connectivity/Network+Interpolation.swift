public import Networks
import Tensors

extension Network {
  /// Whether a straight line to another network makes sense: the same layers and the same masks.
  /// - Throws: `ExperimentError.architectures` or `.masks`.
  func demandSameShape(as other: Network) throws(ExperimentError) {
    guard layers == other.layers, input == other.input else {
      throw .architectures("\(layers)", "\(other.layers)")
    }
    for (own, others) in zip(parameters, other.parameters) where own.mask != others.mask {
      // A mask that keeps everything is as good as none.
      guard own.remaining == own.value.count, others.remaining == others.value.count else {
        throw .masks(parameter: own.name, remaining: own.remaining, others.remaining)
      }
    }
  }

  /// The network a fraction of the way to another, every number interpolated: (1 - α) · w + α · w′, running statistics
  /// of batch normalisations included. α = 0 and α = 1 are the two networks themselves.
  /// - Throws: `ExperimentError.architectures` and `.masks` unless both have the same layers and masks.
  /// - Complexity: O(parameters).
  public func interpolated(_ fraction: Double, to other: Network) throws -> Network {
    try demandSameShape(as: other)
    if fraction == 0 { return self }
    if fraction == 1 { return other }
    let near = Float(1 - fraction)
    let far = Float(fraction)
    var network = self
    for (own, others) in zip(parameters, other.parameters) {
      let values = zip(own.value.floats, others.value.floats).map { near * $0 + far * $1 }
      network = try network.setting(own.name, to: Tensor(own.value.shape, values))
    }
    return network
  }

  /// The Euclidean distance to another network over all numbers that gradients move.
  /// - Throws: `ExperimentError.architectures`, `.masks`.
  /// - Complexity: O(parameters).
  public func distance(to other: Network) throws -> Double {
    try demandSameShape(as: other)
    var sum = 0.0
    for (own, others) in zip(parameters, other.parameters) where own.isTrained {
      for (a, b) in zip(own.value.floats, others.value.floats) {
        let difference = Double(a) - Double(b)
        sum += difference * difference
      }
    }
    return sum.squareRoot()
  }

  /// The Euclidean distance to another network over this one's surviving prunable weights: how far training has moved
  /// what is left, biases aside. The other's masks do not matter.
  ///
  /// Source: He, Xie, Zhu, Qin, "Sparse double descent", arXiv:2206.08684.
  /// - Throws: `ExperimentError.architectures`.
  /// - Complexity: O(parameters).
  public func learningDistance(from initial: Network) throws(ExperimentError) -> Double {
    guard layers == initial.layers, input == initial.input else {
      throw .architectures("\(layers)", "\(initial.layers)")
    }
    var sum = 0.0
    for (own, others) in zip(parameters, initial.parameters) where own.isPrunable {
      let kept = own.mask?.kept
      for (index, (a, b)) in zip(own.value.floats, others.value.floats).enumerated() where kept?[index] != 0 {
        let difference = Double(a) - Double(b)
        sum += difference * difference
      }
    }
    return sum.squareRoot()
  }
}
