public import Datasets
public import Networks
public import Tensors

/// Trains a copy of a network and prunes it on the way.
/// - Parameters:
///   - network: where to start from; for dynamic sparse training it is sparse already.
///   - data: what to learn from, to watch and to report on.
///   - settings: how.
///   - schedule: when weights go, and whether they come back.
///   - selector: which samples an epoch visits; all of them unless given.
///   - watch: looks at the network on the way; resumed runs are watched from where they go on.
///   - checkpoint: asked at every shard of every step; told after every step.
///   - onEvaluation: called with each line of the history as it is written; what it throws ends the run.
/// - Throws: `PruningError` before the first step where schedule, network, optimiser and run do not go together; as
///   `train`.
/// - Complexity: that of training, and O(n) in the weights at each change.
public func train(
  _ network: Network, on data: Dataset, _ settings: TrainingSettings = TrainingSettings(),
  pruning schedule: PruningSchedule, selector: (any SampleSelector)? = nil, watch: NetworkWatch? = nil,
  checkpoint: Checkpoint = .none, onEvaluation: EvaluationObserver? = nil
) throws -> TrainingRun {
  try schedule.validate(for: settings.optimizer)
  return try train(
    network, on: data, settings, intervention: schedule, selector: selector, watch: watch, checkpoint: checkpoint,
    onEvaluation: onEvaluation)
}
