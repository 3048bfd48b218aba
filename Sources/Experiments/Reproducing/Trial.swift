public import Datasets
public import Tensors

/// One seed of a reproduction: what it works with, and whom it tells.
public struct Trial: Sendable {
  /// Draws everything that is drawn: weights, order, noise.
  public let seed: Int
  /// How large it is made.
  public let size: ReproductionSize
  /// The data sets, in the order of the reproduction's sources.
  public let data: [Dataset]
  /// Where the work looks for an interrupt and tells how far it has come.
  public let checkpoint: Checkpoint
  private let publishing: (@Sendable (Measurement) -> Void)?

  /// A trial.
  public init(
    seed: Int, size: ReproductionSize = .quick, data: [Dataset], checkpoint: Checkpoint = .none,
    onUpdate publishing: (@Sendable (Measurement) -> Void)? = nil
  ) {
    self.seed = seed
    self.size = size
    self.data = data
    self.checkpoint = checkpoint
    self.publishing = publishing
  }

  /// Shows what there is so far: the curves as they grow.
  public func publish(_ measurement: @autoclosure () -> Measurement) { publishing?(measurement()) }

  /// The checkpoint of one of several pieces of work of about the same length: training 3 of 25.
  public func part(_ index: Int, of count: Int) -> Checkpoint { checkpoint.part(index, of: count) }

  /// The checkpoint of a piece of work that takes the trial from one fraction of its time to another, about.
  public func part(from start: Double, to end: Double) -> Checkpoint { checkpoint.part(from: start, to: end) }
}
