package import Datasets

/// How a Bayesian network is trained; the defaults are those of arXiv:2201.01203.
public struct BayesianSettings: Hashable, Sendable, Codable {
  /// Passes over the training samples.
  public var epochs: Int
  /// Samples a step.
  public var batch: Int
  /// Adam's learning rate, for means and ρ alike.
  public var rate: Double
  /// Factors of the rate, multiplied.
  public var schedule: [Schedule]
  /// T: what the divergence from the prior counts; below 1 the posterior is cold.
  public var temperature: Double
  /// What is believed of every weight before any data.
  public var prior: WeightPrior
  /// When to stop before the last epoch, with the network of least validation loss.
  public var stop: StoppingRule?
  /// Orders the samples and draws the weights.
  public var seed: Int

  /// The settings of a run.
  public init(
    epochs: Int = 100, batch: Int = 50, rate: Double = 5e-5, schedule: [Schedule] = [], temperature: Double = 1e-2,
    prior: WeightPrior = .gaussian(deviation: 0.1), stop: StoppingRule? = nil, seed: Int = 0
  ) {
    self.epochs = epochs
    self.batch = batch
    self.rate = rate
    self.schedule = schedule
    self.temperature = temperature
    self.prior = prior
    self.stop = stop
    self.seed = seed
  }

  /// What training has in common with any other.
  var training: TrainingSettings {
    TrainingSettings(
      epochs: epochs, batch: batch, optimizer: .adam(rate: rate), schedule: schedule, seed: seed, stop: stop)
  }

  /// Whether a run with these settings can start.
  /// - Throws: as `TrainingSettings.validate(for:)`; `NetworkError.setting` for the temperature and the prior.
  package func validate(for data: Dataset) throws(NetworkError) {
    try training.validate(for: data)
    try NetworkError.demand(
      temperature >= 0 && temperature.isFinite, "temperature", "a number of at least 0", temperature)
    try prior.validate()
  }
}
