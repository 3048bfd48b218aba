import CKernels
import Tensors

/// A dense layer most of whose weights are pruned, with the ReLU behind it, if there is one: work, gradients and
/// optimiser state for the weights present alone.
struct SparseDenseStage: WeightedStage {
  let inputCount: Int
  let outputCount: Int
  private let index: SparseIndex
  /// Where the weights present start among the parameters.
  private let weights: Int
  private let biases: Int?
  var relu: Rectification

  init(_ index: SparseIndex, inputCount: Int, outputCount: Int, weights: Int, biases: Int?, rectifies: Bool) {
    self.index = index
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.weights = weights
    self.biases = biases
    relu = Rectification(follows: rectifies)
  }

  private var matrix: espalier_sparse {
    espalier_sparse(
      outputs: outputCount, inputs: inputCount, row_starts: index.rowStarts, columns: index.columns,
      column_starts: index.columnStarts, rows: index.rows, places: index.places)
  }

  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    let parts = index.outputParts
    try Parallel.forEach(parts.count, checkpoint: pass.checkpoint) { part in
      var matrix = matrix
      espalier_sparse_forward(
        &matrix, pass.parameters + weights, biases.map { pass.parameters + $0 }, input, output, pass.lanes.stride,
        parts[part].lowerBound, parts[part].upperBound, relu.follows ? 1 : 0)
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    let stride = pass.lanes.stride
    // Its two gradients are one product: what wants a single one runs dense.
    guard let gradient = at.gradient else { preconditionFailure("a sparse layer gives both gradients") }
    try cutOwnGradient(pass, at)
    if let dx = at.inputGradient {
      // Both gradients in one pass over ∂Y, by columns.
      let parts = index.inputParts
      try Parallel.forEach(parts.count, checkpoint: pass.checkpoint) { part in
        var matrix = matrix
        espalier_sparse_gradients(
          &matrix, pass.parameters + weights, at.input, at.outputGradient, dx, gradient + weights, stride,
          parts[part].lowerBound, parts[part].upperBound, relu.cutsInput ? 1 : 0)
      }
      if let biases { espalier_row_sums(gradient + biases, at.outputGradient, outputCount, 1, stride) }
    } else {
      let parts = index.outputParts
      try Parallel.forEach(parts.count, checkpoint: pass.checkpoint) { part in
        var matrix = matrix
        espalier_sparse_weight_gradient(
          &matrix, at.input, at.outputGradient, gradient + weights, biases.map { gradient + $0 }, stride,
          parts[part].lowerBound, parts[part].upperBound)
      }
    }
    ready(weights..<weights + index.count)
    if let biases { ready(biases..<biases + outputCount) }
  }
}
