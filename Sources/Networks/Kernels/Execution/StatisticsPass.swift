import CKernels
import Tensors

/// Forward passes that leave behind the averages of the batches' statistics.
struct StatisticsPass {
  private let network: Network
  private let workspace: Workspace
  private let parameters: FloatBuffer
  private let batch: Int

  init(_ network: Network, batch: Int) {
    self.network = network
    self.batch = batch
    let plan = ExecutionPlan(network)
    workspace = Workspace(plan, lanes: Lanes(batch), training: false)
    parameters = FloatBuffer(count: plan.count)
    plan.load(network, into: parameters)
  }

  /// The network with the averages over some rows.
  func network(over samples: SampleView, checkpoint: Checkpoint) throws(Interrupted) -> Network {
    let width = workspace.plan.sizes[0]
    for (index, first) in stride(from: 0, to: samples.count, by: batch).enumerated() {
      let lanes = Lanes(min(batch, samples.count - first))
      espalier_gather_lanes(
        samples.inputs + first * width, width, nil, width, lanes.count, workspace.activation(0), lanes.stride)
      // The k-th batch moves an average of k by a k-th.
      let pass = workspace.pass(
        lanes, parameters: parameters, statistics: .batch(momentum: 1 / Double(index + 1)), checkpoint: checkpoint)
      try workspace.forward(pass)
      checkpoint.report(
        Progress("statistics", min(first + batch, samples.count), of: samples.count, unit: "sample"))
    }
    return workspace.plan.unload(parameters, into: network)
  }
}
