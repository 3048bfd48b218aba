public import Datasets
public import Networks
public import Pruning
public import Tensors

/// A pruned architecture, fine-tuned and trained from scratch.
public struct ArchitectureComparison: Sendable {
  /// The dense network's training.
  public let dense: TrainingRun
  /// The smaller network with the weights it inherits, before any further training.
  public let pruned: Network
  /// Multiply-adds of the dense network over those of the smaller one.
  public let ratio: Double
  /// The smaller network with its inherited weights, trained on.
  public let fineTuned: TrainingRun
  /// Fresh weights, trained for as many epochs as the dense network.
  public let scratchE: TrainingRun
  /// Fresh weights, trained for as many multiply-adds as the dense network.
  public let scratchB: TrainingRun
}

/// How a pruned architecture is compared.
public struct ArchitectureSettings: Sendable {
  /// The fraction of units, or channels, that every hidden layer loses.
  public var removing: Double
  /// What units are ranked by.
  public var score: PruningScore
  /// How the dense network, and the fresh smaller one, is trained.
  public var training: TrainingSettings
  /// How the pruned network is fine-tuned.
  public var fineTuning: TrainingSettings

  /// The settings of a comparison.
  public init(
    removing: Double = 0.3, by score: PruningScore = .l1Norm, training: TrainingSettings,
    fineTuning: TrainingSettings
  ) {
    self.removing = removing
    self.score = score
    self.training = training
    self.fineTuning = fineTuning
  }
}

/// Asks whether it is the weights or the architecture that structured pruning finds: trains a network, removes whole
/// units or channels, really (`compacted`), and compares fine-tuning with training the smaller network from fresh weights,
/// for as many epochs (Scratch-E) and for as many operations (Scratch-B: epochs · multiply-adds before / after, whole
/// epochs, never fewer).
///
/// Source: Liu, Sun, Zhou, Huang, Darrell, "Rethinking the value of network pruning", arXiv:1810.05270.
/// - Throws: as `train` and `prune`; `Interrupted`.
/// - Complexity: three trainings and a fine-tuning.
public func compareArchitecture(
  _ network: Network, on data: Dataset, _ settings: ArchitectureSettings, checkpoint: Checkpoint = .none
) throws -> ArchitectureComparison {
  // Tells mistakes before any training.
  _ = try prune(network, toSparsity: settings.removing, by: settings.score, scope: .layerwise, structure: .units)
  let dense = try train(network, on: data, settings.training, checkpoint: checkpoint.part(0, of: 4, "dense network"))
  let masked = try prune(
    dense.network, toSparsity: settings.removing, by: settings.score, scope: .layerwise, structure: .units,
    checkpoint: checkpoint)
  let pruned = try masked.compacted(checkpoint: checkpoint)
  let ratio = Double(network.multiplyAdds) / Double(pruned.multiplyAdds)
  let fineTuned = try train(pruned, on: data, settings.fineTuning, checkpoint: checkpoint.part(1, of: 4, "fine-tuning"))
  let fresh = try pruned.reinitialized(seed: settings.training.seed, checkpoint: checkpoint)
  var longer = settings.training
  longer.epochs = max(Int(Double(longer.epochs) * ratio), longer.epochs)
  let scratchE = try train(fresh, on: data, settings.training, checkpoint: checkpoint.part(2, of: 4, "Scratch-E"))
  let scratchB = try train(fresh, on: data, longer, checkpoint: checkpoint.part(3, of: 4, "Scratch-B"))
  return ArchitectureComparison(
    dense: dense, pruned: pruned, ratio: ratio, fineTuned: fineTuned, scratchE: scratchE, scratchB: scratchB)
}
