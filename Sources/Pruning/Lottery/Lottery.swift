public import Datasets
public import Networks
public import Tensors

/// A search for winning tickets by iterative pruning with rewinding.
public struct Lottery: Sendable {
  /// A trained network of the search.
  public struct Round: Hashable, Sendable {
    /// How often the network has been pruned; 0 is dense.
    public let index: Int
    /// How it was trained, and the result.
    public let run: TrainingRun

    /// The trained network under its masks.
    public var network: Network { run.network }
    /// The fraction of prunable weights that is pruned.
    public var sparsity: Double { network.sparsity }
    /// The prunable weights that are present.
    public var remaining: Int { network.remainingCount }
    /// A row for every layer, with the weights it has left.
    public var layers: [LayerSummary] { network.summary }
    /// Loss and accuracy on the training samples.
    public var train: Evaluation { run.train }
    /// The same on the validation samples; nil where there are none.
    public var validation: Evaluation? { run.validation }
    /// The same on the test samples; nil where there are none.
    public var test: Evaluation? { run.test }
    /// The step of the least validation loss; nil without validation samples.
    public var earlyStopStep: Int? { run.earlyStopStep }
  }

  /// The dense run, then a round for every pruning.
  public let rounds: [Round]
  /// The dense weights that tickets are rewound to.
  public let origin: Network
  /// How the search was made.
  public let settings: LotterySettings

  /// Whether the ladder ended before the rounds asked for.
  public var stoppedAtFloor: Bool { rounds.count < settings.rounds + 1 }
}

/// Looks for winning tickets: trains, prunes the trained weights, rewinds what is left, and trains again.
///
/// Round 0 is the dense run. Every later round takes the trained weights of the round before, removes the lowest
/// scores, puts the weights of step k of the dense run under the mask and trains them from step k to the same last
/// step, in the same order of samples. Round i is thus a ticket of density (1 - removing)ⁱ, to the integer as `scope`
/// counts.
///
/// Sources: Frankle, Carbin, "The lottery ticket hypothesis", arXiv:1803.03635; Frankle, Dziugaite, Roy, Carbin,
/// "Linear mode connectivity and the lottery ticket hypothesis", arXiv:1912.05671 (rewinding to a step).
/// - Parameters:
///   - network: the untrained network.
///   - data: what to learn from, to watch and to report on.
///   - settings: how.
///   - checkpoint: asked at every shard of every step; told after every step of every round.
/// - Throws: `PruningError` and `NetworkError` before any training for settings that do not go together or a ladder
///   that would empty a layer; `PruningError.count` where the dense run stops before the step to rewind to;
///   `NetworkError.diverged`; `Interrupted`.
/// - Complexity: `rounds` + 1 trainings.
public func lottery(
  _ network: Network, on data: Dataset, _ settings: LotterySettings = LotterySettings(), checkpoint: Checkpoint = .none
) throws -> Lottery {
  let last = try settings.ladder(network).count - 1
  var training = settings.training
  training.startStep = 0
  training.snapshotStep = nil
  try training.validate(for: data)
  let rewindStep = settings.rewindStep
  let perRound = training.epochs * training.stepsPerEpoch(data.train.count)
  guard rewindStep >= 0, rewindStep < perRound else {
    throw PruningError.count(name: "rewindTo", expected: "a step from 0 to \(perRound - 1)", found: rewindStep)
  }
  training.snapshotStep = rewindStep
  let total = perRound + last * (perRound - rewindStep)
  /// Trains one round and lifts its progress to that of the whole search.
  func trained(_ start: Network, round: Int) throws -> TrainingRun {
    let before = round == 0 ? 0 : perRound + (round - 1) * (perRound - rewindStep) - rewindStep
    let observed = checkpoint.observed { progress in
      checkpoint.report(
        Progress(
          "lottery, round \(round) of \(last)", before + progress.completed, of: total, unit: "step",
          measures: progress.measures))
    }
    return try train(start, on: data, training, checkpoint: observed)
  }
  let dense = try trained(network, round: 0)
  // A rule for stopping may have ended the dense run before the step to rewind to.
  guard let origin = dense.snapshot else {
    throw PruningError.count(
      name: "rewindTo", expected: "a step that the dense run reached, 0 to \(dense.steps)", found: rewindStep)
  }
  var rounds = [Lottery.Round(index: 0, run: dense)]
  training.startStep = rewindStep
  training.snapshotStep = nil
  for index in 1..<last + 1 {
    let pruned = try prune(
      rounds[index - 1].network, removing: settings.removing, settings.choices, checkpoint: checkpoint)
    rounds.append(Lottery.Round(index: index, run: try trained(origin.masked(by: pruned.masks), round: index)))
  }
  return Lottery(rounds: rounds, origin: origin, settings: settings)
}
