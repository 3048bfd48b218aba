import CKernels
import Tensors

/// A dense layer with the ReLU behind it, if there is one: Y = max(W·X + b, 0).
///
/// W is [outputs, inputs], X [inputs, lanes], Y [outputs, lanes]. Shards are ranges of outputs (of inputs for ∂X), so no
/// sum over the batch is ever split between threads.
struct DenseStage: WeightedStage {
  let inputCount: Int
  let outputCount: Int
  /// Where W starts among the parameters.
  private let weights: Int
  /// Where b starts; nil without.
  private let biases: Int?
  var relu: Rectification
  /// Whether the processor suits our own kernels.
  private let usesLaneProducts = espalier_dense_suits() != 0

  init(inputCount: Int, outputCount: Int, weights: Int, biases: Int?, rectifies: Bool) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.weights = weights
    self.biases = biases
    relu = Rectification(follows: rectifies)
  }

  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    let bias = biases.map { UnsafePointer(pass.parameters + $0) }
    let shards = Shards(rows: outputCount, columns: pass.lanes.stride, depth: inputCount)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      products.forward(matrix(pass), input, bias, into: output, pass.lanes, shards[shard], rectifies: relu.follows)
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    try cutOwnGradient(pass, at)
    if let dx = at.inputGradient {
      let shards = Shards(rows: inputCount, columns: pass.lanes.stride, depth: outputCount)
      try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
        products.inputGradient(
          matrix(pass), at.outputGradient, gate: relu.cutsInput ? at.input : nil, into: dx, pass.lanes, shards[shard])
      }
    }
    guard let gradient = at.gradient else { return }
    let shards = Shards(rows: outputCount, columns: inputCount, depth: pass.lanes.count)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      let rows = shards[shard]
      products.weightGradient(
        matrix(pass), at.input, at.outputGradient, into: gradient + weights, pass.lanes, rows)
      ready(weights + rows.lowerBound * inputCount..<weights + rows.upperBound * inputCount)
      guard let biases else { return }
      let (first, stride) = (biases + rows.lowerBound, pass.lanes.stride)
      espalier_row_sums(gradient + first, at.outputGradient + rows.lowerBound * stride, rows.count, 1, stride)
      ready(first..<first + rows.count)
    }
  }

  private var products: any DenseProducts.Type { usesLaneProducts ? LaneProducts.self : BLASProducts.self }

  private func matrix(_ pass: Pass) -> DenseMatrix {
    DenseMatrix(values: pass.parameters + weights, outputs: outputCount, inputs: inputCount)
  }
}
