import Datasets
import Tensors

/// A training run under way.
struct TrainingLoop {
  private let initial: Network
  private let data: Dataset
  private let settings: TrainingSettings
  private let trainer: Trainer
  private let onEvaluation: EvaluationObserver?
  private let stepsPerEpoch: Int
  private let total: Int

  private var step: Int
  private var since = RunningSums()
  private var history: [TrainingRun.Record] = []
  private var snapshot: Network?
  private var best: (step: Int, loss: Double, network: Network?)?
  private var evaluationsSinceBest = 0

  /// - Precondition: network, data and settings have been validated together.
  init(_ network: Network, _ data: Dataset, _ settings: TrainingSettings, onEvaluation: EvaluationObserver? = nil) {
    self.onEvaluation = onEvaluation
    initial = network
    self.data = data
    self.settings = settings
    trainer = Trainer(network, settings, image: data.train.imageShape)
    stepsPerEpoch = settings.stepsPerEpoch(data.train.count)
    total = settings.totalSteps(data.train.count)
    step = settings.startStep
  }

  /// Makes all steps.
  /// - Parameter keep: called after every step but the last, to keep the state where it is to be kept.
  mutating func run(checkpoint: Checkpoint, keep: ((TrainingLoop) throws -> Void)? = nil) throws {
    if step == settings.snapshotStep { snapshot = initial }
    let interval = settings.evaluateEvery.steps(perEpoch: stepsPerEpoch)
    var order: [Int] = []
    while step < total {
      let position = step % stepsPerEpoch
      if order.isEmpty || position == 0 { order = self.order(ofEpoch: step / stepsPerEpoch) }
      let first = position * settings.batch
      let rows = order[first..<min(first + settings.batch, order.count)]
      let place = Trainer.Place(
        step: step, epoch: step / stepsPerEpoch,
        factor: settings.schedule.factor(step: step, total: total, stepsPerEpoch: stepsPerEpoch))
      let sums = try data.train.withView { view throws(Interrupted) in
        try trainer.step(rows, of: view, at: place, checkpoint: checkpoint)
      }
      guard sums.loss.isFinite else { throw NetworkError.diverged(step: step, loss: sums.loss) }
      step += 1
      since.add(sums, rows: rows.count)
      if step == settings.snapshotStep { snapshot = trainer.current }
      report(sums, rows: rows.count, to: checkpoint)
      if step % interval == 0 || step == total {
        try evaluate(since, checkpoint: checkpoint)
        since = RunningSums()
        if let stop = settings.stop, evaluationsSinceBest >= stop.patience { return }
      }
      if step < total { try keep?(self) }
    }
  }

  /// Goes on from an earlier state of the same run.
  /// - Returns: whether the state fits.
  mutating func restore(_ file: RunFile) -> Bool {
    guard file.state.step <= total, trainer.restore(file.network, memory: file.memory, updates: file.state.updates)
    else { return false }
    step = file.state.step
    history = file.state.history
    since = file.state.since
    snapshot = file.snapshot
    best = file.state.best.map { ($0.step, $0.loss, file.bestNetwork) }
    evaluationsSinceBest = file.state.evaluationsSinceBest
    return true
  }

  /// Whether the state after so many steps is to be kept.
  func isKept(every interval: Interval) -> Bool { step % interval.steps(perEpoch: stepsPerEpoch) == 0 }

  /// The run as it stands.
  func file(_ description: RunDescription) -> RunFile {
    var settings = settings
    settings.checkpoint = nil
    let state = RunState(
      description: description, input: initial.input, layers: initial.layers, initializer: initial.initializer,
      settings: settings, step: step, updates: trainer.updates, history: history, since: since,
      best: best.map { RunState.Best(step: $0.step, loss: $0.loss) }, evaluationsSinceBest: evaluationsSinceBest,
      hasSnapshot: snapshot != nil, hasBestNetwork: best?.network != nil, result: nil)
    return RunFile(
      state, trainer.current, memory: trainer.memory, snapshot: snapshot, bestNetwork: best?.network)
  }

  /// The finished run.
  func result(_ description: RunDescription, checkpoint: Checkpoint) throws -> TrainingRun {
    let network = (settings.stop == nil ? trainer.current : best?.network ?? trainer.current)
      .expecting(data.standardization ?? initial.standardization)
    func evaluation(_ samples: Samples) throws -> Evaluation? {
      samples.count == 0
        ? nil : try network.evaluate(on: samples, loss: settings.loss.evaluated, checkpoint: checkpoint)
    }
    return TrainingRun(
      network: network, history: history,
      train: try network.evaluate(on: data.train, loss: settings.loss.evaluated, checkpoint: checkpoint),
      validation: try evaluation(data.validation), test: try evaluation(data.test), steps: step,
      earlyStopStep: best?.step, snapshot: snapshot, settings: settings,
      description: description)
  }

  private func order(ofEpoch epoch: Int) -> [Int] {
    var stream = RandomStream(seed: settings.seed, name: "order", index: epoch)
    return stream.permutation(of: data.train.count)
  }

  private mutating func evaluate(_ since: RunningSums, checkpoint: Checkpoint) throws {
    let validation =
      data.validation.count == 0
      ? nil
      : try data.validation.withView { view throws(Interrupted) in
        try trainer.evaluate(view, checkpoint: checkpoint)
      }
    let record = TrainingRun.Record(
      step: step, epoch: Double(step) / Double(stepsPerEpoch), train: since.evaluation, validation: validation)
    history.append(record)
    if let validation {
      if best.map({ validation.loss < $0.loss }) ?? true {
        best = (step, validation.loss, settings.stop == nil ? nil : trainer.current)
        evaluationsSinceBest = 0
      } else {
        evaluationsSinceBest += 1
      }
    }
    try onEvaluation?(record)
  }

  private func report(_ sums: LossSums, rows: Int, to checkpoint: Checkpoint) {
    checkpoint.report(
      Progress(
        "train", step, of: total, unit: "step",
        measures: [
          .init("epoch", Double(step) / Double(stepsPerEpoch)), .init("loss", sums.loss / Double(rows)),
          .init("accuracy", Double(sums.correct) / Double(rows)),
        ]))
  }
}
