import Archives
public import Datasets
public import Tensors

/// What is told of each evaluation of a run.
public typealias EvaluationObserver = (TrainingRun.Record) throws -> Void

/// Trains a copy of a network by mini-batches; the network given is unchanged.
///
/// Every epoch visits every training sample once, in an order of its own. The result is the same bits for a seed on any
/// number of threads, and stays so when training begins at a later step with the weights of that step and an optimiser
/// without memory. Weights that are pruned stay exactly zero, and so does what the optimiser remembers of them.
///
/// - Parameters:
///   - network: where to start from.
///   - data: what to learn from, to watch and to report on.
///   - settings: how.
///   - intervention: what changes masks or weights on the way.
///   - selector: which samples an epoch visits; all of them unless given.
///   - watch: looks at the network on the way; a resumed run is watched from where it goes on.
///   - checkpoint: asked at every shard of every step; told after every step.
///   - onEvaluation: called with each line of the history as it is written; what it throws ends the run.
/// - Throws: `NetworkError` before the first step where network, data and settings do not go together or the data are
///   not finite; `.diverged` once a loss is not finite; `Interrupted`.
/// - Complexity: O(epochs · samples · weights); memory for four times the weights and a batch of activations.
public func train(
  _ network: Network, on data: Dataset, _ settings: TrainingSettings = TrainingSettings(),
  intervention: (any TrainingIntervention)? = nil, selector: (any SampleSelector)? = nil,
  watch: NetworkWatch? = nil, checkpoint: Checkpoint = .none, onEvaluation: EvaluationObserver? = nil
) throws -> TrainingRun {
  // What a selector keeps makes sense only where the selector does.
  try selector?.validate(for: data)
  let visited = selector.map { $0.count(of: data.train.count) } ?? data.train.count
  try settings.validate(for: data, visiting: visited)
  for (part, samples) in [("training", data.train), ("validation", data.validation), ("test", data.test)]
  where samples.count > 0 {
    try network.check(samples, settings.loss, part: part)
    if let place = try samples.firstNotFinite(checkpoint: checkpoint) {
      throw NetworkError.notFinite(part: part, row: place.row, column: place.column)
    }
  }
  let length = RunLength(steps: settings.totalSteps(visited), stepsPerEpoch: settings.stepsPerEpoch(visited))
  try intervention?.validate(for: network, over: length)
  try MemoryDemand.check(network, settings)
  var loop = TrainingLoop(
    network, data, settings, length, intervention: intervention, selector: selector, watch: watch,
    onEvaluation: onEvaluation)
  let description = try RunDescription(
    network, data, settings, intervention: intervention, selector: selector, checkpoint: checkpoint)
  guard let rule = settings.checkpoint else {
    try loop.run(checkpoint: checkpoint)
    return try loop.result(description, checkpoint: checkpoint)
  }
  let path = rule.path(description)
  if FileBytes.exists(path) {
    let file = try RunFile(path: path, checkpoint: checkpoint)
    guard file.state.description.name == description.name else {
      throw NetworkError.runFile(
        path: path, expected: "the run \(description.name)", found: file.state.description.name)
    }
    if let run = TrainingRun(file) { return run }
    guard loop.restore(file) else {
      throw NetworkError.runFile(path: path, expected: "the state of this run", found: "one of other settings")
    }
  }
  try AtomicFile.makeFolder(rule.folder)
  try loop.run(checkpoint: checkpoint) { loop in
    if loop.isKept(every: rule.interval) { try loop.file(description).write(to: path, checkpoint: checkpoint) }
  }
  let run = try loop.result(description, checkpoint: checkpoint)
  try run.write(to: path, checkpoint: checkpoint)
  return run
}
