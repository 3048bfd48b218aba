public import Datasets
public import Networks
import Pruning
public import Tensors

/// Tickets that networks trained on different classes agree on.
public struct OverlappingTickets: Sendable {
  /// A round of training on every group, pruning, and keeping what all groups keep.
  public struct Round: Hashable, Sendable {
    /// From 1.
    public let index: Int
    /// The weights of prunable layers that are left.
    public let remaining: Int
    /// What is left of what there was before, in prunable layers.
    public let keptFraction: Double
    /// Weights that all groups keep, among those that any keeps.
    public let overlap: Double
    /// The overlap that masks of the same sizes would have if they were drawn independently.
    public let chance: Double
    /// The fraction of all the network's prunable weights that is gone.
    public let sparsity: Double
  }

  /// The classes of each group.
  public let groups: [[Int]]
  /// The rounds, in order.
  public let rounds: [Round]
  /// The ticket: the initial weights under the last masks.
  public let ticket: Network
  /// The ticket trained on all classes.
  public let run: TrainingRun
}

/// How overlapping tickets are looked for.
public struct OverlapSettings: Sendable {
  /// Groups that the classes are split into, in their order.
  public var groups: Int
  /// The fraction of the survivors that each group's network loses a round.
  public var removing: Double
  /// The sparsity of the prunable layers at which to stop.
  public var sparsity: Double
  /// Layers that stay as they are, by name; nil leaves out the output layer, and all dense layers of a network with
  /// convolutions, as the paper's code does.
  public var excluding: [String]?
  /// The most rounds.
  public var rounds: Int
  /// How every network is trained.
  public var training: TrainingSettings

  /// The settings of a search; the defaults are those of the paper's code.
  public init(
    groups: Int = 2, removing: Double = 0.15, toSparsity sparsity: Double = 0.991, excluding: [String]? = nil,
    rounds: Int = 40, training: TrainingSettings = TrainingSettings()
  ) {
    self.groups = groups
    self.removing = removing
    self.sparsity = sparsity
    self.excluding = excluding
    self.rounds = rounds
    self.training = training
  }

  /// The layers that stay as they are.
  func excluded(of network: Network) -> [String] {
    if let excluding { return excluding }
    let layers = network.summary.filter { $0.prunableCount > 0 }
    let hasConvolutions = layers.contains { $0.kind != "dense" }
    return layers.enumerated().filter { place, layer in
      place == layers.count - 1 || (hasConvolutions && layer.kind == "dense")
    }.map(\.element.name)
  }
}

