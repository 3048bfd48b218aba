public import Datasets
public import Networks
public import Pruning
public import Tensors

/// How much of a network can be removed before it gets worse than it may.
///
/// The prunability of a ladder is the sparsity of the last level up to which every level keeps the accuracy asked for on
/// validation samples; what that level does on test samples is reported.
public struct Prunability: Sendable {
  /// What accuracy is to be kept.
  public enum Reference: Hashable, Sendable {
    /// That of the ladder's own dense network, less the tolerance.
    case ownDense
    /// The lowest dense accuracy of all ladders, less the tolerance: the same for all, and within reach of each.
    case lowestDense
    /// An accuracy given, whatever the dense network does.
    case target(Double)
  }

  /// What can be removed under one reference.
  public struct Row: Sendable {
    /// What accuracy is to be kept.
    public let reference: Reference
    /// The validation accuracy that each ladder had to keep.
    public let demanded: [Double]
    /// The level that each ladder reached; nil where not even the dense network is good enough.
    public let levels: [Int?]
    /// The fraction of prunable weights that is removed there.
    public let sparsities: [Double?]
    /// What the level does on test samples.
    public let testAccuracies: [Double?]

    /// Mean and 95 % interval of the sparsities there are.
    public var interval: MeanInterval { MeanInterval(sparsities.compactMap(\.self)) }
    /// Ladders whose dense network is not good enough.
    public var unreached: Int { levels.count { $0 == nil } }
  }

  /// A row a reference.
  public let rows: [Row]
  /// How far below a dense network counts as matching it, as a fraction of the samples.
  public let tolerance: Double
  /// The dense networks' validation accuracies.
  public let denseAccuracies: [Double]
  /// The ladders, one a seed.
  public let lotteries: [Lottery]
}

/// Reads off ladders how much can be removed: against each ladder's own dense network, against the lowest of all, and
/// against absolute targets.
///
/// A worse dense network is easier to match, so ladders of different data or networks are to be compared at a common
/// accuracy: the lowest dense one, or a target.
/// - Parameters:
///   - lotteries: a ladder a seed.
///   - tolerance: how far below a dense network counts as matching it, as a fraction.
///   - targets: absolute accuracies, as fractions.
/// - Throws: `ExperimentError.setting` for no ladders, a tolerance outside [0, 1), targets outside (0, 1], and ladders
///   without validation samples.
/// - Complexity: O(levels).
public func prunability(
  of lotteries: [Lottery], tolerance: Double = 0.01, targets: [Double] = []
) throws(ExperimentError) -> Prunability {
  guard !lotteries.isEmpty else {
    throw .setting(name: "of", expected: "a lottery or more, one a seed", found: "none")
  }
  guard tolerance >= 0, tolerance < 1 else {
    throw .setting(name: "tolerance", expected: "a fraction in [0, 1)", found: "\(tolerance)")
  }
  for target in targets where !(target > 0 && target <= 1) {
    throw .setting(name: "targets", expected: "accuracies in (0, 1]", found: "\(target)")
  }
  var ladders: [[Double]] = []
  for lottery in lotteries {
    let accuracies = lottery.rounds.compactMap { $0.validation?.accuracy }
    guard accuracies.count == lottery.rounds.count else {
      throw .setting(
        name: "of", expected: "ladders with validation samples, since levels are chosen on them", found: "none")
    }
    ladders.append(accuracies)
  }
  let dense = ladders.map { $0[0] }
  let lowest = dense.min() ?? 0
  let references: [Prunability.Reference] = [.ownDense, .lowestDense] + targets.map { .target($0) }
  let rows = references.map { reference in
    let demanded = dense.map { own in
      switch reference {
      case .ownDense: own - tolerance
      case .lowestDense: lowest - tolerance
      case .target(let target): target
      }
    }
    let levels = zip(ladders, demanded).map { accuracies, demand in
      // Fractions of samples: a difference of 1e-12 is none.
      (accuracies.firstIndex { $0 < demand - 1e-12 } ?? accuracies.count) - 1
    }.map { $0 < 0 ? nil : $0 }
    return Prunability.Row(
      reference: reference, demanded: demanded, levels: levels,
      sparsities: zip(lotteries, levels).map { lottery, level in level.map { lottery.rounds[$0].sparsity } },
      testAccuracies: zip(lotteries, levels).map { lottery, level in
        level.flatMap { lottery.rounds[$0].test?.accuracy }
      })
  }
  return Prunability(rows: rows, tolerance: tolerance, denseAccuracies: dense, lotteries: lotteries)
}

/// Makes a ladder a seed, side by side on the cores, and reads off how much can be removed.
/// - Parameters:
///   - network: its layers; every seed draws weights of its own.
///   - data: what to train on; levels are chosen on its validation part.
///   - seeds: draw weights and orders.
///   - settings: the ladder.
///   - tolerance: how far below a dense network counts as matching it, as a fraction.
///   - targets: absolute accuracies, as fractions.
///   - checkpoint: told how far all seeds together have come.
/// - Throws: as `lottery`, and `ExperimentError.setting`.
/// - Complexity: a ladder a seed.
public func prunability(
  of network: Network, on data: Dataset, seeds: [Int], _ settings: LotterySettings, tolerance: Double = 0.01,
  targets: [Double] = [], checkpoint: Checkpoint = .none
) throws -> Prunability {
  guard data.validation.count > 0 else {
    throw ExperimentError.setting(
      name: "on", expected: "a data set with validation samples, since levels are chosen on them", found: "none")
  }
  let tally = ProgressTally(count: seeds.count)
  let lotteries = try replicates(seeds, checkpoint: checkpoint.observed(by: nil)) { seed in
    var settings = settings
    settings.training.seed = seed
    let observed = checkpoint.observed { progress in
      let percent = tally.percent(of: seeds.firstIndex(of: seed) ?? 0, progress)
      checkpoint.report(
        Progress(
          "prunability", percent, of: 100, unit: "%", measures: [.init("seed", Double(seed))] + progress.measures))
    }
    let fresh = try network.reinitialized(seed: seed, checkpoint: checkpoint)
    return try lottery(fresh, on: data, settings, checkpoint: observed)
  }
  return try prunability(of: lotteries, tolerance: tolerance, targets: targets)
}
