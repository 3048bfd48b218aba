public import Networks

/// Everything that decides how instability is looked for, beside the network, the data and the steps.
public struct InstabilitySettings: Hashable, Sendable {
  /// How the run and its copies are trained; their start and seeds are set by the analysis. The network is taken for the
  /// state at `training.startStep`.
  public var training: TrainingSettings
  /// Points of the line between two copies, the ends among them.
  public var points: Int
  /// What becomes of batch normalisations on the line.
  public var statistics: StatisticsPolicy
  /// How many training samples, from the first on, errors are also measured on; 0 leaves that out.
  public var trainSamples: Int

  /// The settings of an analysis.
  public init(
    training: TrainingSettings = TrainingSettings(), points: Int = 30, statistics: StatisticsPolicy = .interpolated,
    trainSamples: Int = 2_000
  ) {
    self.training = training
    self.points = points
    self.statistics = statistics
    self.trainSamples = trainSamples
  }

  /// What orders and augments the samples of one of the two copies.
  public func seed(ofCopy index: Int) -> Int { derivedSeed(training.seed, "copies", index: index) }
}
