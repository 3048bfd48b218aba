public import Datasets
public import Networks
import Pruning
public import Tensors

/// Pruning before training, with the masks that it is compared with.
public struct SingleShotPruning: Sendable {
  /// Where a mask comes from.
  public enum Origin: String, Hashable, Sendable, CaseIterable {
    /// The sensitivity of the loss on one batch.
    case snip
    /// The same counts a layer at places drawn at random.
    case shuffled
    /// Places of the whole network drawn at random.
    case random
    /// No mask.
    case dense
  }

  /// One mask, trained.
  public struct Entry: Sendable {
    /// Where the mask comes from.
    public let origin: Origin
    /// The network before training.
    public let start: Network
    /// How it was trained, and the result.
    public let run: TrainingRun
  }

  /// The masks in the order in which they were asked for.
  public let entries: [Entry]
  /// How they were made and trained.
  public let settings: SingleShotSettings

  /// The run of a mask; nil where it was not asked for.
  public func run(_ origin: Origin) -> TrainingRun? { entries.first { $0.origin == origin }?.run }
  /// The network before training; nil where it was not asked for.
  public func start(_ origin: Origin) -> Network? { entries.first { $0.origin == origin }?.start }
}

/// Everything that decides how a network is pruned before training, beside the network and the data.
public struct SingleShotSettings: Sendable {
  /// The fraction of prunable weights that goes.
  public var sparsity: Double
  /// Training samples, drawn at random, that the score is taken on.
  public var samples: Int
  /// Whether weights are drawn anew after pruning, as in the authors' code.
  public var redraws: Bool
  /// How the network is trained; its seed draws batch, places and weights.
  public var training: TrainingSettings

  /// The authors' settings: 98 %, one batch of 100, weights drawn anew; momentum 0.9, rate 0.1 with a tenth of it every
  /// 25,000 steps, weight decay 5·10⁻⁴, batches of 100.
  public init(
    sparsity: Double = 0.98, samples: Int = 100, redraws: Bool = true,
    training: TrainingSettings = TrainingSettings(
      epochs: 100, batch: 100, optimizer: .sgd(rate: 0.1, momentum: 0.9, weightDecay: 5e-4),
      schedule: [.step(milestones: [.steps(25_000), .steps(50_000)])])
  ) {
    self.sparsity = sparsity
    self.samples = samples
    self.redraws = redraws
    self.training = training
  }
}

/// Prunes a network before training by SNIP, and by the masks that it is compared with, and trains each.
///
/// Source: Lee, Ajanthan, Torr, "SNIP: single-shot network pruning based on connection sensitivity", arXiv:1810.02340.
/// - Parameters:
///   - network: the untrained network.
///   - data: what to learn from, to watch and to report on.
///   - origins: where masks come from, each once.
///   - settings: how.
///   - checkpoint: asked at every shard of every step; told after every step.
///   - onEntry: called with the masks there are, whenever one is trained.
/// - Throws: `ExperimentError.setting` for no mask or the same twice, or more samples than there are; `PruningError` and
///   `NetworkError` before any training; as `train`.
/// - Complexity: a training a mask.
public func singleShotPruning(
  of network: Network, on data: Dataset, origins: [SingleShotPruning.Origin] = [.snip, .shuffled, .random],
  _ settings: SingleShotSettings = SingleShotSettings(), checkpoint: Checkpoint = .none,
  onEntry: ((SingleShotPruning) throws -> Void)? = nil
) throws -> SingleShotPruning {
  guard !origins.isEmpty, Set(origins).count == origins.count else {
    throw ExperimentError.setting(
      name: "masks", expected: "one or more, each once",
      found: origins.isEmpty ? "none" : "\(origins.map(\.rawValue))")
  }
  try settings.training.validate(for: data)
  let starts = try origins.map { origin in
    try settings.start(origin, network: network, on: data.train, checkpoint: checkpoint.observed(by: nil))
  }
  var entries: [SingleShotPruning.Entry] = []
  for (index, (origin, start)) in zip(origins, starts).enumerated() {
    let part = checkpoint.part(index, of: origins.count, "single shot, \(origin.rawValue)")
    let run = try train(start, on: data, settings.training, checkpoint: part)
    entries.append(SingleShotPruning.Entry(origin: origin, start: start, run: run))
    try onEntry?(SingleShotPruning(entries: entries, settings: settings))
  }
  return SingleShotPruning(entries: entries, settings: settings)
}

extension SingleShotSettings {
  /// The batch that the score is taken on (stream `score`).
  func batch(of samples: Samples) throws -> Samples {
    guard self.samples >= 1, self.samples <= samples.count else {
      throw ExperimentError.setting(
        name: "samples", expected: "1 to \(samples.count), the training samples there are", found: "\(self.samples)")
    }
    var stream = RandomStream(seed: training.seed, name: "score")
    return try samples.gather(Array(stream.permutation(of: samples.count).prefix(self.samples)))
  }

  /// What training begins with.
  func start(
    _ origin: SingleShotPruning.Origin, network: Network, on samples: Samples, checkpoint: Checkpoint
  ) throws -> Network {
    let pruned: Network
    switch origin {
    case .dense: pruned = network
    case .random: pruned = try prune(network, toSparsity: sparsity, by: .random(seed: training.seed))
    case .snip, .shuffled:
      let batch = try batch(of: samples)
      let snip = try prune(
        network, toSparsity: sparsity, by: .snip(on: batch, batch: batch.count), checkpoint: checkpoint)
      pruned = origin == .snip ? snip : try snip.shufflingMasks(seed: training.seed)
    }
    guard redraws else { return pruned }
    return try pruned.reinitialized(
      seed: Int(truncatingIfNeeded: RandomStream(seed: training.seed, name: "redraw").key), checkpoint: checkpoint)
  }
}

extension Network {
  /// The same weights with the marks of each mask in an order drawn at random (stream `shuffle`); weights that were pruned
  /// are 0.
  func shufflingMasks(seed: Int) throws -> Network {
    var masks: [String: Mask] = [:]
    for (place, parameter) in parameters.enumerated() {
      guard let mask = parameter.mask else { continue }
      var stream = RandomStream(seed: seed, name: "shuffle", index: place)
      masks[parameter.name] = Mask(
        mask.shape, kept: stream.permutation(of: mask.kept.count).map { mask.kept[$0] })
    }
    return try masked(by: masks)
  }
}
