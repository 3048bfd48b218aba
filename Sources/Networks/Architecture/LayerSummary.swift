public import Tensors

/// A layer with parameters, as a row of a table.
public struct LayerSummary: Hashable, Sendable {
  /// What the layer is called.
  public let name: String
  /// What it computes.
  public let kind: String
  /// The shape of its weights, outputs first; empty where it has none.
  public let shape: Shape
  /// What it gives.
  public let output: ImageShape
  /// All that it learns: weights, biases, scales.
  public let parameterCount: Int
  /// Its weights that pruning may touch.
  public let prunableCount: Int
  /// Those of them that are present.
  public let remaining: Int

  /// The fraction of prunable weights that is pruned, in [0, 1].
  public var sparsity: Double { prunableCount == 0 ? 0 : Double(prunableCount - remaining) / Double(prunableCount) }
}

extension Network {
  /// A row for every layer that has parameters, those inside residual layers included.
  public var summary: [LayerSummary] {
    var next = 0
    return weightedNodes.map { node in
      let own = parameters[next..<next + node.parameters.count]
      next += own.count
      let weight = own.first(where: \.isPrunable)
      return LayerSummary(
        name: node.name, kind: node.layer.kind, shape: (weight ?? own.first)?.value.shape ?? [], output: node.output,
        parameterCount: own.reduce(0) { $0 + ($1.isTrained ? $1.value.count : 0) },
        prunableCount: weight?.value.count ?? 0, remaining: weight?.remaining ?? 0)
    }
  }

  /// The nodes that have parameters of their own, in the order of the parameters.
  package var weightedNodes: [Node] {
    func own(_ nodes: [Node]) -> [Node] {
      nodes.flatMap { node -> [Node] in
        if case .residual = node.layer { return own(node.body) + own(node.shortcut) }
        return node.parameters.isEmpty ? [] : [node]
      }
    }
    return own(nodes)
  }
}
