import Tensors

extension Network {
  /// The network without the units that a link's plan removes; nil where it removes none.
  /// - Complexity: O(parameters), those of other layers shared.
  func removing(at link: CompactionLink) -> Network? {
    var table = ParameterTable(self)
    guard let plan = link.plan(table) else { return nil }
    let (producer, consumer, units) = (link.producer.name, link.consumer.name, link.units)
    for name in [".weight", ".bias"] where table.byName[producer + name] != nil {
      table.keep(plan.kept, of: units, axis: 0, in: producer + name)
    }
    for node in link.between {
      guard case .batchNorm = node.layer else { continue }
      for parameter in node.parameters { table.keep(plan.kept, of: units, axis: 0, in: parameter.name) }
    }
    var addsBias = false
    if plan.shifts.contains(where: { $0 != 0 }) {
      if table.byName[consumer + ".bias"] == nil, let norm = link.norm {
        // γ·(x + s - μ)/σ + β: the shift goes into the mean.
        table.add(plan.shifts.map { -$0 }, to: norm.name + ".running_mean")
      } else {
        addsBias = table.byName[consumer + ".bias"] == nil
        table.add(plan.shifts, to: consumer + ".bias")
      }
    }
    table.keep(plan.kept, of: units, axis: 1, in: consumer + ".weight")
    let layers = Network.layers(of: nodes) { name, layer in
      if name == producer { return layer.with(outputs: plan.kept.count) }
      return addsBias && name == consumer ? layer.withBias : layer
    }
    return Network(input: input, layers, initializer: initializer, parameters: table.byName)
  }

  /// The layers of nodes, those with weights changed.
  static func layers(of nodes: [Node], _ change: (String, Layer) -> Layer) -> [Layer] {
    nodes.map { node in
      guard case .residual(let residual) = node.layer else { return change(node.name, node.layer) }
      return .residual(
        layers(of: node.body, change), shortcut: layers(of: node.shortcut, change), name: residual.name)
    }
  }
}

extension Layer {
  /// A dense layer or a convolution with another number of outputs.
  func with(outputs: Int) -> Layer {
    switch self {
    case .dense(let it): .dense(outputs, bias: it.bias, name: it.name)
    case .convolution(let it): .convolution(it, outputs: outputs, bias: it.bias)
    default: self
    }
  }

  /// A dense layer or a convolution that has a bias.
  fileprivate var withBias: Layer {
    switch self {
    case .dense(let it): .dense(it.outputs, bias: true, name: it.name)
    case .convolution(let it): .convolution(it, outputs: it.outputs, bias: true)
    default: self
    }
  }

  private static func convolution(_ it: Convolution, outputs: Int, bias: Bool) -> Layer {
    .convolution(
      outputs, kernel: it.kernel, stride: it.stride, padding: it.padding, groups: it.groups, bias: bias, name: it.name)
  }
}
