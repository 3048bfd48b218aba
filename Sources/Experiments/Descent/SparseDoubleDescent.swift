public import Datasets
public import Networks
public import Pruning
public import Tensors

/// How a network that is pruned step by step fares on noisy labels: it overfits more, then less, then collapses.
public struct SparseDoubleDescent: Sendable {
  /// One level of the ladder.
  public struct Level: Sendable {
    /// The trained network and how it does.
    public let round: Lottery.Round
    /// The fraction of the wrong training labels that the network gives back; nil where none is wrong.
    public let noiseFitted: Double?
    /// The Euclidean distance that the surviving weights moved from their initialisation.
    public let distance: Double

    /// The fraction of prunable weights that is pruned.
    public var sparsity: Double { round.sparsity }
    /// The accuracy that levels are chosen by: on validation samples, or on test samples where there are none.
    var choosing: Double { (round.validation ?? round.test ?? round.train).accuracy }
    /// The accuracy that is reported: on test samples, or on validation samples where there are none.
    public var accuracy: Double { (round.test ?? round.validation ?? round.train).accuracy }
  }

  /// The dense network, then a level a pruning.
  public let levels: [Level]
  /// The noise of the training labels; nil for none.
  public let noise: LabelNoise?
  /// How many training labels are wrong.
  public let wrongLabels: Int
  /// How the ladder was made.
  public let settings: LotterySettings

  private var valley: Valley? { Valley(levels.map(\.choosing)) }

  /// The level of the trough, chosen on validation samples: furthest below both the dense network and the best level
  /// after it. Nil for fewer than three levels.
  public var trough: Int? { valley?.bottom }
  /// The best level after the trough, chosen on validation samples.
  public var secondPeak: Int? { valley?.peak }
  /// The level, neither first nor last, whose weights moved furthest.
  public var distancePeak: Int? {
    guard levels.count >= 3 else { return nil }
    return (1..<levels.count - 1).max { levels[$0].distance < levels[$1].distance }
  }
  /// How far the trough lies below both the dense network and the second peak, as a fraction of the samples.
  public var depth: Double? {
    valley.map { min(levels[0].accuracy, levels[$0.peak].accuracy) - levels[$0.bottom].accuracy }
  }
  /// Pearson's correlation of accuracy and negative distance from the trough to the second peak; nil for fewer than
  /// three levels there.
  public var distanceCorrelation: Double? {
    guard let valley, valley.peak - valley.bottom >= 2 else { return nil }
    let part = levels[valley.bottom...valley.peak]
    return try? Correlation(of: part.map(\.accuracy), and: part.map { -$0.distance }).coefficient
  }
}

/// Prunes and retrains a network on noisy labels, level after level, and follows accuracy, memorisation and the distance
/// that the weights move.
///
/// Source: He, Xie, Zhu, Qin, "Sparse double descent: where network pruning aggravates overfitting", arXiv:2206.08684.
/// - Parameters:
///   - network: the untrained network.
///   - data: its training labels are made noisy; validation and test labels stay.
///   - noise: of the training labels; nil for none.
///   - settings: the ladder; `rewindTo` says how levels are retrained.
///   - checkpoint: asked at every shard of every step; told after every step.
///   - onLevel: called with the levels there are, whenever one is done.
/// - Throws: `DatasetError.labelNoise` and what `lottery` throws, before any training.
/// - Complexity: a training a level.
public func sparseDoubleDescent(
  of network: Network, on data: Dataset, noise: LabelNoise? = .symmetric(0.2), _ settings: LotterySettings,
  checkpoint: Checkpoint = .none, onLevel: ((SparseDoubleDescent) throws -> Void)? = nil
) throws -> SparseDoubleDescent {
  let noisy = try noise.map { try data.withLabelNoise($0, seed: settings.training.seed) } ?? data
  let wrong = try noisy.train.rowsLabelledUnlike(data.train)
  let memorized = wrong.isEmpty ? nil : try noisy.train.gather(wrong)
  var levels: [SparseDoubleDescent.Level] = []
  func descent() -> SparseDoubleDescent {
    SparseDoubleDescent(levels: levels, noise: noise, wrongLabels: wrong.count, settings: settings)
  }
  _ = try lottery(network, on: noisy, settings, checkpoint: checkpoint) { round in
    // From scratch every level has weights of its own to begin with; else they all come from the same network.
    var initial = network
    if case .scratch(let seed) = settings.rewindTo, round.index > 0 {
      initial = try network.reinitialized(seed: seed &+ round.index, checkpoint: checkpoint)
    }
    levels.append(
      SparseDoubleDescent.Level(
        round: round, noiseFitted: try memorized.map { try round.network.accuracy(on: $0, checkpoint: checkpoint) },
        distance: try round.network.learningDistance(from: initial)))
    try onLevel?(descent())
  }
  return descent()
}

extension SparseDoubleDescent {
  /// Takes the masks off a level's trained network and goes on training: pruned weights start from 0.
  /// - Parameters:
  ///   - index: the level, 0 for dense.
  ///   - data: the data of the ladder, without noise; the same noise is made again.
  ///   - epochs: how long; as long as a level unless given.
  /// - Throws: `ExperimentError.setting` for a level that is not there; as `train`.
  /// - Complexity: one training.
  public func redensified(
    level index: Int, on data: Dataset, epochs: Int? = nil, checkpoint: Checkpoint = .none
  ) throws -> TrainingRun {
    guard levels.indices.contains(index) else {
      throw ExperimentError.setting(name: "level", expected: "0 to \(levels.count - 1)", found: "\(index)")
    }
    let noisy = try noise.map { try data.withLabelNoise($0, seed: settings.training.seed) } ?? data
    var training = settings.training
    training.startStep = 0
    training.snapshotStep = nil
    if let epochs { training.epochs = epochs }
    return try train(levels[index].round.network.masked(by: [:]), on: noisy, training, checkpoint: checkpoint)
  }
}
