import Tensors

extension Network {
  /// The network as the affine map that it begins with, whether a ReLU follows right behind, and the network behind
  /// both; nil where it does not begin with such a map, or nothing with weights is behind.
  ///
  /// Flattening, dense layers, convolutions, mean pools, and in an evaluation batch normalisation and dropout are affine.
  var affineSplit: (front: Network, rectifies: Bool, rest: Network)? {
    let front = nodes.prefix { node in
      switch node.layer {
      case .flatten, .dense, .convolution, .batchNorm, .averagePool, .globalAveragePool, .dropout: true
      default: false
      }
    }
    let rectifies = nodes.dropFirst(front.count).first?.layer == .relu
    let rest = nodes[(front.count + (rectifies ? 1 : 0))...]
    guard !front.flatMap(\.parameters).isEmpty, !rest.flatMap(\.parameters).isEmpty, let last = front.last else {
      return nil
    }
    let table = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0) })
    func part(_ nodes: ArraySlice<Node>, input: ImageShape) -> Network {
      Network(input: input, nodes.map { $0.named(inside: "") }, initializer: initializer, parameters: table)
    }
    return (part(front, input: input), rectifies, part(rest, input: last.output))
  }

  /// The network with a ReLU in front.
  var rectified: Network {
    Network(
      input: input, [.relu] + nodes.map { $0.named(inside: "") }, initializer: initializer,
      parameters: Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0) }))
  }
}
