import CKernels
import Tensors

/// A convolution with the ReLU behind it, if there is one: Y[k] = max(b[k] + Σ_c W[k, c] ⋆ X[c], 0).
///
/// 3×3 kernels of stride 1 and padding 1 go through Winograd's F(4×4, 3×3), small images through F(2×2, 3×3), the rest
/// by sums over taps: `ConvolutionProduct`.
///
/// Source: Lavin, Gray, "Fast algorithms for convolutional neural networks", arXiv:1509.09308.
struct ConvolutionStage: Stage {
  let inputCount: Int
  let outputCount: Int
  let rectifies: Bool
  private let product: ConvolutionProduct
  private let outputs: Int
  private let pixels: Int
  /// Where W [outputs, channels / groups, kernel, kernel] starts among the parameters.
  private let weights: Range<Int>
  /// Where b starts; nil without.
  private let biases: Int?

  init(
    _ convolution: Convolution, input: ImageShape, output: ImageShape, weights: Int, biases: Int?, rectifies: Bool
  ) {
    product = ConvolutionProduct(convolution, input: input)
    self.weights = weights..<weights + product.weightCount
    self.biases = biases
    self.rectifies = rectifies
    outputs = output.channels
    pixels = output.height * output.width
    inputCount = input.count
    outputCount = output.count
  }

  var readsOutput: Bool { rectifies }
  var changesOutputGradient: Bool { rectifies }

  func scratchCount(_ lanes: Lanes) -> Int { product.scratchCount(lanes) }

  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    var operands = espalier_convolution_operands()
    operands.x = input
    operands.w = UnsafePointer(pass.parameters + weights.lowerBound)
    operands.bias = biases.map { UnsafePointer(pass.parameters + $0) }
    operands.y = output
    operands.rectify = rectifies ? 1 : 0
    try product.run(.forward, operands, pass)
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    try finishOutputGradient(pass, at)
    var operands = espalier_convolution_operands()
    operands.x = at.input
    operands.w = UnsafePointer(pass.parameters + weights.lowerBound)
    operands.dy = UnsafePointer(at.outputGradient)
    operands.dw = at.gradient + weights.lowerBound
    if let inputGradient = at.inputGradient {
      operands.dx = inputGradient
      try product.run(.inputGradient, operands, pass)
    }
    try product.run(.weightGradient, operands, pass)
    let shards = Shards(rows: weights.count, work: 8)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      let range = shards[shard]
      ready(weights.lowerBound + range.lowerBound..<weights.lowerBound + range.upperBound)
    }
    if let biases { ready(biases..<biases + outputs) }
  }

  /// Takes ∂loss/∂output back through the ReLU, and sums it over pixels and lanes to ∂loss/∂b.
  private func finishOutputGradient(_ pass: Pass, _ at: Pullback) throws(Interrupted) {
    if !rectifies && biases == nil { return }
    let size = pixels * pass.lanes.stride
    let shards = Shards(rows: outputs, work: size)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      let rows = shards[shard]
      let dy = at.outputGradient + rows.lowerBound * size
      if rectifies { espalier_rectify_gradient(dy, at.output + rows.lowerBound * size, rows.count * size) }
      if let biases {
        espalier_bias_gradient(at.gradient + biases + rows.lowerBound, dy, rows.count, size)
      }
    }
  }
}