/// Looks for cyclic overlapping lottery tickets: networks of the same initial weights learn one group of classes each and
/// are pruned by magnitude, all layers together; what all of them keep is rewound, and the round begins again. The last
/// ticket learns all classes.
///
/// With independent masks a round would keep (1 - p)^groups of the weights, with equal ones 1 - p.
///
/// Source: Hossain, Rakib, Elahi, Mohammed, Rahman, "COLT: cyclic overlapping lottery tickets for faster pruning of
/// convolutional neural networks", arXiv:2212.12770.
/// - Parameters:
///   - network: the initial network.
///   - data: with all classes.
///   - settings: how.
///   - checkpoint: asked at every shard of every step; told after every step of every training.
///   - onRound: told of the rounds so far as each is done.
/// - Throws: `ExperimentError.setting` before any training; as `train` and `prune`; `Interrupted`.
/// - Complexity: rounds · groups trainings on a group each, and one on all classes.
public func overlappingTickets(
  _ network: Network, on data: Dataset, _ settings: OverlapSettings = OverlapSettings(), checkpoint: Checkpoint = .none,
  onRound: (([OverlappingTickets.Round]) throws -> Void)? = nil
) throws -> OverlappingTickets {
  guard settings.groups >= 2, settings.groups <= data.classes else {
    throw ExperimentError.setting(
      name: "groups", expected: "2 to \(data.classes), the classes there are", found: "\(settings.groups)")
  }
  guard settings.sparsity > 0, settings.sparsity < 1 else {
    throw ExperimentError.setting(name: "toSparsity", expected: "a fraction in (0, 1)", found: "\(settings.sparsity)")
  }
  guard settings.rounds >= 1, settings.rounds <= 1_000 else {
    throw ExperimentError.setting(name: "rounds", expected: "1 to 1000", found: "\(settings.rounds)")
  }
  let excluded = settings.excluded(of: network)
  // Tells mistakes in removing and excluding before any training.
  _ = try prune(network, removing: settings.removing, excluding: excluded)
  let bounds = (0...settings.groups).map { $0 * data.classes / settings.groups }
  let groups = zip(bounds, bounds.dropFirst()).map { Array($0..<$1) }
  let parts = try groups.map { try data.keeping(classes: $0) }
  for part in parts { try settings.training.validate(for: part) }
  let excludedParameters = Set(excluded.map { $0 + ".weight" })
  let all = network.prunableNames.subtracting(excludedParameters)
  let total = network.remaining(in: all)
  var ticket = network
  var rounds: [OverlappingTickets.Round] = []
  // Trainings if all groups kept the same, of which there will be fewer.
  let trainings = settings.expectedRounds * parts.count + 1
  func isSparse() -> Bool { 1 - Double(ticket.remaining(in: all)) / Double(total) >= settings.sparsity }
  while rounds.count < settings.rounds, !isSparse() {
    var kept: [Network] = []
    for (group, part) in parts.enumerated() {
      let own = checkpoint.part(rounds.count * parts.count + group, of: trainings, "overlapping tickets")
      let run = try train(ticket, on: part, settings.training, checkpoint: own)
      kept.append(
        try prune(run.network, removing: settings.removing, excluding: excluded, checkpoint: checkpoint))
    }
    let before = ticket.remaining(in: all)
    let (both, either) = Network.overlap(kept, in: all)
    ticket = try ticket.masked(by: Network.intersection(kept))
    let share = Double(kept[0].remaining(in: all)) / Double(before)
    let (every, any) = (power(share, parts.count), 1 - power(1 - share, parts.count))
    rounds.append(
      OverlappingTickets.Round(
        index: rounds.count + 1, remaining: both, keptFraction: Double(both) / Double(before),
        overlap: Double(both) / Double(max(either, 1)), chance: every / any, sparsity: ticket.sparsity))
    try onRound?(rounds)
  }
  let last = checkpoint.part(trainings - 1, of: trainings, "overlapping tickets")
  let run = try train(ticket, on: data, settings.training, checkpoint: last)
  return OverlappingTickets(groups: groups, rounds: rounds, ticket: ticket, run: run)
}

private func power(_ base: Double, _ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { product, _ in product * base }
}

extension OverlapSettings {
  /// Rounds until the sparsity if all groups kept the same.
  fileprivate var expectedRounds: Int {
    var (left, count) = (1.0, 0)
    while left > 1 - sparsity, count < rounds {
      left *= 1 - removing
      count += 1
    }
    return count
  }
}

extension Network {
  /// The names of the parameters that pruning may touch.
  var prunableNames: Set<String> { Set(parameters.filter(\.isPrunable).map(\.name)) }

  /// The weights present in some parameters.
  func remaining(in names: Set<String>) -> Int {
    parameters.reduce(0) { $0 + (names.contains($1.name) ? $1.remaining : 0) }
  }

  /// The masks that keep what all networks keep.
  /// - Precondition: networks of one architecture.
  static func intersection(_ networks: [Network]) -> [String: Mask] {
    var masks: [String: Mask] = [:]
    for (index, parameter) in networks[0].parameters.enumerated() where parameter.isPrunable {
      let marks = networks.compactMap { $0.parameters[index].mask?.kept }
      guard !marks.isEmpty else { continue }
      let kept = (0..<parameter.value.count).map { place in marks.allSatisfy { $0[place] != 0 } ? UInt8(1) : 0 }
      masks[parameter.name] = Mask(parameter.value.shape, kept: kept)
    }
    return masks
  }

  /// How many weights of some parameters all networks keep, and how many any keeps.
  /// - Precondition: networks of one architecture.
  static func overlap(_ networks: [Network], in names: Set<String>) -> (all: Int, any: Int) {
    var counts = (all: 0, any: 0)
    for (index, parameter) in networks[0].parameters.enumerated() where names.contains(parameter.name) {
      let marks = networks.map { $0.parameters[index].mask?.kept }
      for place in 0..<parameter.value.count {
        let present = marks.count { $0?[place] ?? 1 != 0 }
        if present == networks.count { counts.all += 1 }
        if present > 0 { counts.any += 1 }
      }
    }
    return counts
  }
}
