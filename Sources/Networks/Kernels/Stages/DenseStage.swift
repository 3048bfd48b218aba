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
  private let weights: Int
  /// Where b starts; nil without.
  private let biases: Int?
  private let rectifies: Bool
  /// Whether the ReLU's gradient is cut here, not by the layer behind.
  private var cutsOwnGradient: Bool
  /// Whether the gradient of the ReLU in front is cut here.
  private var gatesInput = false
  /// Whether the processor suits our own kernels.
  private let usesLaneProducts = espalier_dense_suits() != 0

  init(inputCount: Int, outputCount: Int, weights: Int, biases: Int?, rectifies: Bool) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.weights = weights
    self.biases = biases
    self.rectifies = rectifies
    cutsOwnGradient = rectifies
  }

  var readsOutput: Bool { cutsOwnGradient }
  var changesOutputGradient: Bool { cutsOwnGradient }

  var gatingInput: (any Stage)? {
    var stage = self
    stage.gatesInput = true
    return stage
  }

  var gatedOutput: (any Stage)? {
    guard rectifies else { return nil }
    var stage = self
    stage.cutsOwnGradient = false
    return stage
  }

  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    let bias = biases.map { UnsafePointer(pass.parameters + $0) }
    let shards = Shards(rows: outputCount, columns: pass.lanes.stride, depth: inputCount)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      products.forward(matrix(pass), input, bias, into: output, pass.lanes, shards[shard], rectifies: rectifies)
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    if cutsOwnGradient { try pass.cutGradient(at.outputGradient, behind: at.output, features: outputCount) }
    if let dx = at.inputGradient {
      let shards = Shards(rows: inputCount, columns: pass.lanes.stride, depth: outputCount)
      try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
        products.inputGradient(
          matrix(pass), at.outputGradient, gate: gatesInput ? at.input : nil, into: dx, pass.lanes, shards[shard])
      }
    }
    let shards = Shards(rows: outputCount, columns: inputCount, depth: pass.lanes.count)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      let rows = shards[shard]
      products.weightGradient(
        matrix(pass), at.input, at.outputGradient, into: at.gradient + weights, pass.lanes, rows)
      ready(weights + rows.lowerBound * inputCount..<weights + rows.upperBound * inputCount)
      guard let biases else { return }
      let (first, stride) = (biases + rows.lowerBound, pass.lanes.stride)
      espalier_row_sums(at.gradient + first, at.outputGradient + rows.lowerBound * stride, rows.count, 1, stride)
      ready(first..<first + rows.count)
    }
  }

  private var products: any DenseProducts.Type { usesLaneProducts ? LaneProducts.self : BLASProducts.self }

  private func matrix(_ pass: Pass) -> DenseMatrix {
    DenseMatrix(values: pass.parameters + weights, outputs: outputCount, inputs: inputCount)
  }
}

extension Pass {
  /// d = y > 0 ? d : 0, side by side.
  func cutGradient(
    _ d: UnsafeMutablePointer<Float>, behind y: UnsafePointer<Float>, features: Int
  ) throws(Interrupted) {
    let shards = Shards(rows: features, work: lanes.stride)
    try Parallel.forEach(shards.count, checkpoint: checkpoint) { shard in
      let start = shards[shard].lowerBound * lanes.stride
      espalier_rectify_gradient(d + start, y + start, shards[shard].count * lanes.stride)
    }
  }
}
