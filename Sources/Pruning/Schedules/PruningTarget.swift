import Networks

/// What a schedule prunes to, and by which of the other choices.
struct PruningTarget: Sendable {
  let sparsity: Double
  let choices: PruningChoices

  /// The other choices as they are written in a cell.
  var text: String { "\(choices)" }

  /// The network at a sparsity on the way.
  func prune(_ network: Network, toSparsity sparsity: Double? = nil) throws -> Network {
    try Pruning.prune(network, toSparsity: sparsity ?? self.sparsity, choices)
  }

  /// Whether the network can be pruned to the first and to the last sparsity. Counts decide that, so no score is computed.
  /// - Throws: `PruningError`.
  func validate(for network: Network, from first: Double? = nil) throws {
    guard sparsity > 0, sparsity < 1 else {
      throw PruningError.fraction(name: "to", expected: "a fraction in (0, 1)", found: sparsity)
    }
    _ = try choices.elements(of: network)
    // What a pattern leaves is fixed, so there is nothing to be gradual about.
    if choices.structure.rule.pattern == nil || first != nil { try choices.demandRounds() }
    let trial = self.trial
    let start = try first.map { try trial.prune(network, toSparsity: $0) } ?? network
    _ = try trial.prune(start)
  }

  /// The same counts by scores that cost nothing.
  var trial: PruningTarget {
    var choices = choices
    choices.score = .random(seed: 0)
    return PruningTarget(sparsity: sparsity, choices: choices)
  }

  /// - Throws: `PruningError.needsDense` for a network with masks, which a schedule would take off.
  static func demandDense(_ network: Network, for schedule: String) throws(PruningError) {
    guard network.sparsity == 0 else { throw .needsDense(schedule: schedule, sparsity: network.sparsity) }
  }
}
