import Tensors

/// Forward passes of a network over one batch of random samples, by the clock.
struct PassTimer {
  private let inference: Inference
  private let inputs: [Float]

  init(_ network: Network, batch: Int, execution: [String: Execution]) {
    let plan = ExecutionPlan(network, execution: execution)
    let parameters = FloatBuffer(count: plan.count)
    plan.load(network, into: parameters)
    inference = Inference(plan, parameters: parameters, rows: batch)
    var stream = RandomStream(seed: 0, name: "tune")
    inputs = (0..<batch * network.inputWidth).map { _ in stream.nextFloat() }
  }

  /// The seconds of one pass.
  func pass(_ checkpoint: Checkpoint) throws(Interrupted) -> Double {
    let start = ContinuousClock.now
    _ = try inference.logits(inputs, checkpoint: checkpoint)
    return (ContinuousClock.now - start) / .seconds(1)
  }
}
