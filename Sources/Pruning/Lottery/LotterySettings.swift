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
    /// Every round starts from fresh weights, drawn by this seed and the round's number added.
    case scratch(seed: Int)
  }

  /// Rounds of pruning after the dense run.
  public var rounds: Int
  /// The fraction of the surviving weights that a round removes, in (0, 1).
  public var removing: Double
  /// What the trained weights are ranked by at the end of each round, which compete, and what goes as one.
  public var choices: PruningChoices
  /// What a round goes back to after its pruning.
  public var rewindTo: Rewind
  /// How every round is trained; its start and snapshot steps are set by the rewinding.
  public var training: TrainingSettings

  /// The settings of a search.
  public init(
    rounds: Int = 10, removing: Double = 0.2, by score: PruningScore = .magnitude, scope: Scope = .global,
    structure: Structure = .unstructured, excluding excluded: [String] = [], keeping: Int = 0,
    rewindTo: Rewind = .step(0), training: TrainingSettings = TrainingSettings()
  ) {
    self.rounds = rounds
    self.removing = removing
    choices = PruningChoices(
      by: score, scope: scope, structure: structure, excluding: excluded, keeping: keeping)
    self.rewindTo = rewindTo
    self.training = training
  }

  /// What weights are ranked by.
  public var score: PruningScore { choices.score }
  /// Among which weights they compete.
  public var scope: Scope { choices.scope }

  /// The elements that are there after each round, where no scores are equal; the first entry is the network as it is.
  /// Shorter than `rounds` + 1 where the ladder ends before.
  /// - Throws: `PruningError` for settings out of range or that do not go together, and where a round would empty a layer.
  func ladder(_ network: Network) throws -> [Int] {
    guard rounds >= 0, rounds <= 1_000 else {
      throw PruningError.count(name: "rounds", expected: "0 to 1000", found: rounds)
    }
    guard removing > 0, removing < 1 else {
      throw PruningError.fraction(name: "removing", expected: "a fraction in (0, 1)", found: removing)
    }
    try choices.demandRounds()
    var layers = try choices.elements(of: network).map(\.layer)
    var totals = [layers.reduce(0) { $0 + $1.survivors }]
    for round in 0..<rounds {
      let cut: Cut?
      do throws(PruningError) {
        cut = try scope.rule.cut(removing: removing, of: layers)
        if let cut { try choices.demandLeast(cut, of: layers) }
      } catch .emptiesLayer(let layer, let count, _) {
        throw PruningError.emptiesLayer(layer, survivors: count, round: round + 1)
      }
      switch cut {
      case nil: return totals
      case .together(let count, let places):
        // Which layers lose them depends on the scores; only the sum matters to what follows.
        var left = count
        for place in places {
          let taken = min(left, max(0, layers[place].survivors - choices.least))
          layers[place].survivors -= taken
          left -= taken
        }
      case .each(let counts):
        for place in layers.indices { layers[place].survivors -= counts[place] }
      }
      totals.append(layers.reduce(0) { $0 + $1.survivors })
    }
    return totals
  }
}
