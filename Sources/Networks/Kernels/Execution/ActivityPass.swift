import CKernels
import Tensors

/// Forward passes that count how often each output of each ReLU is zero.
struct ActivityPass {
  private let workspace: Workspace
  private let parameters: FloatBuffer
  private let batch: Int

  init(_ network: Network, batch: Int) {
    self.batch = batch
    let plan = ExecutionPlan(network)
    workspace = Workspace(plan, lanes: Lanes(batch), training: false)
    parameters = FloatBuffer(count: plan.count)
    plan.load(network, into: parameters)
  }

  /// For every ReLU, in the order in which they run, how many of the rows each of its outputs is zero for.
  func zeros(_ inputs: [Float], rows: Int, checkpoint: Checkpoint) throws(Interrupted) -> [[Int]] {
    let plan = workspace.plan
    let width = plan.sizes[0]
    var zeros = plan.steps.filter(\.rectifies).map { [Int](repeating: 0, count: plan.sizes[$0.output]) }
    for first in stride(from: 0, to: rows, by: batch) {
      let lanes = Lanes(min(batch, rows - first))
      inputs.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        espalier_gather_lanes(
          source + first * width, width, nil, width, lanes.count, workspace.activation(0), lanes.stride)
      }
      var place = 0
      let pass = workspace.pass(lanes, parameters: parameters, checkpoint: checkpoint)
      try workspace.forward(pass) { step in
        guard step.rectifies else { return }
        let output = workspace.activation(step.output)
        for feature in zeros[place].indices {
          let lane = output + feature * lanes.stride
          var count = 0
          for index in 0..<lanes.count where lane[index] == 0 { count += 1 }
          zeros[place][feature] += count
        }
        place += 1
      }
      checkpoint.report(Progress("activity", min(first + batch, rows), of: rows, unit: "sample"))
    }
    return zeros
  }
}
