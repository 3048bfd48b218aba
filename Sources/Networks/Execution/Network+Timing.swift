package import Tensors

/// Seconds that a network takes on random samples, dense and with its masks at work.
public struct ExecutionTiming: Hashable, Sendable {
  /// What was measured, in seconds a batch; medians over turns.
  public struct Pair: Hashable, Sendable {
    /// All weights, those pruned as zeros.
    public let dense: Double
    /// Layers with masks on their weights present alone, where the cost model says that this is faster.
    public let sparse: Double
  }

  /// Samples a batch.
  public let batch: Int
  /// A training step.
  public let step: Pair
  /// A forward pass.
  public let inference: Pair
  /// The weights whose layers ran sparse.
  public let sparseLayers: [String]
}

extension Network {
  /// Measures training steps and forward passes, dense and as a run would have them.
  /// - Parameters:
  ///   - batch: samples a batch.
  ///   - turns: how often each way is timed.
  /// - Throws: `NetworkError.setting` for a count out of range, `Interrupted`.
  package func timing(batch: Int, turns: Int, checkpoint: Checkpoint) throws -> ExecutionTiming {
    try NetworkError.demand(batch >= 1 && batch <= 65_536, "batch", "1 to 65536", batch)
    try NetworkError.demand(turns >= 1 && turns <= 1_000, "turns", "1 to 1000", turns)
    let choices = CostModel.choose(self, batch: batch)
    let steps = [ExecutionPolicy.all(.dense), .chosen(choices)].map { StepTimer(self, batch: batch, policy: $0) }
    let passes = [[:], choices].map { PassTimer(self, batch: batch, execution: $0) }
    func measured(_ time: (Int) throws -> Double) throws -> ExecutionTiming.Pair {
      // In turns, so that whatever else the machine does falls on both.
      _ = (try time(0), try time(1))
      var times: [(Double, Double)] = []
      for _ in 0..<turns { times.append((try time(0), try time(1))) }
      return ExecutionTiming.Pair(
        dense: times.map(\.0).sorted()[turns / 2], sparse: times.map(\.1).sorted()[turns / 2])
    }
    return ExecutionTiming(
      batch: batch, step: try measured { try steps[$0].step(checkpoint) },
      inference: try measured { try passes[$0].pass(checkpoint) },
      sparseLayers: parameters.map(\.name).filter { choices[$0] == .sparse })
  }
}
