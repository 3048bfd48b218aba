import CKernels
import Tensors

/// A convolution most of whose weights are pruned, with the ReLU behind it, if there is one: work, gradients and
/// optimiser state for the weights present alone, which lie in the order of `SparseIndex.order`.
struct SparseConvolutionStage: WeightedStage {
  let inputCount: Int
  let outputCount: Int
  private let index: SparseIndex
  private let shape: espalier_conv_shape
  private let weights: Int
  private let biases: Int?
  var relu: Rectification

  init(_ index: SparseIndex, shape: espalier_conv_shape, weights: Int, biases: Int?, rectifies: Bool) {
    self.index = index
    self.shape = shape
    self.weights = weights
    self.biases = biases
    relu = Rectification(follows: rectifies)
    inputCount = shape.channels * shape.height * shape.width
    outputCount = shape.outputs * shape.out_height * shape.out_width
  }

  /// The shape as the kernels take it.
  static func shape(_ convolution: Convolution, input: ImageShape, output: ImageShape) -> espalier_conv_shape {
    espalier_conv_shape(
      channels: input.channels, height: input.height, width: input.width, outputs: output.channels,
      out_height: output.height, out_width: output.width, kernel_height: convolution.kernel,
      kernel_width: convolution.kernel, step_y: convolution.stride, step_x: convolution.stride,
      pad_y: convolution.padding, pad_x: convolution.padding)
  }

  private var kernels: espalier_sparse_conv {
    espalier_sparse_conv(
      shape: shape, row_starts: index.rowStarts, offsets: index.columns, column_starts: index.columnStarts,
      back_offsets: index.rows, places: index.places)
  }

  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    try forEachBand(of: shape.out_height, pass) { kernels, rows, scratch in
      espalier_sparse_conv_forward(
        &kernels, pass.parameters + weights, biases.map { pass.parameters + $0 }, input, output, pass.lanes.stride, 0,
        shape.outputs, rows.lowerBound, rows.upperBound, relu.follows ? 1 : 0, scratch)
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    let stride = pass.lanes.stride
    try cutOwnGradient(pass, at)
    if let dx = at.inputGradient {
      try forEachBand(of: shape.height, pass) { kernels, rows, scratch in
        espalier_sparse_conv_input_gradient(
          &kernels, pass.parameters + weights, at.outputGradient, relu.cutsInput ? at.input : nil, dx, stride, 0,
          shape.channels, rows.lowerBound, rows.upperBound, scratch)
      }
    }
    guard let gradient = at.gradient else { return }
    try forEachPart(index.outputParts.count, pass) { kernels, part, scratch in
      let outputs = index.outputParts[part]
      espalier_sparse_conv_weight_gradient(
        &kernels, at.input, at.outputGradient, gradient + weights, stride, outputs.lowerBound, outputs.upperBound,
        scratch)
    }
    ready(weights..<weights + index.count)
    guard let biases else { return }
    espalier_bias_gradient(
      gradient + biases, at.outputGradient, shape.outputs, shape.out_height * shape.out_width * stride)
    ready(biases..<biases + shape.outputs)
  }

  /// Bands of image rows, each about 2 ms of work at most for a batch of 128: a function of shape and mask alone.
  private func forEachBand(
    of height: Int, _ pass: Pass, _ body: (inout espalier_sparse_conv, Range<Int>, UnsafeMutablePointer<Float>) -> Void
  ) throws(Interrupted) {
    let work = index.count * shape.out_height * shape.out_width * 256
    let bands = min(max(work / 100_000_000, 4), height)
    let rows = (height + bands - 1) / bands
    try forEachPart((height + rows - 1) / rows, pass) { kernels, band, scratch in
      body(&kernels, band * rows..<min((band + 1) * rows, height), scratch)
    }
  }

  private func forEachPart(
    _ count: Int, _ pass: Pass, _ body: (inout espalier_sparse_conv, Int, UnsafeMutablePointer<Float>) -> Void
  ) throws(Interrupted) {
    var shape = shape
    let own = (espalier_sparse_conv_scratch(&shape, index.count) + 15) / 16 * 16
    let scratch = pass.scratch.floats(pass.scratch.workers * own)
    try pass.checkpoint.check()
    Parallel.forEach(count, workers: pass.scratch.workers) { part, worker in
      if pass.checkpoint.isInterrupted { return }
      var kernels = kernels
      body(&kernels, part, scratch + worker * own)
    }
    try pass.checkpoint.check()
  }
}
