public import Networks
public import Tensors

/// What a layer keeps of its weights under a scope.
public struct LayerDensity: Hashable, Sendable {
  /// The name of its weight.
  public let parameter: String
  /// The shape of its weight, outputs first.
  public let shape: Shape
  /// The fraction that the scope's formula gives, in (0, 1].
  public let density: Double
  /// The weights that makes, by the scope's rule for counts.
  public let kept: Int

  /// All of its weights.
  public var count: Int { shape.count }
}

/// How many weights each layer keeps at a sparsity, from the shapes alone: nothing is scored or pruned.
/// - Parameters:
///   - network: whose layers; its masks and numbers do not matter.
///   - sparsity: of the weights that are not excluded, in [0, 1).
///   - scope: all but `.global` and the rules for rounds.
///   - excluded: layers by name that stay dense and out of the count.
/// - Throws: `PruningError` for a sparsity outside [0, 1), an unknown layer, a scope that needs scores.
/// - Complexity: O(layers²).
public func densities(
  of network: Network, sparsity: Double, scope: Scope = .erdosRenyiKernel, excluding excluded: [String] = []
) throws -> [LayerDensity] {
  guard sparsity >= 0, sparsity < 1 else {
    throw PruningError.fraction(name: "sparsity", expected: "a fraction in [0, 1)", found: sparsity)
  }
  let left = try network.excluded(excluded)
  let layers = network.prunableIndices.enumerated().map { place, index in
    let parameter = network.parameters[index]
    return ScopedLayer(
      name: parameter.name, shape: parameter.value.shape, count: parameter.value.count,
      survivors: parameter.value.count, isFirst: place == 0, isOutput: place == network.prunableIndices.count - 1,
      isExcluded: left.contains(index))
  }
  let shares = try scope.rule.shares(atSparsity: sparsity, of: layers)
  return zip(layers, shares).map { layer, share in
    LayerDensity(
      parameter: layer.name, shape: layer.shape, density: layer.isExcluded ? 1 : 1 - share.sparsity,
      kept: layer.isExcluded ? layer.count : share.kept)
  }
}
