public import Datasets
public import Networks
public import Tensors

extension Lottery {
  /// The ticket of a round before its training: the weights that it starts from, rewound or kept, under its masks.
  /// - Throws: `PruningError.round` for a round that is not there.
  public func ticket(_ index: Int) throws -> Network {
    let masks = try round(index).network.masks
    return try (settings.keepsWeights && index > 0 ? rounds[index - 1].network : origin).masked(by: masks)
  }

  /// The control of a round: its masks on a fresh initialisation, trained from the first step to the last. A ticket
  /// that wins by its weights and not by its structure alone does better than this.
  /// - Parameters:
  ///   - index: the round.
  ///   - data: what the search was made on.
  ///   - seed: what the fresh weights are drawn with; the order of the samples stays that of the search.
  /// - Throws: `PruningError.round`; as `train`.
  /// - Complexity: one training.
  public func reinitialized(
    round index: Int, on data: Dataset, seed: Int, checkpoint: Checkpoint = .none
  ) throws -> TrainingRun {
    var training = settings.training
    training.startStep = 0
    training.snapshotStep = nil
    let fresh = try origin.masked(by: round(index).network.masks).reinitialized(seed: seed, checkpoint: checkpoint)
    return try train(fresh, on: data, training, checkpoint: checkpoint)
  }

  private func round(_ index: Int) throws(PruningError) -> Round {
    guard rounds.indices.contains(index) else { throw .round(index, count: rounds.count) }
    return rounds[index]
  }
}
