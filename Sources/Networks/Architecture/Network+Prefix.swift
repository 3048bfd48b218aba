extension Network {
  /// The network up to a layer with weights, with the normalisation and the activation right behind it; from inside a
  /// residual layer, what its body has made of the input.
  /// - Throws: `NetworkError.unknownParameter` where there is no such layer.
  package func prefix(through name: String) throws(NetworkError) -> Network {
    guard let layers = Network.prefix(of: nodes, through: name, inside: "") else {
      throw .unknownParameter(name, known: weightedNodes.map(\.name))
    }
    let table = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0) })
    return Network(input: input, layers, initializer: initializer, parameters: table)
  }

  private static func prefix(of nodes: [Node], through name: String, inside outer: String) -> [Layer]? {
    var layers: [Layer] = []
    for (place, node) in nodes.enumerated() {
      if node.name == name {
        let behind = nodes[(place + 1)...].prefix { node in
          switch node.layer {
          case .batchNorm, .relu, .leakyReLU, .gelu, .tanh, .sigmoid: true
          default: false
          }
        }
        return layers + ([node] + behind).map { $0.named(inside: outer) }
      }
      for way in [node.body, node.shortcut] {
        if let inner = prefix(of: way, through: name, inside: outer) { return layers + inner }
      }
      layers.append(node.named(inside: outer))
    }
    return nil
  }
}

extension Node {
  /// The layer with the name that it has in the network, less what comes before it inside a residual layer.
  func named(inside outer: String) -> Layer {
    let own = String(name.dropFirst(outer.count))
    switch layer {
    case .dense(let it): return .dense(it.outputs, bias: it.bias, name: own)
    case .convolution(let it):
      return .convolution(
        it.outputs, kernel: it.kernel, stride: it.stride, padding: it.padding, groups: it.groups, bias: it.bias,
        name: own)
    case .batchNorm(let it): return .batchNorm(momentum: it.momentum, epsilon: it.epsilon, name: own)
    case .residual:
      let inner = name + "."
      return .residual(
        body.map { $0.named(inside: inner) }, shortcut: shortcut.map { $0.named(inside: inner) }, name: own)
    default: return layer
    }
  }
}
