import CKernels
import Tensors

/// Gradients of the outputs of a network by its input, one output after another behind one forward pass.
///
/// Batch normalisation goes by the running averages and dropout lets everything pass, as in an evaluation. Masks hold:
/// what they prune is 0.
final class InputGradients {
  private let workspace: Workspace
  private let parameters: FloatBuffer
  private var pass: Pass?
  /// The samples taken up.
  private(set) var lanes: Lanes

  /// - Parameter batch: the most samples at once.
  init(_ network: Network, batch: Int) {
    let plan = ExecutionPlan(network)
    lanes = Lanes(batch)
    workspace = Workspace(plan, lanes: lanes, training: true, repeats: true)
    parameters = FloatBuffer(count: plan.count)
    plan.load(network, into: parameters)
  }

  /// Samples whose activations and gradients take about 64 MB in all: a function of shapes alone.
  static func batch(_ network: Network) -> Int {
    let plan = ExecutionPlan(network)
    let bytes = max(Workspace.byteCount(plan, lanes: Lanes(Lanes.vector), training: true) / Lanes.vector, 1)
    return min(max((64 << 20) / bytes / Lanes.vector * Lanes.vector, Lanes.vector), 128)
  }

  /// Runs rows of inputs forward.
  /// - Parameter inputs: [count, numbers], of which there are at most a batch.
  func forward(_ inputs: UnsafePointer<Float>, count: Int, checkpoint: Checkpoint) throws(Interrupted) {
    lanes = Lanes(count)
    let width = workspace.plan.sizes[0]
    espalier_gather_lanes(inputs, width, nil, width, count, workspace.activation(0), lanes.stride)
    let pass = workspace.pass(lanes, parameters: parameters, isDifferentiated: true, checkpoint: checkpoint)
    try workspace.forward(pass)
    self.pass = pass
  }

  /// ∂z_k/∂x of every sample, [numbers, stride], zero in padding lanes; valid until the next call.
  /// - Precondition: samples were run forward.
  func gradient(of output: Int) throws(Interrupted) -> UnsafePointer<Float> {
    guard let pass else { preconditionFailure("no forward pass") }
    let stride = lanes.stride, logits = workspace.logitsGradient
    logits.update(repeating: 0, count: workspace.plan.sizes[workspace.plan.logits] * stride)
    for sample in 0..<lanes.count { logits[output * stride + sample] = 1 }
    try workspace.backward(pass, gradient: nil) { _ in }
    guard let gradient = workspace.inputGradient else { preconditionFailure("a plan that does not reach its input") }
    return UnsafePointer(gradient)
  }
}
