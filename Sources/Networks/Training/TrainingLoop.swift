import Datasets
import Tensors

/// A training run under way.
struct TrainingLoop {
  private let initial: Network
  private let data: Dataset
  private let settings: TrainingSettings
  private let onEvaluation: EvaluationObserver?
  private let watch: NetworkWatch?
  private let length: RunLength

  private var trainer: Trainer
  private var intervention: (any TrainingIntervention)?
  private var selector: (any SampleSelector)?
  private var step: Int
  /// The rows of the epoch under way; empty before its first step.
  private var order: [Int] = []
  /// How often each training sample has been visited, where a selector chooses.
  private var visits: [Int]?
  private var interventions: [InterventionRecord] = []
  private var since = RunningSums()
  private var history: [TrainingRun.Record] = []
  private var snapshot: Network?
  private var best: (step: Int, loss: Double, network: Network?)?
  private var evaluationsSinceBest = 0

  /// - Precondition: network, data and settings have been validated together.
  init(
    _ network: Network, _ data: Dataset, _ settings: TrainingSettings, _ length: RunLength,
    intervention: (any TrainingIntervention)?, selector: (any SampleSelector)?, watch: NetworkWatch?,
    onEvaluation: EvaluationObserver?
  ) {
    self.onEvaluation = onEvaluation
    self.watch = watch
    initial = network
    self.data = data
    self.settings = settings
    self.length = length
    self.intervention = intervention
    self.selector = selector
    trainer = Trainer(
      network, settings, image: data.train.imageShape, remembersPruned: intervention?.remembersPruned ?? false)
    step = settings.startStep
    visits = selector.map { _ in [Int](repeating: 0, count: data.train.count) }
  }

  /// Makes all steps.
  /// - Parameter keep: called after every step but the last, to keep the state where it is to be kept.
  mutating func run(checkpoint: Checkpoint, keep: ((TrainingLoop) throws -> Void)? = nil) throws {
    if step == settings.snapshotStep { snapshot = initial }
    let interval = settings.evaluateEvery.steps(perEpoch: length.stepsPerEpoch)
    let look = watch?.interval.steps(perEpoch: length.stepsPerEpoch) ?? .max
    if step == settings.startStep { try watch?.look(step, initial) }
    var isStopped = false
    while step < length.steps, !isStopped {
      let position = step % length.stepsPerEpoch
      if order.isEmpty || position == 0 {
        order = try self.order(ofEpoch: step / length.stepsPerEpoch, checkpoint: checkpoint)
      }
      let first = position * settings.batch
      let rows = order[first..<min(first + settings.batch, order.count)]
      let timing = intervention?.timing(at: step, of: length)
      let sums: LossSums
      if timing == .insteadOfStep {
        let (gradient, batch) = try gradient(rows, checkpoint: checkpoint)
        isStopped = try intervene(gradient: gradient, checkpoint: checkpoint)
        sums = batch
      } else {
        let place = Trainer.Place(
          step: step, epoch: step / length.stepsPerEpoch,
          factor: settings.schedule.factor(step: step, total: length.steps, stepsPerEpoch: length.stepsPerEpoch))
        sums = try data.train.withView { view throws(Interrupted) in
          try trainer.step(rows, of: view, at: place, checkpoint: checkpoint)
        }
      }
      guard sums.loss.isFinite else { throw NetworkError.diverged(step: step, loss: sums.loss) }
      if timing == .afterStep { isStopped = try intervene(gradient: nil, checkpoint: checkpoint) }
      step += 1
      since.add(sums, rows: rows.count)
      if visits != nil { for row in rows { visits?[row] += 1 } }
      if step == settings.snapshotStep { snapshot = trainer.current }
      report(sums, rows: rows.count, to: checkpoint)
      if let watch, step % look == 0 || step == length.steps || isStopped { try watch.look(step, trainer.current) }
      if step % interval == 0 || step == length.steps || isStopped {
        try evaluate(since, checkpoint: checkpoint)
        since = RunningSums()
        if let stop = settings.stop, evaluationsSinceBest >= stop.patience { return }
      }
      if step < length.steps, !isStopped { try keep?(self) }
    }
  }

  /// The dense gradient of a batch and its loss, with the weights as they are.
  private func gradient(
    _ rows: ArraySlice<Int>, checkpoint: Checkpoint
  ) throws(Interrupted) -> ([Tensor], LossSums) {
    let differentiator = Differentiator(trainer.current, batch: rows.count, seed: settings.seed)
    let evaluation = try differentiator.differentiate(rows, of: data.train, loss: settings.loss, checkpoint: checkpoint)
    let sums = LossSums(loss: evaluation.loss * Double(evaluation.count), correct: evaluation.correct)
    return (differentiator.gradients, sums)
  }

