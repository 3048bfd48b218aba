public import Networks
public import Tensors

/// A weight that a score is asked for, in its place in the network.
public struct ScoredParameter: Sendable {
  /// The network that is pruned, under the masks it has.
  public let network: Network
  /// The place of the weight among the network's parameters.
  public let index: Int

  init(_ network: Network, _ index: Int) {
    self.network = network
    self.index = index
  }

  /// The weight.
  public var parameter: Parameter { network.parameters[index] }
  /// Its name, such as `fc1.weight`.
  public var name: String { parameter.name }
  /// Its numbers, outputs first; zero where they are pruned.
  public var value: Tensor { parameter.value }
  /// What of it is pruned; nil while everything is there.
  public var mask: Mask? { parameter.mask }

  /// A tensor of the weight's shape out of its numbers, one by one.
  public func map(_ transform: (Double) -> Double) -> Tensor {
    Tensor(value.shape, value.doubles.map(transform))
  }
}
