public import Datasets
public import Networks
public import Pruning
public import Tensors

/// The tickets of a lottery beside their controls.
public struct LotteryControls: Sendable {
  /// The controls of one round.
  public struct Level: Sendable {
    /// The round.
    public let round: Lottery.Round
    /// What each control became, by kind.
    public let runs: [Lottery.Control: TrainingRun]
  }

  /// The search.
  public let lottery: Lottery
  /// The rounds that were controlled, in order.
  public let levels: [Level]
  /// What the controls were drawn with.
  public let seed: Int
}

/// Trains the controls of a lottery: a ticket's masks on fresh weights, its weights under shuffled masks, its weights at
/// random places.
///
/// Every control of every round draws with a seed of its own, derived from the one given; the order of the samples is
/// that of the search.
///
/// Sources: Frankle, Carbin, "The lottery ticket hypothesis", arXiv:1803.03635 (fresh weights, random sparsity);
/// Frankle, Dziugaite, Roy, Carbin, "Pruning neural networks at initialization: why are we missing the mark?",
/// arXiv:2009.08576 (shuffling within layers).
/// - Parameters:
///   - lottery: the search.
///   - data: what it was made on.
///   - rounds: which rounds to control; all after the dense one unless given.
///   - controls: what to compare with.
///   - seed: what the controls are drawn with.
///   - checkpoint: asked at every shard of every step.
///   - onLevel: called with the levels there are, whenever one is done.
/// - Throws: `PruningError.round`; as `Lottery.trained`.
/// - Complexity: a training a round and control.
public func lotteryControls(
  of lottery: Lottery, on data: Dataset, rounds: [Int]? = nil, _ controls: [Lottery.Control] = Lottery.Control.allCases,
  seed: Int = 0, checkpoint: Checkpoint = .none, onLevel: ((LotteryControls) throws -> Void)? = nil
) throws -> LotteryControls {
  let rounds = rounds ?? Array(lottery.rounds.indices.dropFirst())
  // A round that is not there is found before any training.
  for round in rounds { _ = try lottery.ticket(round) }
  var levels: [LotteryControls.Level] = []
  let count = rounds.count * controls.count
  for (place, round) in rounds.enumerated() {
    var runs: [Lottery.Control: TrainingRun] = [:]
    for (index, control) in controls.enumerated() {
      let part = place * controls.count + index
      let purpose = derivedSeed(seed, "control \(control.rawValue)", index: round)
      let observed = checkpoint.observed { progress in
        checkpoint.report(
          Progress("controls of round \(round)", part, of: count, unit: "training", measures: progress.measures))
      }
      runs[control] = try lottery.trained(control, round: round, on: data, seed: purpose, checkpoint: observed)
    }
    levels.append(LotteryControls.Level(round: lottery.rounds[round], runs: runs))
    try onLevel?(LotteryControls(lottery: lottery, levels: levels, seed: seed))
  }
  checkpoint.report(Progress("controls", count, of: count, unit: "training"))
  return LotteryControls(lottery: lottery, levels: levels, seed: seed)
}
