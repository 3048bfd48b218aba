import Networks

/// What a schedule prunes to, and by which of the other choices.
struct PruningTarget: Sendable {
  let sparsity: Double
  private let pruning: PruningChoices

  init(sparsity: Double, _ pruning: PruningChoices) {
    self.sparsity = sparsity
    self.pruning = pruning
  }

  /// The other choices as they are written in a cell.
  var choices: String { "\(pruning)" }

  /// The network at a sparsity on the way.
  func prune(_ network: Network, toSparsity sparsity: Double? = nil) throws -> Network {
    try Pruning.prune(network, toSparsity: sparsity ?? self.sparsity, pruning)
  }

  /// Whether the network can be pruned to the first and to the last sparsity; what matters are counts, so that no score
  /// is computed.
  func validate(for network: Network, from first: Double? = nil) throws {
    _ = try pruning.elements(of: network)
    var plain = pruning
    plain.score = .random(seed: 0)
    let trial = PruningTarget(sparsity: sparsity, plain)
    let start = try first.map { try trial.prune(network, toSparsity: $0) } ?? network
    _ = try trial.prune(start)
  }

  /// - Throws: `PruningError.needsDense` for a network with masks, which a schedule would take off.
  static func demandDense(_ network: Network, for schedule: String) throws(PruningError) {
    guard network.sparsity == 0 else { throw .needsDense(schedule: schedule, sparsity: network.sparsity) }
  }
}
