public import Tensors

/// A layer with parameters, as a row of a table.
public struct LayerSummary: Hashable, Sendable {
  /// What the layer is called.
  public let name: String
  /// What it computes.
  public let kind: String
  /// The shape of its weights, [outputs, inputs].
  public let shape: Shape
  /// Its weights and biases.
  public let parameterCount: Int
  /// Its weights that pruning may touch.
  public let prunableCount: Int
  /// Those of them that are present.
  public let remaining: Int

  /// The fraction of prunable weights that is pruned, in [0, 1].
  public var sparsity: Double { prunableCount == 0 ? 0 : Double(prunableCount - remaining) / Double(prunableCount) }
}

extension Network {
  /// A row for every layer that has parameters.
  public var summary: [LayerSummary] {
    dense.enumerated().map { index, layer in
      let weight = parameters[2 * index]
      return LayerSummary(
        name: layer.name, kind: "dense", shape: weight.value.shape,
        parameterCount: weight.value.count + parameters[2 * index + 1].value.count,
        prunableCount: weight.value.count, remaining: weight.remaining)
    }
  }
}
