public import Networks
public import Tensors

/// Prunes a network once to a sparsity; what is already pruned stays pruned and counts.
///
/// Of N prunable weights (of the network, or of each layer) round(sparsity · N) are gone afterwards, exactly; ties as
/// `Scope` says.
/// - Parameters:
///   - network: what to prune; unchanged.
///   - sparsity: the fraction of prunable weights that is to be gone, in [0, 1).
///   - score: what weights are ranked by.
///   - scope: among which weights they compete; `.global` or `.layerwise`.
/// - Returns: the network with masks, the pruned weights zero.
/// - Throws: `PruningError` for a sparsity outside [0, 1) or below what is there already, a scope that is a rule for
///   rounds, a layer that would be empty, scores that cannot rank; `Interrupted`.
/// - Complexity: O(n log n) in the surviving weights.
public func prune(
  _ network: Network, toSparsity sparsity: Double, by score: PruningScore = .magnitude, scope: Scope = .global,
  checkpoint: Checkpoint = .none
) throws -> Network {
  guard sparsity >= 0, sparsity < 1 else {
    throw PruningError.fraction(name: "toSparsity", expected: "a fraction in [0, 1)", found: sparsity)
  }
  guard !scope.isForRounds else { throw PruningError.scopeForRounds(scope) }
  let layers = network.prunable
  func removal(of count: Int, survivors: Int, in layer: String?) throws(PruningError) -> Int {
    let kept = count - Scope.share(sparsity, of: count)
    guard kept <= survivors else {
      throw .alreadySparser(layer: layer, sparsity: Double(count - survivors) / Double(count), requested: sparsity)
    }
    guard kept > 0 else { throw .emptiesLayer(layer ?? "every layer", survivors: survivors, round: nil) }
    return survivors - kept
  }
  let cut: Scope.Cut
  if scope == .layerwise {
    cut = .each(
      try layers.map { layer throws(PruningError) in
        try removal(of: layer.value.count, survivors: layer.remaining, in: layer.name)
      })
  } else {
    cut = .together(try removal(of: network.prunableCount, survivors: network.remainingCount, in: nil))
  }
  return try network.cutting(cut, by: score, scope: scope, checkpoint: checkpoint)
}

/// One round: removes a fraction of the weights that are left.
/// - Parameters:
///   - network: what to prune; unchanged.
///   - fraction: of the survivors, in (0, 1).
///   - score: what weights are ranked by.
///   - scope: among which weights they compete, and how many go.
/// - Throws: `PruningError` for a fraction outside (0, 1), a layer that would be empty, the floor of a ladder, scores
///   that cannot rank; `Interrupted`.
/// - Complexity: O(n log n) in the surviving weights.
public func prune(
  _ network: Network, removing fraction: Double, by score: PruningScore = .magnitude, scope: Scope = .global,
  checkpoint: Checkpoint = .none
) throws -> Network {
  guard fraction > 0, fraction < 1 else {
    throw PruningError.fraction(name: "removing", expected: "a fraction in (0, 1)", found: fraction)
  }
  let layers = network.prunable
  guard let cut = try scope.cut(fraction, survivors: layers.map(\.remaining), names: layers.map(\.name)) else {
    throw PruningError.floor(scope: scope, survivors: network.remainingCount)
  }
  return try network.cutting(cut, by: score, scope: scope, checkpoint: checkpoint)
}

extension Network {
  /// The parameters that pruning may touch, in order.
  var prunable: [Parameter] { parameters.filter(\.isPrunable) }

  /// Removes the lowest scores.
  fileprivate func cutting(
    _ cut: Scope.Cut, by score: PruningScore, scope: Scope, checkpoint: Checkpoint
  ) throws -> Network {
    let layers = prunable
    let marks = layers.map { $0.mask?.kept ?? [UInt8](repeating: 1, count: $0.value.count) }
    var ranking = Ranking(marks: marks, scores: try score.scores(of: self))
    switch cut {
    case .together(let count):
      let competing = layers.indices.filter { !scope.spares($0, of: layers.count) }
      try ranking.remove(count, from: competing, tiesTogether: scope.cutsAtValue, checkpoint: checkpoint)
    case .each(let counts):
      for (layer, count) in counts.enumerated() {
        try ranking.remove(count, from: [layer], tiesTogether: scope.cutsAtValue, checkpoint: checkpoint)
      }
    }
    var masks: [String: Mask] = [:]
    for (layer, kept) in zip(layers, ranking.marks) { masks[layer.name] = Mask(layer.value.shape, kept: kept) }
    // Where equal scores go together, more may have gone than was counted.
    if scope == .original, let empty = layers.first(where: { masks[$0.name]?.remaining == 0 }) {
      throw PruningError.emptiesLayer(empty.name, survivors: empty.remaining, round: nil)
    }
    return try masked(by: masks)
  }
}
