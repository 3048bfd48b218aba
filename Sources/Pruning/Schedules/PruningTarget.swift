import Networks

/// What a schedule prunes to, and by which of the other choices.
struct PruningTarget: Sendable {
  let sparsity: Double
  let score: PruningScore
  let scope: Scope

  /// The other choices as they are written in a cell.
  var choices: String { "by: \(score), scope: \(scope)" }

  /// The network at a sparsity on the way.
  func prune(_ network: Network, toSparsity sparsity: Double? = nil) throws -> Network {
    try Pruning.prune(network, toSparsity: sparsity ?? self.sparsity, by: score, scope: scope)
  }

  /// Whether the network can be pruned to the first and to the last sparsity; what matters are counts, so that no score
  /// is computed.
  func validate(for network: Network, from first: Double? = nil) throws {
    let trial = PruningTarget(sparsity: sparsity, score: .random(seed: 0), scope: scope)
    let start = try first.map { try trial.prune(network, toSparsity: $0) } ?? network
    _ = try trial.prune(start)
  }

  /// - Throws: `PruningError.needsDense` for a network with masks, which a schedule would take off.
  static func demandDense(_ network: Network, for schedule: String) throws(PruningError) {
    guard network.sparsity == 0 else { throw .needsDense(schedule: schedule, sparsity: network.sparsity) }
  }
}
