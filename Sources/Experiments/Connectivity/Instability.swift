public import Datasets
public import Networks
public import Tensors

/// From which step on a network is stable to the noise of training: what two copies trained from there in other orders
/// have between them.
public struct Instability: Sendable {
  /// One step that copies were trained from.
  public struct Point: Sendable {
    /// The steps made before the copies part.
    public let step: Int
    /// The network as it stood there.
    public let start: Network
    /// The two copies.
    public let copies: [TrainingRun]
    /// The line between them.
    public let barrier: ErrorBarrier
    /// The mean Euclidean distance that the copies moved from where they part.
    public let travelled: Double

    /// The mean error of the copies on the samples of the barrier.
    public var error: Double { ((barrier.path.first?.error ?? .nan) + (barrier.path.last?.error ?? .nan)) / 2 }
  }

  /// A point a step, in order.
  public let points: [Point]
  /// How it was looked for.
  public let settings: InstabilitySettings
  /// The fraction of prunable weights that is pruned.
  public var sparsity: Double { points.first?.start.sparsity ?? 0 }
  /// The first step from which on every point is stable; nil where none is.
  public var stableFrom: Int? {
    let unstable = points.lastIndex { !$0.barrier.isStable }
    let next = unstable.map { $0 + 1 } ?? 0
    return next < points.count ? points[next].step : nil
  }
}

/// Trains two copies of a network from each of some steps, alike but for the order (and augmentation) of the samples,
/// and measures the error on the line between them.
///
/// A sparse network is analysed as it is given: its masks stay on. The ticket of a lottery that rewinds to step k is the
/// state of step k: `training.startStep` says so. The optimiser of a copy starts without memory.
///
/// Source: Frankle, Dziugaite, Roy, Carbin, "Linear mode connectivity and the lottery ticket hypothesis",
/// arXiv:1912.05671.
/// - Parameters:
///   - network: the network at step `training.startStep`.
///   - data: what to train on; the barrier is reported on its test part, or on validation where there is none.
///   - steps: where copies part, ascending.
///   - settings: how.
///   - checkpoint: asked at every shard of every step; told after every step.
///   - onPoint: called with the points there are, whenever one is done.
/// - Throws: `ExperimentError.setting` before any training for steps that are not in the run; as `train` and
///   `errorBarrier`.
/// - Complexity: two trainings a step, and one up to the last step.
public func instability(
  of network: Network, on data: Dataset, from steps: [Int], _ settings: InstabilitySettings = InstabilitySettings(),
  checkpoint: Checkpoint = .none, onPoint: ((Instability) throws -> Void)? = nil
) throws -> Instability {
  let start = settings.training.startStep
  try settings.training.validate(for: data)
  let total = settings.training.epochs * settings.training.stepsPerEpoch(data.train.count)
  guard !steps.isEmpty, steps == Array(Set(steps)).sorted(), steps[0] >= start, steps[steps.count - 1] < total else {
    throw ExperimentError.setting(
      name: "from", expected: "ascending steps from \(start) to \(total - 1)", found: "\(steps)")
  }
  let samples = data.test.count > 0 ? data.test : data.validation
  guard samples.count > 0 else { throw NetworkError.emptySamples(part: "test") }
  let shown = min(max(settings.trainSamples, 0), data.train.count)
  let training = shown > 0 ? try data.train[0..<shown] : nil
  // The way to the last step, then two copies from each step.
  let lengths = [steps[steps.count - 1] - start] + steps.flatMap { [total - $0, total - $0] }
  let all = lengths.reduce(0, +)
  func part(_ index: Int) -> Checkpoint {
    let before = lengths[..<index].reduce(0, +)
    return checkpoint.observed { progress in
      let done = progress.total > 0 ? Double(progress.completed) / Double(progress.total) : 0
      checkpoint.report(
        Progress(
          "instability", before + Int(done * Double(lengths[index])), of: all, unit: "step",
          measures: progress.measures))
    }
  }
  let album = SnapshotKeeper(steps: Set(steps.filter { $0 > start }))
  if !album.steps.isEmpty {
    _ = try train(network, on: data, settings.training, intervention: album, checkpoint: part(0))
  }
  var points: [Instability.Point] = []
  for (index, step) in steps.enumerated() {
    guard let origin = step == start ? network : album.album[step] else {
      throw ExperimentError.setting(
        name: "from", expected: "steps that the run reached before its rule for stopping", found: "\(step)")
    }
    let copies = try [0, 1].map { copy in
      var training = settings.training
      training.startStep = step
      training.seed = settings.seed(ofCopy: copy)
      return try train(origin, on: data, training, checkpoint: part(1 + 2 * index + copy))
    }
    let barrier = try errorBarrier(
      between: copies[0].network, and: copies[1].network, on: samples, training: training, points: settings.points,
      statistics: settings.statistics, checkpoint: checkpoint.observed(by: nil))
    let travelled = try copies.map { try $0.network.distance(to: origin) }.reduce(0, +) / 2
    points.append(
      Instability.Point(step: step, start: origin, copies: copies, barrier: barrier, travelled: travelled))
    try onPoint?(Instability(points: points, settings: settings))
  }
  return Instability(points: points, settings: settings)
}
