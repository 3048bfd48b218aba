public import Datasets
public import Networks
import Pruning
public import Tensors

/// How activate-while-pruning goes.
public struct ActivationSettings: Sendable {
  /// Rounds after the dense one.
  public var rounds: Int
  /// The fraction of the survivors that goes a round.
  public var removing: Double
  /// The part of the survivors that goes for the sake of activity instead of magnitude; 0 is magnitude alone.
  public var activating: Double
  /// How every round is trained.
  public var training: TrainingSettings

  /// The settings; the fractions are those of the paper's code.
  public init(
    rounds: Int = 25, removing: Double = 0.2, activating: Double = 0.02, training: TrainingSettings = TrainingSettings()
  ) {
    self.rounds = rounds
    self.removing = removing
    self.activating = activating
    self.training = training
  }
}

/// A ladder of pruning with rewinding, with the activity of its ReLUs.
public struct ActivatedPruning: Sendable {
  /// One trained network.
  public struct Round: Sendable {
    /// 0 for the dense network.
    public let index: Int
    /// The training.
    public let run: TrainingRun
    /// How often each ReLU's outputs are zero on the test samples.
    public let activity: [ReLUActivity]

    /// Zeros among all outputs of all ReLUs; of outputs that are zero for every sample; and of the others, the dynamic
    /// dead-neuron rate.
    public var shares: (zero: Double, dead: Double, dynamic: Double) { activity.shares }
  }

  /// The dense network, then a round for every pruning.
  public let rounds: [Round]

  /// Rounds, the first of them dense.
  public init(rounds: [Round]) { self.rounds = rounds }
}

/// Activate-while-pruning: a ladder in which a part of each round's weights goes not for being small but to bring units
/// back to life. Of the survivors, `removing - activating` go by magnitude, all layers together; then `activating` among
/// the negative ones, those that training has moved the least; then all are rewound to their initial values.
///
/// Source: Liu, Ghosh, Tan, Motani, "AP: selective activation for de-sparsifying pruned neural networks",
/// arXiv:2212.06145; the rule is its code's.
/// - Parameters:
///   - network: the initial network.
///   - data: the activity is that on its test samples.
///   - settings: how.
///   - checkpoint: asked at every shard of every step; told after every step.
///   - onRound: told of every round as it is done.
/// - Throws: `ExperimentError.setting` before any training; as `train` and `prune`; `Interrupted`.
/// - Complexity: rounds + 1 trainings.
public func activatedPruning(
  _ network: Network, on data: Dataset, _ settings: ActivationSettings = ActivationSettings(),
  checkpoint: Checkpoint = .none, onRound: (([ActivatedPruning.Round]) throws -> Void)? = nil
) throws -> ActivatedPruning {
  let (removing, activating) = (settings.removing, settings.activating)
  guard removing > 0, removing < 1 else {
    throw ExperimentError.setting(name: "removing", expected: "a fraction in (0, 1)", found: "\(removing)")
  }
  guard activating >= 0, activating < removing else {
    throw ExperimentError.setting(
      name: "activating", expected: "a fraction in [0, \(removing)), a part of removing", found: "\(activating)")
  }
  guard settings.rounds >= 0, settings.rounds <= 1_000 else {
    throw ExperimentError.setting(name: "rounds", expected: "0 to 1000", found: "\(settings.rounds)")
  }
  guard data.test.count > 0 else { throw NetworkError.emptySamples(part: "test") }
  var rounds: [ActivatedPruning.Round] = []
  var start = network
  for index in 0...settings.rounds {
    let own = checkpoint.part(index, of: settings.rounds + 1, "activated pruning")
    let run = try train(start, on: data, settings.training, checkpoint: own)
    let activity = try run.network.activity(on: data.test, checkpoint: checkpoint.observed(by: nil))
    rounds.append(ActivatedPruning.Round(index: index, run: run, activity: activity))
    try onRound?(rounds)
    guard index < settings.rounds else { break }
    let survivors = run.network.remainingCount
    let cut = Int((activating * Double(survivors)).rounded())
    let share = Double(Int((removing * Double(survivors)).rounded()) - cut) / Double(survivors)
    let pruned = try prune(run.network, removing: share, checkpoint: checkpoint)
    start = try network.masked(by: Network.withoutStillNegatives(cut, of: pruned, since: start))
  }
  return ActivatedPruning(rounds: rounds)
}

extension Network {
  /// The masks without the `count` negative weights that have moved the least since `start`; of equals the earlier ones
  /// go. All negative ones where there are fewer.
  fileprivate static func withoutStillNegatives(
    _ count: Int, of network: Network, since start: Network
  ) -> [String: Mask] {
    var candidates: [(change: Float, parameter: Int, place: Int)] = []
    for (index, parameter) in network.parameters.enumerated() where parameter.isPrunable {
      let (now, before) = (parameter.value.floats, start.parameters[index].value.floats)
      for place in now.indices where now[place] < 0 {
        candidates.append(((now[place] - before[place]).magnitude, index, place))
      }
    }
    candidates.sort { ($0.change, $0.parameter, $0.place) < ($1.change, $1.parameter, $1.place) }
    var marks = network.parameters.map { $0.mask?.kept ?? [UInt8](repeating: 1, count: $0.value.count) }
    for candidate in candidates.prefix(count) { marks[candidate.parameter][candidate.place] = 0 }
    var masks: [String: Mask] = [:]
    for (index, parameter) in network.parameters.enumerated() where parameter.isPrunable {
      masks[parameter.name] = Mask(parameter.value.shape, kept: marks[index])
    }
    return masks
  }
}
