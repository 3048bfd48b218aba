public import Datasets
public import Networks
public import Tensors

/// What happens to the error on the straight line between two networks.
public struct ErrorBarrier: Hashable, Sendable {
  /// The points of the line, from 0 (the first network) to 1 (the second).
  public let fractions: [Double]
  /// Loss and accuracy at each point, on the samples that the barrier is reported on.
  public let path: [Evaluation]
  /// The same on the training samples; nil where none were given.
  public let trainPath: [Evaluation]?
  /// What became of the running statistics of batch normalisations; nil where the networks have none.
  public let statistics: StatisticsPolicy?
  /// The Euclidean distance between the networks, over all numbers that gradients move.
  public let distance: Double
  /// The fraction of the samples that the two networks take for different classes.
  public let disagreement: Double

  /// The largest error on the line less the mean of the errors at its ends, as a fraction of the samples.
  public var height: Double { ErrorBarrier.height(of: path) }
  /// The same on the training samples.
  public var trainHeight: Double? { trainPath.map(ErrorBarrier.height) }
  /// Whether the two are linearly connected by the paper's measure: a barrier below 2 %.
  public var isStable: Bool { height < ErrorBarrier.stability }

  /// Below this the paper calls networks stable: 2 %.
  public static let stability = 0.02

  static func height(of path: [Evaluation]) -> Double {
    guard let first = path.first, let last = path.last else { return .nan }
    let highest = path.reduce(0) { max($0, $1.error) }
    return highest - (first.error + last.error) / 2
  }
}

/// Measures the error along the straight line between two networks.
///
/// barrier = max over α of E((1 - α) · a + α · b) - (E(a) + E(b)) / 2, with α at equal steps from 0 to 1. The ends are
/// the networks as they are, so their errors are exactly their own.
///
/// Source: Frankle, Dziugaite, Roy, Carbin, "Linear mode connectivity and the lottery ticket hypothesis",
/// arXiv:1912.05671.
/// - Parameters:
///   - first: the network at α = 0.
///   - second: the network at α = 1; the same layers and masks.
///   - samples: what the barrier is reported on.
///   - training: samples of the training part: the barrier is measured on them as well, and statistics are taken over
///     them.
///   - points: how many points, the ends among them.
///   - statistics: what becomes of batch normalisations; no matter to networks without.
/// - Throws: `ExperimentError.architectures`, `.masks`; `.setting` for fewer than 2 points or more than 10,000, and for
///   statistics to be taken anew without training samples; as `evaluate(on:)`.
/// - Complexity: `points` evaluations.
public func errorBarrier(
  between first: Network, and second: Network, on samples: Samples, training: Samples? = nil, points: Int = 30,
  statistics: StatisticsPolicy = .interpolated, checkpoint: Checkpoint = .none
) throws -> ErrorBarrier {
  guard points >= 2, points <= 10_000 else {
    throw ExperimentError.setting(name: "points", expected: "2 to 10000", found: "\(points)")
  }
  try first.demandSameShape(as: second)
  let isNormalized = first.parameters.contains { $0.kind == .runningMean }
  if isNormalized, case .reestimated = statistics, training == nil {
    throw ExperimentError.setting(
      name: "statistics", expected: "training samples to take statistics over: give a data set instead of samples",
      found: "\(statistics)")
  }
  let fractions = (0..<points).map { Double($0) / Double(points - 1) }
  var path: [Evaluation] = []
  var trainPath: [Evaluation] = []
  for (index, fraction) in fractions.enumerated() {
    var network = try first.interpolated(fraction, to: second)
    if isNormalized, index > 0, index < points - 1, case .reestimated(let batch) = statistics, let training {
      network = try network.withStatistics(from: training, batch: batch, checkpoint: checkpoint.observed(by: nil))
    }
    path.append(try network.evaluate(on: samples, checkpoint: checkpoint))
    if let training { trainPath.append(try network.evaluate(on: training, checkpoint: checkpoint)) }
    checkpoint.report(Progress("error barrier", index + 1, of: points, unit: "point"))
  }
  return ErrorBarrier(
    fractions: fractions, path: path, trainPath: training == nil ? nil : trainPath,
    statistics: isNormalized ? statistics : nil, distance: try first.distance(to: second),
    disagreement: try first.disagreement(with: second, on: samples, checkpoint: checkpoint))
}
