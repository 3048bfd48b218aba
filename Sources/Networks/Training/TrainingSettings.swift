public import Datasets

/// Everything that decides how a network is trained, beside the network and the data.
public struct TrainingSettings: Hashable, Sendable, Codable {
  /// Passes over the training samples.
  public var epochs: Int
  /// Samples a step; the last step of an epoch takes what is left.
  public var batch: Int
  /// How a gradient becomes a step.
  public var optimizer: Optimizer
  /// Factors of the optimiser's rate, multiplied; none leaves it as it is.
  public var schedule: [Schedule]
  /// A bound on the gradient; nil for none.
  public var clip: GradientClip?
  /// What training makes small.
  public var loss: Loss
  /// Random changes of the training images, one after another; the data must be images.
  public var augmentation: [Augmentation]
  /// What the run draws with: epoch e is shuffled by the stream `order`, index e.
  public var seed: Int
  /// When to end early; nil trains to the last epoch.
  public var stop: StoppingRule?
  /// How often the validation samples are looked at and a line of history is written.
  public var evaluateEvery: Interval
  /// How layers with masks run.
  public var execution: ExecutionPolicy
  /// The step to begin at, as if the steps before had been made: the data order goes on from there. Rewound tickets
  /// start at the step their weights come from. The optimiser starts fresh.
  public var startStep: Int
  /// A step whose network is to be kept as the run's `snapshot`: the state after so many steps from the beginning.
  public var snapshotStep: Int?

  /// Where the run's state is kept on the way; nil keeps none.
  public var checkpoint: CheckpointRule?

  /// The settings of a run.
  public init(
    epochs: Int = 10, batch: Int = 60, optimizer: Optimizer = .adam(rate: 1.2e-3),
    schedule: [Schedule] = [], clip: GradientClip? = nil, loss: Loss = .crossEntropy(),
    augmentation: [Augmentation] = [], seed: Int = 0, stop: StoppingRule? = nil, evaluateEvery: Interval = .epochs(1),
    execution: ExecutionPolicy = .automatic,
    startStep: Int = 0, snapshotStep: Int? = nil, checkpoint: CheckpointRule? = nil
  ) {
    self.epochs = epochs
    self.batch = batch
    self.optimizer = optimizer
    self.schedule = schedule
    self.clip = clip
    self.loss = loss
    self.augmentation = augmentation
    self.seed = seed
    self.stop = stop
    self.evaluateEvery = evaluateEvery
    self.execution = execution
    self.startStep = startStep
    self.snapshotStep = snapshotStep
    self.checkpoint = checkpoint
  }

  /// Steps in a pass over `count` samples.
  /// - Precondition: `batch > 0`.
  public func stepsPerEpoch(_ count: Int) -> Int { (count - 1) / batch + 1 }

  /// Steps of a whole run over `count` samples.
  /// - Precondition: the settings have been validated for these data.
  package func totalSteps(_ count: Int) -> Int { epochs * stepsPerEpoch(count) }

  /// Whether a run with these settings can start.
  /// - Throws: `NetworkError.emptySamples` without training samples, `.setting` for a number outside its range.
  public func validate(for data: Dataset) throws(NetworkError) { try validate(for: data, visiting: data.train.count) }

  /// The same for epochs that visit `count` of the training samples.
  func validate(for data: Dataset, visiting count: Int) throws(NetworkError) {
    guard data.train.count > 0, count > 0 else { throw .emptySamples(part: "training") }
    let meaning = count == data.train.count ? "the training samples there are" : "the training samples of an epoch"
    try NetworkError.demand(batch >= 1 && batch <= count, "batch", "1 to \(count), \(meaning)", batch)
    let most = Int(Int32.max) / stepsPerEpoch(count)
    try NetworkError.demand(epochs >= 1 && epochs <= most, "epochs", "1 to \(most)", epochs)
    try NetworkError.demand(evaluateEvery.length >= 1, "evaluateEvery", "at least 1", evaluateEvery.length)
    let total = totalSteps(count)
    try NetworkError.demand(
      startStep >= 0 && startStep < total, "startStep", "0 to \(total - 1), the run's steps", startStep)
    if let snapshotStep {
      try NetworkError.demand(
        snapshotStep >= startStep && snapshotStep < total, "snapshotStep", "\(startStep) to \(total - 1)", snapshotStep)
    }
    if let checkpoint {
      try NetworkError.demand(checkpoint.interval.length >= 1, "checkpoint", "at least 1", checkpoint.interval.length)
    }
    if let stop {
      try NetworkError.demand(stop.patience >= 1, "patience", "at least 1", stop.patience)
      try NetworkError.demand(data.validation.count > 0, "stop", "validation samples to watch", "none")
    }
    try optimizer.validate()
    for factor in schedule { try factor.validate() }
    try clip?.validate()
    try loss.validate()
    try Augmentation.validate(augmentation, image: data.train.imageShape)
  }
}
