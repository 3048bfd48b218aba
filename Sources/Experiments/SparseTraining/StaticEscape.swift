public import Datasets
public import Networks
import Pruning
public import Tensors

/// Whether training gets away from what a static sparse network has learned.
public struct StaticEscape: Sendable {
  /// The straight line from the static solution to another one of as many weights.
  public let barrier: ErrorBarrier
  /// Trained on from the static solution with its connections as they are.
  public let stayed: TrainingRun
  /// Trained on from the static solution with connections exchanged by RigL.
  public let rigged: TrainingRun
  /// The static solution on the training samples.
  public let before: Evaluation

  /// How much lower the training loss ends where connections are exchanged.
  public var gain: Double { stayed.train.loss - rigged.train.loss }
}

/// Measures the line between a static and another sparse solution, and trains on from the static one, with its connections
/// and with RigL's.
///
/// Both trainings begin as the first did, at the full rate; the line runs in the space of all weights, so points between
/// the ends have the connections of both.
///
/// Source: Evci, Gale, Menick, Castro, Elsen, "Rigging the lottery", arXiv:1911.11134, section 4.4.
/// - Parameters:
///   - solution: a trained sparse network.
///   - other: another one of the same layers, such as gradual pruning gives.
///   - data: what both learned from.
///   - settings: how to train on.
///   - points: of the line, the ends among them.
/// - Throws: as `train` and `errorBarrier`.
/// - Complexity: two trainings and `points` evaluations.
public func staticEscape(
  from solution: Network, to other: Network, on data: Dataset,
  _ settings: SparseTrainingSettings = SparseTrainingSettings(), points: Int = 30, checkpoint: Checkpoint = .none
) throws -> StaticEscape {
  let samples = data.test.count > 0 ? data.test : data.train
  let stayed = try settings.train(
    solution, method: .static, on: data, checkpoint: checkpoint.part(0, of: 2, "escape, static"))
  let rigged = try settings.train(
    solution, method: .rigl, on: data, checkpoint: checkpoint.part(1, of: 2, "escape, RigL"))
  return StaticEscape(
    barrier: try errorBarrier(
      between: solution.masked(by: [:]), and: other.masked(by: [:]), on: samples, points: points,
      checkpoint: checkpoint.observed(by: nil)),
    stayed: stayed, rigged: rigged,
    before: try solution.evaluate(on: data.train, checkpoint: checkpoint.observed(by: nil)))
}
