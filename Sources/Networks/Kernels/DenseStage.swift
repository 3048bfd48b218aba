import CKernels
import Tensors

/// A dense layer with the ReLU behind it, if there is one: Y = max(X·Wᵀ + b, 0).
///
/// X is [rows, inputs], W [outputs, inputs], Y [rows, outputs], all row-major. Shards are ranges of output columns
/// (of input columns for ∂X), so no sum over the batch is ever split between threads.
struct DenseStage: Stage {
  let inputWidth: Int
  let outputWidth: Int
  /// Where W starts among the parameters.
  let weights: Int
  /// Where b starts.
  let biases: Int
  let rectifies: Bool

  func forward(
    rows: Int, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, parameters: UnsafePointer<Float>,
    checkpoint: Checkpoint
  ) throws(Interrupted) {
    let shards = Shards(rows: rows, columns: outputWidth, depth: inputWidth)
    try Parallel.forEach(shards.count, checkpoint: checkpoint) { shard in
      let columns = shards.columns(of: shard)
      let matrix = MatrixView(
        parameters + weights + columns.lowerBound * inputWidth, rows: columns.count, columns: inputWidth)
      for panel in 0..<shards.panels where !checkpoint.isInterrupted {
        let rows = shards.rows(of: panel)
        let target = output + rows.lowerBound * outputWidth + columns.lowerBound
        BLAS.multiply(
          MatrixView(input + rows.lowerBound * inputWidth, rows: rows.count, columns: inputWidth), matrix.transposed,
          into: target, stride: outputWidth)
        espalier_add_bias(
          target, parameters + biases + columns.lowerBound, rows.count, columns.count, outputWidth, rectifies ? 1 : 0)
      }
    }
  }

  func pullback(
    rows: Int, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    parameters: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>, checkpoint: Checkpoint,
    ready: (Range<Int>) -> Void
  ) throws(Interrupted) {
    if rectifies { espalier_rectify_gradient(outputGradient, output, rows * outputWidth) }
    if let inputGradient {
      let shards = Shards(rows: rows, columns: inputWidth, depth: outputWidth)
      try Parallel.forEach(shards.count, checkpoint: checkpoint) { shard in
        let columns = shards.columns(of: shard)
        let matrix = MatrixView(
          parameters + weights + columns.lowerBound, rows: outputWidth, columns: columns.count, stride: inputWidth)
        for panel in 0..<shards.panels where !checkpoint.isInterrupted {
          let rows = shards.rows(of: panel)
          BLAS.multiply(
            MatrixView<Float>(
              outputGradient + rows.lowerBound * outputWidth, rows: rows.count, columns: outputWidth),
            matrix, into: inputGradient + rows.lowerBound * inputWidth + columns.lowerBound, stride: inputWidth)
        }
      }
    }
    let shards = Shards(rows: rows, columns: outputWidth, depth: inputWidth)
    try Parallel.forEach(shards.count, checkpoint: checkpoint) { shard in
      let columns = shards.columns(of: shard)
      let first = weights + columns.lowerBound * inputWidth
      for panel in 0..<shards.panels where !checkpoint.isInterrupted {
        let rows = shards.rows(of: panel)
        BLAS.multiply(
          MatrixView<Float>(
            outputGradient + rows.lowerBound * outputWidth + columns.lowerBound, rows: rows.count,
            columns: columns.count, stride: outputWidth
          ).transposed,
          MatrixView(input + rows.lowerBound * inputWidth, rows: rows.count, columns: inputWidth),
          into: gradient + first, stride: inputWidth, beta: panel == 0 ? 0 : 1)
      }
      if checkpoint.isInterrupted { return }
      ready(first..<first + columns.count * inputWidth)
      let bias = biases + columns.lowerBound
      espalier_column_sums(
        gradient + bias, outputGradient + columns.lowerBound, rows, columns.count, outputWidth)
      ready(bias..<bias + columns.count)
    }
  }
}
