public import Networks

/// Everything that decides how tickets are looked for, beside the network and the data.
public struct LotterySettings: Sendable {
  /// What a round goes back to after its pruning.
  ///
  /// Source: Renda, Frankle, Carbin, "Comparing rewinding and fine-tuning in neural network pruning", arXiv:2003.02389.
  public enum Rewind: Hashable, Sendable {
    /// Weights and learning rate go back to the dense run after so many steps; 0 is the initialisation.
    case step(Int)
    /// The weights stay as they were learned, the learning rate goes back: the schedule and the order of the samples go
    /// on from that step.
    case learningRate(Int)
    /// The weights stay as they were learned and go on at a constant rate, for so many epochs.
    case fineTuning(rate: Double, epochs: Int)
  }

  /// Rounds of pruning after the dense run.
  public var rounds: Int
  /// The fraction of the surviving weights that a round removes, in (0, 1).
  public var removing: Double
  /// What weights are ranked by, at the end of each round's training.
  public var score: PruningScore
  /// Among which weights they compete, and how many go.
  public var scope: Scope
  /// What a round goes back to after its pruning.
  public var rewindTo: Rewind
  /// How every round is trained; its start and snapshot steps are set by the rewinding.
  public var training: TrainingSettings

  /// The settings of a search.
  public init(
    rounds: Int = 10, removing: Double = 0.2, by score: PruningScore = .magnitude, scope: Scope = .global,
    rewindTo: Rewind = .step(0), training: TrainingSettings = TrainingSettings()
  ) {
    self.rounds = rounds
    self.removing = removing
    self.score = score
    self.scope = scope
    self.rewindTo = rewindTo
    self.training = training
  }

  /// The survivors of each prunable layer after each round, where no scores are equal; the first entry is the network
  /// as it is. Shorter than `rounds` + 1 where the ladder ends before.
  /// - Throws: `PruningError` for settings out of range and where a round would empty a layer.
  func ladder(_ network: Network) throws(PruningError) -> [Int] {
    guard rounds >= 0, rounds <= 1_000 else { throw .count(name: "rounds", expected: "0 to 1000", found: rounds) }
    guard removing > 0, removing < 1 else {
      throw .fraction(name: "removing", expected: "a fraction in (0, 1)", found: removing)
    }
    let names = network.prunable.map(\.name)
    var survivors = network.prunable.map(\.remaining)
    var totals = [survivors.reduce(0, +)]
    for round in 0..<rounds {
      let cut: Scope.Cut?
      do {
        cut = try scope.cut(removing, survivors: survivors, names: names)
      } catch .emptiesLayer(let layer, let count, _) {
        throw .emptiesLayer(layer, survivors: count, round: round + 1)
      }
      switch cut {
      case nil: return totals
      case .together(let count):
        totals.append(totals[round] - count)
        // Which layers lose them depends on the scores; only the sum matters to what follows, but for the output
        // layer, which is spared or not.
        var left = count
        for layer in survivors.indices where !scope.spares(layer, of: survivors.count) {
          let taken = min(left, survivors[layer])
          survivors[layer] -= taken
          left -= taken
        }
      case .each(let counts):
        for layer in survivors.indices { survivors[layer] -= counts[layer] }
        totals.append(survivors.reduce(0, +))
      }
    }
    return totals
  }
}
