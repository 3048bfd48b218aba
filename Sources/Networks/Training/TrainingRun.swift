/// What training gave: the network, how it got there, and how well it does.
public struct TrainingRun: Hashable, Sendable {
  /// A line of a run's history.
  public struct Record: Hashable, Sendable, Codable {
    /// Steps made so far, counted from the beginning of the schedule.
    public let step: Int
    /// The same in passes over the training samples.
    public let epoch: Double
    /// Mean loss and accuracy of the mini-batches since the line before, each measured before its update.
    public let train: Evaluation
    /// Loss and accuracy on the validation samples after this step; nil where there are none.
    public let validation: Evaluation?
  }

  /// The trained network.
  public let network: Network
  /// A line an evaluation, in order.
  public let history: [Record]
  /// Loss and accuracy of `network` on the training samples.
  public let train: Evaluation
  /// The same on the validation samples; nil where there are none.
  public let validation: Evaluation?
  /// The same on the test samples; nil where there are none.
  public let test: Evaluation?
  /// Steps made, counted from the beginning of the schedule.
  public let steps: Int
  /// The step of the least validation loss among the evaluations, the first of equals; nil without validation samples.
  public let earlyStopStep: Int?
  /// The network as it stood at `settings.snapshotStep`.
  public let snapshot: Network?
  /// What an intervention changed on the way, in order.
  public let interventions: [InterventionRecord]
  /// How often each training sample was visited; nil unless a selector chose them.
  public let visits: [Int]?
  /// How it was trained, the seed included.
  public let settings: TrainingSettings
  /// Everything that the result depends on, in words.
  public let description: RunDescription
}
