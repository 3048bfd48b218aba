import CKernels
import Glibc
import Tensors

/// A convolution with the ReLU behind it, if there is one, lowered to matrix products.
///
/// Y [outputs, pixels · lanes] = W [outputs, taps] · C with the columns C [taps, pixels · lanes] of a few rows of pixels
/// at a time: row (channel, i, j) of C is the image shifted by (i, j). Shards are rows of output pixels; ∂W sums over
/// them in as many slots as the shape says, added in order.
struct ConvolutionStage: Stage {
  let inputCount: Int
  let outputCount: Int
  let rectifies: Bool
  private let convolution: Convolution
  private let input: ImageShape
  private let output: ImageShape
  private let weights: Int
  private let biases: Int?

  init(
    _ convolution: Convolution, input: ImageShape, output: ImageShape, weights: Int, biases: Int?, rectifies: Bool
  ) {
    self.convolution = convolution
    self.input = input
    self.output = output
    self.weights = weights
    self.biases = biases
    self.rectifies = rectifies
    inputCount = input.count
    outputCount = output.count
  }

  var readsOutput: Bool { rectifies }
  var changesOutputGradient: Bool { rectifies }

  private var taps: Int { input.channels / convolution.groups * convolution.kernel * convolution.kernel }

  func scratchCount(_ lanes: Lanes) -> Int { 2 * taps * output.width * lanes.stride }

  func forward(
    _ pass: Pass, input x: UnsafePointer<Float>, output y: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    let size = output.width * pass.lanes.stride
    let (own, outputs) = (pass.scratch, convolution.outputs / convolution.groups)
    for group in 0..<convolution.groups {
      for row in 0..<output.height {
        try pass.checkpoint.check()
        gather(x, group, row, into: own, pass.lanes)
        BLAS.multiply(
          MatrixView<Float>(pass.parameters + weights + group * outputs * taps, rows: outputs, columns: taps),
          MatrixView<Float>(own, rows: taps, columns: size), into: y + (group * outputs * output.height + row) * size,
          stride: output.height * size)
      }
    }
    espalier_add_row_bias(
      y, biases.map { pass.parameters + $0 }, convolution.outputs, output.height * output.width, pass.lanes.stride,
      rectifies ? 1 : 0)
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    let stride = pass.lanes.stride
    let size = output.width * stride
    if rectifies { espalier_rectify_gradient(at.outputGradient, at.output, outputCount * stride) }
    let outputs = convolution.outputs / convolution.groups
    let columns = pass.scratch, gradients = pass.scratch + taps * size
    if let dx = at.inputGradient { dx.update(repeating: 0, count: inputCount * stride) }
    for group in 0..<convolution.groups {
      for row in 0..<output.height {
        try pass.checkpoint.check()
        let dy = MatrixView<Float>(
          at.outputGradient + (group * outputs * output.height + row) * size, rows: outputs, columns: size,
          stride: output.height * size)
        let w = MatrixView<Float>(pass.parameters + weights + group * outputs * taps, rows: outputs, columns: taps)
        gather(at.input, group, row, into: columns, pass.lanes)
        BLAS.multiply(
          dy, MatrixView<Float>(columns, rows: taps, columns: size).transposed,
          into: at.gradient + weights + group * outputs * taps, stride: taps, beta: row == 0 ? 0 : 1)
        guard let dx = at.inputGradient else { continue }
        BLAS.multiply(w.transposed, dy, into: gradients, stride: size)
        scatter(gradients, group, row, into: dx, pass.lanes)
      }
    }
    ready(weights..<weights + convolution.outputs * taps)
    guard let biases else { return }
    espalier_row_sums(
      at.gradient + biases, at.outputGradient, convolution.outputs, output.height * output.width, stride)
    ready(biases..<biases + convolution.outputs)
  }

  /// Calls `body` with every tap's row of columns and the pixels under it: tap, column, pixel or nil outside the image.
  private func forEachTap(_ group: Int, _ row: Int, _ body: (_ place: Int, _ pixel: Int?) -> Void) {
    let channels = input.channels / convolution.groups
    for channel in 0..<channels {
      for i in 0..<convolution.kernel {
        let y = row * convolution.stride + i - convolution.padding
        for j in 0..<convolution.kernel {
          let tap = (channel * convolution.kernel + i) * convolution.kernel + j
          for column in 0..<output.width {
            let x = column * convolution.stride + j - convolution.padding
            let isInside = y >= 0 && y < input.height && x >= 0 && x < input.width
            body(
              tap * output.width + column,
              isInside ? ((group * channels + channel) * input.height + y) * input.width + x : nil)
          }
        }
      }
    }
  }

  private func gather(
    _ x: UnsafePointer<Float>, _ group: Int, _ row: Int, into columns: UnsafeMutablePointer<Float>, _ lanes: Lanes
  ) {
    let stride = lanes.stride
    forEachTap(group, row) { place, pixel in
      if let pixel {
        memcpy(columns + place * stride, x + pixel * stride, stride * MemoryLayout<Float>.stride)
      } else {
        memset(columns + place * stride, 0, stride * MemoryLayout<Float>.stride)
      }
    }
  }

  private func scatter(
    _ columns: UnsafePointer<Float>, _ group: Int, _ row: Int, into dx: UnsafeMutablePointer<Float>, _ lanes: Lanes
  ) {
    let stride = lanes.stride
    forEachTap(group, row) { place, pixel in
      if let pixel { espalier_add(dx + pixel * stride, columns + place * stride, stride) }
    }
  }
}
