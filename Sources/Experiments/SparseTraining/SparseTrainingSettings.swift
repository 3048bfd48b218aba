public import Networks
public import Pruning

/// Everything that decides how ways of sparse training are compared, beside the network and the data.
public struct SparseTrainingSettings: Sendable {
  /// The fraction of prunable weights that is gone.
  public var sparsity: Double
  /// How many weights each layer keeps; the same for all ways but small dense networks.
  public var scope: Scope
  /// Steps between exchanges, and between updates of gradual pruning.
  public var every: Int
  /// What RigL and SET exchange at the beginning; SNFS takes its authors' half.
  public var fraction: Double
  /// When exchanges end, as a fraction of the run.
  public var until: Double
  /// The part of the run in which gradual pruning happens.
  public var gradualSpan: ClosedRange<Double>
  /// How every network is trained; its seed draws the masks too.
  public var training: TrainingSettings

  /// The settings of RigL's multilayer perceptron: 98 % by Erdős-Rényi-Kernel densities, an exchange of 30 % every 100
  /// steps up to three quarters of the run; 25 epochs of batches of 128, momentum 0.9, rate 0.2, weight decay 10⁻⁴;
  /// gradual pruning from step 3,000 to 7,000 of 11,719.
  public init(
    sparsity: Double = 0.98, scope: Scope = .erdosRenyiKernel, every: Int = 100, fraction: Double = 0.3,
    until: Double = 0.75, gradualSpan: ClosedRange<Double> = 0.26...0.6,
    training: TrainingSettings = TrainingSettings(
      epochs: 25, batch: 128, optimizer: .sgd(rate: 0.2, momentum: 0.9, weightDecay: 1e-4), schedule: [.cosine()])
  ) {
    self.sparsity = sparsity
    self.scope = scope
    self.every = every
    self.fraction = fraction
    self.until = until
    self.gradualSpan = gradualSpan
    self.training = training
  }
}
