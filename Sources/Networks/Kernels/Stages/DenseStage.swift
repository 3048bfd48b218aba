import CKernels
import Tensors

/// A dense layer with the ReLU behind it, if there is one: Y = max(W·X + b, 0).
///
/// W is [outputs, inputs], X [inputs, lanes], Y [outputs, lanes]. Shards are ranges of outputs (of inputs for ∂X), so no
/// sum over the batch is ever split between threads.
struct DenseStage: Stage {
  let inputCount: Int
  let outputCount: Int
  /// Where W starts among the parameters.
  let weights: Int
  /// Where b starts; nil without.
  let biases: Int?
  let rectifies: Bool

  var readsOutput: Bool { rectifies }
  var changesOutputGradient: Bool { rectifies }

  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    let stride = pass.lanes.stride
    let shards = Shards(rows: outputCount, columns: stride, depth: inputCount)
    let x = MatrixView(input, rows: inputCount, columns: stride)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      let rows = shards[shard]
      let target = output + rows.lowerBound * stride
      BLAS.multiply(matrix(pass, rows), x, into: target, stride: stride)
      if biases != nil || rectifies {
        espalier_add_row_bias(
          target, biases.map { pass.parameters + $0 + rows.lowerBound }, rows.count, 1, stride, rectifies ? 1 : 0)
      }
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    let (stride, count) = (pass.lanes.stride, pass.lanes.count)
    if rectifies { espalier_rectify_gradient(at.outputGradient, at.output, outputCount * stride) }
    let dy = MatrixView<Float>(at.outputGradient, rows: outputCount, columns: stride)
    if let inputGradient = at.inputGradient {
      let shards = Shards(rows: inputCount, columns: stride, depth: outputCount)
      try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
        let rows = shards[shard]
        let columns = MatrixView<Float>(
          pass.parameters + weights + rows.lowerBound, rows: outputCount, columns: rows.count, stride: inputCount)
        BLAS.multiply(columns.transposed, dy, into: inputGradient + rows.lowerBound * stride, stride: stride)
      }
    }
    let x = MatrixView(at.input, rows: inputCount, columns: count, stride: stride)
    let shards = Shards(rows: outputCount, columns: inputCount, depth: count)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      let rows = shards[shard]
      let first = weights + rows.lowerBound * inputCount
      let own = MatrixView<Float>(
        at.outputGradient + rows.lowerBound * stride, rows: rows.count, columns: count, stride: stride)
      BLAS.multiply(own, x.transposed, into: at.gradient + first, stride: inputCount)
      ready(first..<first + rows.count * inputCount)
      if let biases {
        let bias = biases + rows.lowerBound
        espalier_row_sums(at.gradient + bias, own.base, rows.count, 1, stride)
        ready(bias..<bias + rows.count)
      }
    }
  }

  private func matrix(_ pass: Pass, _ rows: Range<Int>) -> MatrixView<Float> {
    MatrixView(pass.parameters + weights + rows.lowerBound * inputCount, rows: rows.count, columns: inputCount)
  }
}
