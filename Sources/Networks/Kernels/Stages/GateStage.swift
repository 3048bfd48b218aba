import Tensors

/// A ReLU, leaky or not, whose slope at every number of the batch is written down once and then held.
struct GateStage: Stage {
  let inputCount: Int
  /// The slope below 0.
  let slope: Float
  let gates: FrozenGates
  let ordinal: Int

  var outputCount: Int { inputCount }
  var readsInput: Bool { false }

  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    let slopes = gates.numbers(of: ordinal, count: inputCount * pass.lanes.stride)
    let isRecording = gates.isRecording
    try forEachRange(pass) { range in
      for i in range {
        if isRecording { slopes[i] = input[i] > 0 ? 1 : slope }
        output[i] = input[i] * slopes[i]
      }
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    guard let dx = at.inputGradient else { return }
    let slopes = gates.numbers(of: ordinal, count: inputCount * pass.lanes.stride)
    try forEachRange(pass) { range in
      for i in range { dx[i] = at.outputGradient[i] * slopes[i] }
    }
  }

  private func forEachRange(_ pass: Pass, _ body: (Range<Int>) -> Void) throws(Interrupted) {
    let stride = pass.lanes.stride
    let shards = Shards(rows: inputCount, work: stride)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      let rows = shards[shard]
      body(rows.lowerBound * stride..<rows.upperBound * stride)
    }
  }
}
