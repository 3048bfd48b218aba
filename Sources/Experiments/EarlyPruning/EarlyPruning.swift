public import Datasets
public import Networks
import Pruning
public import Tensors

/// A network pruned early in its training, when the time had come.
public struct EarlyPruning: Sendable {
  /// How far the weights were from those after the first epoch, epoch by epoch: ‖w - w₁‖ / ‖w₁‖, 0 for the first.
  public let ratios: [Double]
  /// What the change from one epoch to the next had to fall below.
  public let threshold: Double
  /// The dense training up to the pruning.
  public let dense: TrainingRun
  /// The pruned network before it is trained on; compacted where units went.
  public let start: Network
  /// The training of the pruned network in what was left of the epochs.
  public let run: TrainingRun
  /// What compacting took away; nil where single weights went.
  public let compaction: Compaction?
  /// How it was done.
  public let settings: EarlyPruningSettings

  /// The epoch after which it was pruned.
  public var epoch: Int { ratios.count }
  /// The same as a fraction of all epochs.
  public var share: Double { Double(epoch) / Double(settings.training.epochs) }
  /// Whether the weights had settled; otherwise it was pruned because the latest epoch had come.
  public var isTriggered: Bool { EarlyTrigger.fires(ratios, factor: settings.factor) }
}

/// Trains dense until the weights settle, prunes by the effect on the flow of gradients, and trains on by one cycle.
///
/// Source: Rachwan, Zügner, Charpentier, Geisler, Ayle, Günnemann, "Winning the lottery ahead of time: efficient early
/// network pruning", arXiv:2206.10451.
/// - Parameters:
///   - network: the untrained network.
///   - data: what to learn from, to watch and to report on.
///   - settings: how.
///   - checkpoint: asked at every shard of every step; told after every step.
/// - Throws: `ExperimentError.setting` for numbers out of range; `PruningError` and `NetworkError` before any training where
///   the limit cannot be reached; as `train`.
/// - Complexity: one training, and three gradients of the score's samples a step to the limit.
public func earlyPruning(
  of network: Network, on data: Dataset, _ settings: EarlyPruningSettings = EarlyPruningSettings(),
  checkpoint: Checkpoint = .none
) throws -> EarlyPruning {
  try settings.validate(for: network, on: data)
  let log = EarlyTrigger.Log()
  var training = settings.training
  training.epochs = settings.latest
  training.schedule = []
  let share = Double(settings.latest) / Double(settings.training.epochs)
  let dense = try train(
    network, on: data, training,
    intervention: EarlyTrigger(factor: settings.factor, latest: settings.latest, log: log),
    checkpoint: checkpoint.part(from: 0, to: share, "early pruning, dense"))
  let ratios = log.ratios
  let pruned = try settings.pruned(dense.network, on: data.train, checkpoint: checkpoint.observed(by: nil))
  let compaction =
    settings.kind == .structured ? try Compaction(of: pruned, checkpoint: checkpoint.observed(by: nil)) : nil
  let start = compaction?.network ?? pruned
  training.epochs = settings.training.epochs - ratios.count
  training.schedule = settings.training.schedule + [.oneCycle()]
  let run = try train(
    start, on: data, training,
    checkpoint: checkpoint.part(
      from: Double(ratios.count) / Double(settings.training.epochs), to: 1, "early pruning, pruned"))
  return EarlyPruning(
    ratios: ratios, threshold: (ratios.count > 1 ? ratios[1] : 0) * settings.factor, dense: dense, start: start,
    run: run,
    compaction: compaction, settings: settings)
}

extension EarlyPruningSettings {
  /// The network pruned to the limit by the score's iterated sparsities, as it stands.
  /// - Throws: as `prune`.
  /// - Complexity: three gradients of the score's samples a sparsity.
  public func pruned(_ network: Network, on samples: Samples, checkpoint: Checkpoint = .none) throws -> Network {
    var stream = RandomStream(seed: training.seed, name: "score")
    let rows = stream.permutation(of: samples.count).prefix(min(samples.count, batches * training.batch))
    let chosen = try samples.gather(Array(rows))
    var network = network
    for sparsity in sparsities {
      network =
        switch kind {
        case .unstructured:
          try prune(
            network, toSparsity: sparsity, by: .crop(on: chosen, batch: training.batch), checkpoint: checkpoint)
        case .structured:
          try prune(
            network, toSparsity: sparsity, by: .cropUnits(on: chosen, batch: training.batch), structure: .units,
            checkpoint: checkpoint)
        }
    }
    return network
  }

  /// Whether all goes together, before any training.
  func validate(for network: Network, on data: Dataset) throws {
    try training.validate(for: data)
    guard limit > 0, limit < 1 else {
      throw ExperimentError.setting(name: "limit", expected: "a fraction in (0, 1)", found: "\(limit)")
    }
    guard training.epochs >= 3 else {
      throw ExperimentError.setting(
        name: "epochs", expected: "at least 3: two to see the weights move, one to train on",
        found: "\(training.epochs)")
    }
    guard latest >= 2, latest < training.epochs else {
      throw ExperimentError.setting(name: "pruneTo", expected: "2 to \(training.epochs - 1)", found: "\(latest)")
    }
    guard batches >= 1 else {
      throw ExperimentError.setting(name: "batches", expected: "at least 1", found: "\(batches)")
    }
    guard steps >= 0, steps <= 100 else {
      throw ExperimentError.setting(name: "steps", expected: "0 to 100", found: "\(steps)")
    }
    // Counts decide whether the limit can be reached, whatever the scores.
    _ = try prune(
      network, toSparsity: limit, by: .random(seed: 0), structure: kind == .structured ? .units : .unstructured)
  }
}
