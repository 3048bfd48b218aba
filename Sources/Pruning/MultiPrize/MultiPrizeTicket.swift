public import Networks

/// A subnetwork of random weights that classifies without any of them having been trained.
public struct MultiPrizeTicket: Hashable, Sendable {
  /// A line of the history, one an epoch.
  public struct Record: Hashable, Sendable, Codable {
    /// Passes over the training samples so far.
    public let epoch: Int
    /// Steps so far.
    public let step: Int
    /// Mean loss and accuracy of the epoch's mini-batches, each by the subnetwork before its update.
    public let train: Evaluation
    /// The validation samples; nil where there are none.
    public let validation: Evaluation?
    /// The fraction of the weights that came in during the epoch; as many went.
    public let exchanged: Double
  }

  /// The frozen weights under the masks; with biprop ± α.
  public let network: Network
  /// The frozen weights that it is a part of.
  public let origin: Network
  /// A line an epoch.
  public let history: [Record]
  /// Loss and accuracy on the training samples.
  public let train: Evaluation
  /// The same on the validation samples; nil where there are none.
  public let validation: Evaluation?
  /// The same on the test samples; nil where there are none.
  public let test: Evaluation?
  /// How it was found.
  public let settings: MultiPrizeSettings
}
