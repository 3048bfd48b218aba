public import Tensors

extension TrainingRun {
  /// Writes the finished run: network, masks, history, settings and results in one safetensors file, which appears whole
  /// or not at all.
  /// - Throws: `ArchiveError`, `Interrupted`.
  /// - Complexity: O(parameters).
  public func write(to path: String, checkpoint: Checkpoint = .none) throws {
    try RunFile(
      state, network, memory: [], snapshot: snapshot, bestNetwork: nil, interventionMemory: [], selectorMemory: []
    )
    .write(to: path, checkpoint: checkpoint)
  }

  /// Reads a finished run.
  /// - Throws: `ArchiveError` for a file that is damaged, `NetworkError.runFile` for one that holds no finished run;
  ///   `Interrupted`.
  /// - Complexity: O(parameters).
  public init(path: String, checkpoint: Checkpoint = .none) throws {
    let file = try RunFile(path: path, checkpoint: checkpoint)
    guard let run = TrainingRun(file) else {
      throw NetworkError.runFile(
        path: path, expected: "a finished run; train with the same settings and checkpoint to finish it",
        found: "one after \(file.state.step) steps")
    }
    self = run
  }

  /// The run of a file, if it is finished.
  init?(_ file: RunFile) {
    guard let result = file.state.result else { return nil }
    self.init(
      network: file.network, history: file.state.history, train: result.train, validation: result.validation,
      test: result.test, steps: file.state.step, earlyStopStep: file.state.best?.step, snapshot: file.snapshot,
      interventions: file.state.interventions ?? [], visits: file.state.visits, settings: file.state.settings,
      description: file.state.description)
  }

  private var state: RunState {
    // Where a file lay is no part of a run.
    var settings = settings
    settings.checkpoint = nil
    let least = history.first { $0.step == earlyStopStep }?.validation?.loss
    return RunState(
      description: description, input: network.input, layers: network.layers, initializer: network.initializer,
      settings: settings, step: steps, updates: 0, history: history, since: RunningSums(),
      best: earlyStopStep.map { RunState.Best(step: $0, loss: least ?? .nan) }, evaluationsSinceBest: 0,
      hasSnapshot: snapshot != nil, hasBestNetwork: false,
      interventions: interventions.isEmpty ? nil : interventions, order: nil, visits: visits,
      result: RunState.Result(train: train, validation: validation, test: test))
  }
}
