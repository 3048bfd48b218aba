public import Tensors

/// What measuring says of the layers with masks: whether each is faster dense or sparse.
public struct Tuning: Hashable, Sendable {
  /// A layer, measured.
  public struct Layer: Hashable, Sendable {
    /// The name of its weight.
    public let parameter: String
    /// The fraction of weights that is present.
    public let density: Double
    /// How many times as fast a whole training step is with this layer sparse as with all layers dense.
    public let speedup: Double
    /// What the cost model says.
    public let predicted: Execution

    /// The faster way.
    public var choice: Execution { speedup > 1 ? .sparse : .dense }
  }

  /// The layers with masks, in order.
  public let layers: [Layer]
  /// Samples a step.
  public let batch: Int

  /// The faster ways as a policy for `train`. A policy that was measured is a setting like any other: the run's
  /// description holds it, and so does its name.
  public var policy: ExecutionPolicy {
    .chosen(Dictionary(uniqueKeysWithValues: layers.map { ($0.parameter, $0.choice) }))
  }
}

/// Measures training steps with each layer with a mask dense and sparse, on random samples.
///
/// - Parameters:
///   - network: the network under its masks.
///   - batch: samples a step.
///   - steps: how often each way is timed; the medians of turns are compared.
/// - Throws: `NetworkError.setting` for a count out of range, `Interrupted`.
/// - Complexity: 2 · `steps` training steps a layer.
public func tune(
  _ network: Network, batch: Int = 60, steps: Int = 7, checkpoint: Checkpoint = .none
) throws -> Tuning {
  try NetworkError.demand(batch >= 1 && batch <= 65_536, "batch", "1 to 65536", batch)
  try NetworkError.demand(steps >= 1 && steps <= 1_000, "steps", "1 to 1000", steps)
  let estimates = CostModel.estimates(network, batch: batch)
  let dense = StepTimer(network, batch: batch, sparse: nil)
  var layers: [Tuning.Layer] = []
  for (index, estimate) in estimates.enumerated() {
    let sparse = StepTimer(network, batch: batch, sparse: estimate.parameter)
    var times: [(Double, Double)] = []
    _ = try (dense.step(checkpoint), sparse.step(checkpoint))
    for _ in 0..<steps { times.append((try dense.step(checkpoint), try sparse.step(checkpoint))) }
    layers.append(
      Tuning.Layer(
        parameter: estimate.parameter, density: estimate.density,
        speedup: median(times.map(\.0)) / median(times.map(\.1)), predicted: estimate.choice))
    checkpoint.report(Progress("tune", index + 1, of: estimates.count, unit: "layer"))
  }
  return Tuning(layers: layers, batch: batch)
}

private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
