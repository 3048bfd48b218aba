/// What training a Bayesian network gave.
public struct BayesianRun: Hashable, Sendable {
  /// A line of the history, one an epoch.
  public struct Record: Hashable, Sendable, Codable {
    /// Passes over the training samples so far.
    public let epoch: Int
    /// Steps so far.
    public let step: Int
    /// Mean loss and accuracy of the epoch's mini-batches, each by one draw of the weights before its update.
    public let train: Evaluation
    /// ln q(w) - ln p(w) in nats, the mean over the epoch's draws: an estimate of KL(q ‖ p).
    public let divergence: Double
    /// The validation samples by one draw; nil where there are none.
    public let validation: Evaluation?
  }

  /// The trained distributions, with Adam's second moments.
  public let network: BayesianNetwork
  /// A line an epoch.
  public let history: [Record]
  /// How it was trained.
  public let settings: BayesianSettings
}