  /// Lets the intervention act.
  /// - Returns: whether the run ends.
  private mutating func intervene(gradient: [Tensor]?, checkpoint: Checkpoint) throws -> Bool {
    let moment = TrainingMoment(
      step: step, length: length, seed: settings.seed, network: trainer.current, initial: initial, gradient: gradient,
      optimizerMemory: trainer.memory)
    try checkpoint.check()
    switch try intervention?.intervene(in: moment) {
    case nil, .goOn: return false
    case .stop: return true
    case .change(let network):
      guard network.layers == initial.layers, network.input == initial.input else {
        throw NetworkError.architecture(expected: initial.layers, found: network.layers)
      }
      interventions.append(InterventionRecord(step: step, from: moment.network, to: network))
      change(to: network, from: moment)
      return false
    }
  }

  /// Goes on with other weights and masks; what was or is pruned is forgotten, unless it is to be remembered.
  private mutating func change(to network: Network, from moment: TrainingMoment) {
    let remembersPruned = intervention?.remembersPruned ?? false
    let memory = moment.optimizerMemory.map { arrays in
      arrays.indices.map { index -> Tensor in
        let (before, after) = (moment.network.parameters[index].mask?.kept, network.parameters[index].mask?.kept)
        guard !remembersPruned, before != nil || after != nil else { return arrays[index] }
        var values = arrays[index].floats
        for place in values.indices where before?[place] == 0 || after?[place] == 0 { values[place] = 0 }
        return Tensor(arrays[index].shape, values)
      }
    }
    let updates = trainer.updates
    trainer = Trainer(network, settings, image: data.train.imageShape, remembersPruned: remembersPruned)
    // The same optimiser, so its memory fits.
    _ = trainer.restore(network, memory: memory, updates: updates)
  }

  /// Goes on from an earlier state of the same run.
  /// - Returns: whether the state fits.
  mutating func restore(_ file: RunFile) -> Bool {
    guard file.state.step <= length.steps else { return false }
    // An intervention may have changed the masks, with which the memory is laid out.
    if let intervention {
      trainer = Trainer(
        file.network, settings, image: data.train.imageShape, remembersPruned: intervention.remembersPruned)
    }
    guard trainer.restore(file.network, memory: file.memory, updates: file.state.updates) else { return false }
    intervention?.memory = file.interventionMemory
    selector?.memory = file.selectorMemory
    order = file.state.order ?? []
    visits = file.state.visits ?? visits
    interventions = file.state.interventions ?? []
    step = file.state.step
    history = file.state.history
    since = file.state.since
    snapshot = file.snapshot
    best = file.state.best.map { ($0.step, $0.loss, file.bestNetwork) }
    evaluationsSinceBest = file.state.evaluationsSinceBest
    return true
  }

  /// Whether the state after so many steps is to be kept.
  func isKept(every interval: Interval) -> Bool { step % interval.steps(perEpoch: length.stepsPerEpoch) == 0 }

  /// The run as it stands.
  func file(_ description: RunDescription) -> RunFile {
    var settings = settings
    settings.checkpoint = nil
    let state = RunState(
      description: description, input: initial.input, layers: initial.layers, initializer: initial.initializer,
      settings: settings, step: step, updates: trainer.updates, history: history, since: since,
      best: best.map { RunState.Best(step: $0.step, loss: $0.loss) }, evaluationsSinceBest: evaluationsSinceBest,
      hasSnapshot: snapshot != nil, hasBestNetwork: best?.network != nil,
      interventions: intervention == nil ? nil : interventions, order: selector == nil ? nil : order, visits: visits,
      result: nil)
    return RunFile(
      state, trainer.current, memory: trainer.memory, snapshot: snapshot, bestNetwork: best?.network,
      interventionMemory: intervention?.memory ?? [], selectorMemory: selector?.memory ?? [])
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
      earlyStopStep: best?.step, snapshot: snapshot, interventions: interventions, visits: visits, settings: settings,
      description: description)
  }

  private mutating func order(ofEpoch epoch: Int, checkpoint: Checkpoint) throws -> [Int] {
    guard selector != nil else {
      var stream = RandomStream(seed: settings.seed, name: "order", index: epoch)
      return stream.permutation(of: data.train.count)
    }
    let (trainer, samples) = (trainer, data.train)
    let moment = SelectionMoment(epoch: epoch, seed: settings.seed, labels: samples.labels) {
      try trainer.logits(samples, checkpoint: checkpoint)
    }
    return try selector?.rows(for: moment) ?? []
  }

  private mutating func evaluate(_ since: RunningSums, checkpoint: Checkpoint) throws {
    let validation =
      data.validation.count == 0
      ? nil
      : try data.validation.withView { view throws(Interrupted) in
        try trainer.evaluate(view, checkpoint: checkpoint)
      }
    let record = TrainingRun.Record(
      step: step, epoch: Double(step) / Double(length.stepsPerEpoch), train: since.evaluation, validation: validation)
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
        "train", step, of: length.steps, unit: "step",
        measures: [
          .init("epoch", Double(step) / Double(length.stepsPerEpoch)), .init("loss", sums.loss / Double(rows)),
          .init("accuracy", Double(sums.correct) / Double(rows)),
        ]))
  }
}
