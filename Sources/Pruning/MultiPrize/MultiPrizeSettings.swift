public import Networks

/// How the subnetworks of random weights are looked for.
public struct MultiPrizeSettings: Hashable, Sendable {
  /// What becomes of the weights that are kept.
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    /// They are kept as they are.
    ///
    /// Source: Ramanujan, Wortsman, Kembhavi, Farhadi, Rastegari, "What's hidden in a randomly weighted neural
    /// network?", arXiv:1911.13299.
    case edgePopup
    /// They become ± α, α the layer's mean |w| over what is kept.
    ///
    /// Source: Diffenderfer, Kailkhura, "Multi-prize lottery ticket hypothesis", arXiv:2103.09377.
    case biprop
  }

  /// Where the frozen weights come from.
  public enum Weights: String, Hashable, Sendable, CaseIterable {
    /// Those of the network.
    case asGiven
    /// The signs of the network's, each ± √(2 / fanIn): the signed Kaiming constant.
    case signedConstant
  }

  /// The fraction of each layer's weights that the subnetwork has, in (0, 1].
  public var keep: Double
  /// What becomes of the weights that are kept.
  public var rule: Rule
  /// Where the frozen weights come from.
  public var weights: Weights
  /// Passes over the training samples.
  public var epochs: Int
  /// Samples a step.
  public var batch: Int
  /// How scores move.
  public var optimizer: Optimizer
  /// Factors of the rate, multiplied.
  public var schedule: [Schedule]
  /// Orders the samples and draws the scores.
  public var seed: Int

  /// The settings of a search; the defaults of optimiser, schedule and batch are recalled from the first paper's
  /// configurations.
  public init(
    keep: Double = 0.5, rule: Rule = .edgePopup, weights: Weights = .signedConstant, epochs: Int = 10,
    batch: Int = 128, optimizer: Optimizer = .sgd(rate: 0.1, momentum: 0.9, weightDecay: 1e-4),
    schedule: [Schedule] = [.cosine()], seed: Int = 0
  ) {
    self.keep = keep
    self.rule = rule
    self.weights = weights
    self.epochs = epochs
    self.batch = batch
    self.optimizer = optimizer
    self.schedule = schedule
    self.seed = seed
  }

  /// What the search has in common with training.
  var training: TrainingSettings {
    TrainingSettings(epochs: epochs, batch: batch, optimizer: optimizer, schedule: schedule, seed: seed)
  }
}
