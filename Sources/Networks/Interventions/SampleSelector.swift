public import Datasets
public import Tensors

/// Which training samples an epoch visits, and in which order: dynamic data pruning.
///
/// Everything but its memory must follow from its settings, as for `TrainingIntervention`.
public protocol SampleSelector: Sendable, CustomStringConvertible {
  /// How it is written in a cell: a part of the run's description.
  var description: String { get }

  /// What it remembers; checkpoints keep it.
  var memory: [Tensor] { get set }

  /// How many of `total` samples an epoch visits: the same every epoch.
  func count(of total: Int) -> Int

  /// Whether it can go with data and a run.
  /// - Throws: what does not fit, before the first step.
  func validate(for data: Dataset) throws

  /// The rows of an epoch, in the order in which they are visited: `count(of:)` of them, none twice.
  mutating func rows(for moment: SelectionMoment) throws -> [Int]
}

/// What a selector gets to see at the beginning of an epoch.
public struct SelectionMoment {
  /// The passes before, from 0.
  public let epoch: Int
  /// The run's seed.
  public let seed: Int
  /// The labels of the training samples.
  public let labels: [Int]
  /// Runs the network as it stands over all training samples: logits [samples, classes]. Costs a forward pass.
  public let logits: () throws -> Tensor
}
