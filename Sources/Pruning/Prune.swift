public import Networks
public import Tensors

/// Prunes a network once to a sparsity; what is already pruned stays pruned and counts.
///
/// Of N elements (weights of the network or of each layer, excluded layers left out; blocks or units where the structure
/// says so) round(sparsity · N) are gone afterwards, exactly; ties as `Scope` says.
/// - Parameters:
///   - network: what to prune; unchanged.
///   - sparsity: the fraction of elements that is to be gone, in [0, 1); nil where the scope or the structure brings its
///     own, as `.layerwise([0.5, 0])` and `.nm(2, of: 4)` do.
///   - score: what they are ranked by.
///   - scope: among which they compete, and how many go.
///   - structure: what goes as one.
///   - excluded: layers by name that stay as they are.
///   - keeping: the least of a layer's elements that is left.
/// - Returns: the network with masks, the pruned weights zero.
/// - Throws: `PruningError` for a sparsity outside [0, 1) or below what is there already, choices that do not go
///   together, a layer that would be empty, scores that cannot rank; `Interrupted`.
/// - Complexity: O(n) in the surviving elements, and the score.
public func prune(
  _ network: Network, toSparsity sparsity: Double? = nil, by score: PruningScore = .magnitude, scope: Scope = .global,
  structure: Structure = .unstructured, excluding excluded: [String] = [], keeping: Int = 0,
  checkpoint: Checkpoint = .none
) throws -> Network {
  try prune(
    network, toSparsity: sparsity,
    PruningChoices(by: score, scope: scope, structure: structure, excluding: excluded, keeping: keeping),
    checkpoint: checkpoint)
}

/// The same with the choices as one value.
public func prune(
  _ network: Network, toSparsity sparsity: Double?, _ choices: PruningChoices, checkpoint: Checkpoint = .none
) throws -> Network {
  if let sparsity, !(sparsity >= 0 && sparsity < 1) {
    throw PruningError.fraction(name: "toSparsity", expected: "a fraction in [0, 1)", found: sparsity)
  }
  let elements = try choices.elements(of: network)
  let layers = elements.map(\.layer)
  if let pattern = choices.structure.rule.pattern {
    if let sparsity, abs(sparsity - pattern.sparsity) > 1e-9 {
      throw PruningError.patternSparsity(structure: pattern.name, expected: pattern.sparsity, found: sparsity)
    }
    return try Cutting(network, elements, choices, checkpoint: checkpoint).cut(to: pattern)
  }
  let cut: Cut
  if choices.scope.rule.hasOwnFractions {
    guard sparsity == nil else { throw PruningError.scopeForRounds(choices.scope) }
    guard let own = try choices.scope.rule.cut(removing: 0, of: layers) else { return network }
    cut = own
  } else {
    guard let sparsity else { throw PruningError.noSparsity }
    cut = try choices.scope.rule.cut(toSparsity: sparsity, of: layers)
  }
  try choices.demandLeast(cut, of: layers)
  return try Cutting(network, elements, choices, checkpoint: checkpoint).carryOut(cut)
}

/// One round: removes a fraction of the elements that are left.
/// - Parameters:
///   - network: what to prune; unchanged.
///   - fraction: of the survivors, in (0, 1).
///   - score: what they are ranked by.
///   - scope: among which they compete, and how many go.
///   - structure: what goes as one.
///   - excluded: layers by name that stay as they are.
///   - keeping: the least of a layer's elements that is left.
/// - Throws: `PruningError` for a fraction outside (0, 1), choices that do not go together, a layer that would be empty,
///   the floor of a ladder, scores that cannot rank; `Interrupted`.
/// - Complexity: O(n) in the surviving elements, and the score.
public func prune(
  _ network: Network, removing fraction: Double, by score: PruningScore = .magnitude, scope: Scope = .global,
  structure: Structure = .unstructured, excluding excluded: [String] = [], keeping: Int = 0,
  checkpoint: Checkpoint = .none
) throws -> Network {
  try prune(
    network, removing: fraction,
    PruningChoices(by: score, scope: scope, structure: structure, excluding: excluded, keeping: keeping),
    checkpoint: checkpoint)
}

/// The same with the choices as one value.
public func prune(
  _ network: Network, removing fraction: Double, _ choices: PruningChoices, checkpoint: Checkpoint = .none
) throws -> Network {
  guard fraction > 0, fraction < 1 else {
    throw PruningError.fraction(name: "removing", expected: "a fraction in (0, 1)", found: fraction)
  }
  try choices.demandRounds()
  let elements = try choices.elements(of: network)
  let layers = elements.map(\.layer)
  guard let cut = try choices.scope.rule.cut(removing: fraction, of: layers) else {
    throw PruningError.floor(scope: choices.scope, survivors: network.remainingCount)
  }
  try choices.demandLeast(cut, of: layers)
  return try Cutting(network, elements, choices, checkpoint: checkpoint).carryOut(cut)
}
