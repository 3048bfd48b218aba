public import Datasets
public import Networks
public import Pruning
public import Tensors

/// Numbers of a network as it is trained or pruned: linear regions, dimensions, robustness, whatever can be measured.
public struct Trace: Sendable {
  /// What the rows are.
  public enum Axis: String, Hashable, Sendable {
    /// Steps of a training run.
    case step
    /// Rounds of a search for tickets.
    case round
  }

  /// The numbers at one place.
  public struct Row: Hashable, Sendable {
    /// The steps made, or the round, 0 the dense network.
    public let position: Int
    /// The fraction of prunable weights that is pruned.
    public let sparsity: Double
    /// A number a measure.
    public let values: [Double]
  }

  /// What the rows are.
  public let axis: Axis
  /// What the measures are called; one measure without a name is "value".
  public let names: [String]
  /// The numbers, in order.
  public let rows: [Row]
  /// The run that was watched; nil for a search.
  public let run: TrainingRun?

  /// The numbers of one measure, row by row; nil where there is no such measure.
  public func values(_ name: String) -> [Double]? {
    names.firstIndex(of: name).map { column in rows.map { $0.values[column] } }
  }
}

/// What a measure gives: numbers with names, the same names each time.
public typealias NamedNumbers = [(name: String, value: Double)]

/// Trains a copy of a network and measures it on the way.
///
/// The measure sees the network before the first step, every so often, and after the last; it changes nothing, so the
/// run is the one that `train` gives with the same settings.
/// - Parameters:
///   - network: where to start from.
///   - data: what to learn from.
///   - settings: how.
///   - pruning: when weights go on the way, if they do.
///   - interval: how often to measure.
///   - checkpoint: asked at every shard of every step; told after every step.
///   - measure: gives the numbers of a network.
/// - Throws: as `train`; `ExperimentError.setting` for an interval below 1 or names that change on the way; what
///   `measure` throws.
/// - Complexity: that of training, and a measurement an interval.
public func trace(
  _ network: Network, on data: Dataset, _ settings: TrainingSettings, pruning: PruningSchedule? = nil,
  every interval: Interval, checkpoint: Checkpoint = .none, measure: (Network) throws -> NamedNumbers
) throws -> Trace {
  let count =
    switch interval {
    case .steps(let count), .epochs(let count): count
    }
  guard count >= 1 else {
    throw ExperimentError.setting(name: "every", expected: "at least 1", found: "\(interval)")
  }
  var rows = TraceRows()
  let run = try withoutActuallyEscaping(measure) { measure in
    let watch = NetworkWatch(every: interval) { step, network in
      try rows.add(step, network, measure(network))
    }
    guard let pruning else { return try train(network, on: data, settings, watch: watch, checkpoint: checkpoint) }
    return try train(network, on: data, settings, pruning: pruning, watch: watch, checkpoint: checkpoint)
  }
  return Trace(axis: .step, names: rows.names, rows: rows.rows, run: run)
}

/// Measures the network of every round of a search for tickets.
/// - Parameters:
///   - lottery: the search.
///   - checkpoint: asked before each round.
///   - measure: gives the numbers of a network.
/// - Throws: `ExperimentError.setting` for names that change on the way; what `measure` throws; `Interrupted`.
/// - Complexity: a measurement a round.
public func trace(
  _ lottery: Lottery, checkpoint: Checkpoint = .none, measure: (Network) throws -> NamedNumbers
) throws -> Trace {
  var rows = TraceRows()
  for round in lottery.rounds {
    try checkpoint.check()
    checkpoint.report(Progress("trace", round.index, of: lottery.rounds.count, unit: "round"))
    try rows.add(round.index, round.network, measure(round.network))
  }
  return Trace(axis: .round, names: rows.names, rows: rows.rows, run: nil)
}

/// Rows so far.
private struct TraceRows {
  var names: [String] = []
  var rows: [Trace.Row] = []

  /// - Throws: `ExperimentError.setting` where the names are not those of the first row.
  mutating func add(_ position: Int, _ network: Network, _ numbers: NamedNumbers) throws(ExperimentError) {
    let found = numbers.map(\.name)
    if rows.isEmpty { names = found }
    guard found == names, !found.isEmpty else {
      throw .setting(
        name: "measure", expected: rows.isEmpty ? "at least one number" : names.joined(separator: ", "),
        found: found.isEmpty ? "none" : found.joined(separator: ", "))
    }
    rows.append(Trace.Row(position: position, sparsity: network.sparsity, values: numbers.map(\.value)))
  }
}
