import CKernels
import Tensors

/// A convolution with the ReLU behind it, if there is one; directly or by Winograd's algorithm, as the shape decides.
///
/// Each product runs in phases of blocks that own what they write.
struct ConvolutionStage: WeightedStage {
  let inputCount: Int
  let outputCount: Int
  private let convolution: Convolution
  private let input: ImageShape
  private let output: ImageShape
  private let weights: Int
  private let biases: Int?
  var relu: Rectification

  init(
    _ convolution: Convolution, input: ImageShape, output: ImageShape, weights: Int, biases: Int?, rectifies: Bool
  ) {
    self.convolution = convolution
    self.input = input
    self.output = output
    self.weights = weights
    self.biases = biases
    relu = Rectification(follows: rectifies)
    inputCount = input.count
    outputCount = output.count
  }

  func forward(
    _ pass: Pass, input x: UnsafePointer<Float>, output y: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    var operands = espalier_convolution_operands()
    operands.x = x
    operands.w = UnsafePointer(pass.parameters + weights)
    operands.bias = biases.map { UnsafePointer(pass.parameters + $0) }
    operands.y = y
    operands.rectify = relu.follows ? 1 : 0
    try run(ESPALIER_FORWARD, operands, pass)
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    let stride = pass.lanes.stride
    try cutOwnGradient(pass, at)
    var operands = espalier_convolution_operands()
    operands.dy = UnsafePointer(at.outputGradient)
    operands.x = at.input
    operands.w = UnsafePointer(pass.parameters + weights)
    if let dx = at.inputGradient {
      operands.dx = dx
      operands.gate = relu.cutsInput ? at.input : nil
      try run(ESPALIER_INPUT_GRADIENT, operands, pass)
    }
    guard let gradient = at.gradient else { return }
    operands.dw = gradient + weights
    try run(ESPALIER_WEIGHT_GRADIENT, operands, pass)
    let taps = input.channels / convolution.groups * convolution.kernel * convolution.kernel
    ready(weights..<weights + convolution.outputs * taps)
    guard let biases else { return }
    espalier_bias_gradient(
      gradient + biases, at.outputGradient, convolution.outputs, output.height * output.width * stride)
    ready(biases..<biases + convolution.outputs)
  }

  private func run(
    _ product: Int, _ operands: espalier_convolution_operands, _ pass: Pass
  ) throws(Interrupted) {
    var shape = espalier_convolution(
      channels: input.channels, outputs: convolution.outputs, groups: convolution.groups, height: input.height,
      width: input.width, kernel_height: convolution.kernel, kernel_width: convolution.kernel,
      step_y: convolution.stride, step_x: convolution.stride, pad_y: convolution.padding, pad_x: convolution.padding,
      lanes: pass.lanes.stride)
    var plan = espalier_plan_convolution(&shape, Int32(product), Int32(ESPALIER_BEST))
    // Parts on cache lines.
    let shared = (plan.shared + 15) / 16 * 16, own = (plan.own + 15) / 16 * 16
    let workers = pass.scratch.workers
    let scratch = pass.scratch.floats(shared + workers * own)
    for phase in 0..<plan.phases {
      let blocks = espalier_convolution_blocks(&shape, &plan, phase)
      try pass.checkpoint.check()
      Parallel.forEach(blocks, workers: workers) { block, worker in
        if pass.checkpoint.isInterrupted { return }
        // Read only, but C asks for its own address.
        withUnsafePointer(to: shape) { shape in
          withUnsafePointer(to: plan) { plan in
            withUnsafePointer(to: operands) { operands in
              espalier_convolution_run(
                shape, plan, operands, phase, block, scratch, scratch + shared + worker * own)
            }
          }
        }
      }
      try pass.checkpoint.check()
    }
  }
}
