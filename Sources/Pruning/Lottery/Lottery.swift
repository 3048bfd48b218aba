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
  /// The dense weights that tickets are rewound to; where weights are kept, those that the search began with.
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
/// Weights may also stay as they were learned and only the learning rate go back, or fine-tuning follow at a constant
/// rate, or every round start from fresh weights: `LotterySettings.Rewind`.
///
/// Sources: Frankle, Carbin, "The lottery ticket hypothesis", arXiv:1803.03635; Frankle, Dziugaite, Roy, Carbin,
/// "Linear mode connectivity and the lottery ticket hypothesis", arXiv:1912.05671 (rewinding to a step); Renda, Frankle,
/// Carbin, "Comparing rewinding and fine-tuning in neural network pruning", arXiv:2003.02389.
/// - Parameters:
///   - network: the untrained network.
///   - data: what to learn from, to watch and to report on.
///   - settings: how.
///   - checkpoint: asked at every shard of every step; told after every step of every round.
///   - onRound: called with every round as it is done; what it throws ends the search.
/// - Throws: `PruningError` and `NetworkError` before any training for settings that do not go together or a ladder
///   that would empty a layer; `PruningError.count` where the dense run stops before the step to rewind to;
///   `NetworkError.diverged`; `Interrupted`.
/// - Complexity: `rounds` + 1 trainings.
public func lottery(
  _ network: Network, on data: Dataset, _ settings: LotterySettings = LotterySettings(),
  checkpoint: Checkpoint = .none, onRound: ((Lottery.Round) throws -> Void)? = nil
) throws -> Lottery {
  let last = try settings.ladder(network).count - 1
  let (training, retraining) = (settings.denseTraining, settings.retraining)
  // Its own error names the argument, so it comes before what else the training finds.
  var plain = training
  plain.snapshotStep = nil
  try plain.validate(for: data)
  let steps = training.totalSteps(data.train.count)
  if let step = settings.rewindStep, step < 0 || step >= steps {
    throw PruningError.count(name: "rewindTo", expected: "a step from 0 to \(steps - 1)", found: step)
  }
  try retraining.validate(for: data)
  let perRound = retraining.totalSteps(data.train.count) - retraining.startStep
  /// Trains one round and lifts its progress to that of the whole search.
  func trained(_ start: Network, round: Int) throws -> TrainingRun {
    let settings = round == 0 ? training : retraining
    let before = round == 0 ? 0 : steps + (round - 1) * perRound - settings.startStep
    let observed = checkpoint.observed { progress in
      checkpoint.report(
        Progress(
          "lottery, round \(round) of \(last)", before + progress.completed, of: steps + last * perRound, unit: "step",
          measures: progress.measures))
    }
    return try train(start, on: data, settings, checkpoint: observed)
  }
  let dense = try trained(network, round: 0)
  // A rule for stopping may have ended the dense run before the step to rewind to.
  guard let origin = settings.keepsWeights ? network : dense.snapshot else {
    throw PruningError.count(
      name: "rewindTo", expected: "a step that the dense run reached, 0 to \(dense.steps)",
      found: settings.rewindStep ?? 0)
  }
  var rounds = [Lottery.Round(index: 0, run: dense)]
  try onRound?(rounds[0])
  for index in 1..<last + 1 {
    let pruned = try prune(
      rounds[index - 1].network, removing: settings.removing, settings.choices, checkpoint: checkpoint)
    let start = try settings.start(pruned, origin: origin, round: index, checkpoint: checkpoint)
    rounds.append(Lottery.Round(index: index, run: try trained(start, round: index)))
    try onRound?(rounds[index])
  }
  return Lottery(rounds: rounds, origin: origin, settings: settings)
}
