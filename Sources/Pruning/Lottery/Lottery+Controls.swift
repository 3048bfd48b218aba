public import Datasets
public import Networks
public import Tensors

extension Lottery {
  /// What a ticket is compared with: the same number of weights, trained the same way, without one thing that the search
  /// has found.
  public enum Control: String, Hashable, Sendable, CaseIterable {
    /// The ticket's masks on fresh weights, trained from the first step: without its weights.
    case reinitialized
    /// The ticket's weights with the marks of each layer's mask in random order: without its structure, but for how
    /// many weights each layer has.
    case shuffled
    /// The ticket's weights with as many marks anywhere in the network, all places alike: without its structure.
    case random
  }

  /// The ticket of a round before its training: the weights that it starts from under its masks.
  /// - Throws: `PruningError.round` for a round that is not there.
  public func ticket(_ index: Int) throws -> Network {
    let masks = try round(index).network.masks
    guard index > 0 else { return try origin.masked(by: masks) }
    return try settings.start(
      rounds[index - 1].network.masked(by: masks), origin: origin, round: index, checkpoint: .none)
  }

  /// A control of a round before its training.
  /// - Parameters:
  ///   - kind: what is taken from the ticket.
  ///   - index: the round.
  ///   - seed: what fresh weights (stream `init`), orders (`shuffle`) or places (`places`) are drawn with.
  /// - Throws: `PruningError.round`; `.emptiesLayer` where the random places leave a layer without weights;
  ///   `Interrupted`.
  /// - Complexity: O(weights).
  public func control(
    _ kind: Control, round index: Int, seed: Int, checkpoint: Checkpoint = .none
  ) throws -> Network {
    let ticket = try ticket(index)
    let layers = ticket.parameters.filter(\.isPrunable)
    var masks: [String: Mask] = [:]
    switch kind {
    case .reinitialized: return try ticket.reinitialized(seed: seed, checkpoint: checkpoint)
    case .shuffled:
      for (place, layer) in layers.enumerated() {
        try checkpoint.check()
        guard let kept = layer.mask?.kept else { continue }
        var stream = RandomStream(seed: seed, name: "shuffle", index: place)
        masks[layer.name] = Mask(layer.value.shape, kept: stream.permutation(of: kept.count).map { kept[$0] })
      }
    case .random:
      var stream = RandomStream(seed: seed, name: "places")
      var kept = [UInt8](repeating: 0, count: ticket.prunableCount)
      for place in stream.permutation(of: kept.count).prefix(ticket.remainingCount) { kept[place] = 1 }
      var first = 0
      for layer in layers {
        let mask = Mask(layer.value.shape, kept: Array(kept[first..<first + layer.value.count]))
        guard mask.remaining > 0 else {
          throw PruningError.emptiesLayer(layer.name, survivors: layer.value.count, round: index)
        }
        masks[layer.name] = mask
        first += layer.value.count
      }
    }
    // The weights that a ticket of any other mask would start from; the ticket itself has only its own.
    let dense = try rounds[0].network.masked(by: [:])
    guard index > 0 else { return try origin.masked(by: masks) }
    return try settings.start(dense, origin: origin, round: index, checkpoint: checkpoint).masked(by: masks)
  }

  /// A control of a round, trained as the round was; fresh weights from the first step on.
  /// - Parameters:
  ///   - kind: what is taken from the ticket.
  ///   - index: the round.
  ///   - data: what the search was made on.
  ///   - seed: what the control is drawn with; the order of the samples stays that of the search.
  /// - Throws: as `control` and `train`.
  /// - Complexity: one training.
  public func trained(
    _ kind: Control, round index: Int, on data: Dataset, seed: Int, checkpoint: Checkpoint = .none
  ) throws -> TrainingRun {
    let start = try control(kind, round: index, seed: seed, checkpoint: checkpoint)
    var training = index == 0 || kind == .reinitialized ? settings.denseTraining : settings.retraining
    training.snapshotStep = nil
    return try train(start, on: data, training, checkpoint: checkpoint)
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
    try trained(.reinitialized, round: index, on: data, seed: seed, checkpoint: checkpoint)
  }

  private func round(_ index: Int) throws(PruningError) -> Round {
    guard rounds.indices.contains(index) else { throw .round(index, count: rounds.count) }
    return rounds[index]
  }
}
