import Tensors

/// Dropout: zeroes numbers with probability `rate` while training and divides the others by 1 - rate.
///
/// What a sample loses is drawn by the stream `dropout` (index: the step) at the place of the feature and of the sample
/// in the batch, so that threads do not matter.
struct DropoutStage: Stage {
  let inputCount: Int
  let rate: Double
  /// Which of the network's dropout layers this is.
  let ordinal: Int

  var outputCount: Int { inputCount }
  var readsInput: Bool { false }

  /// The factor of every number: 0 or 1 / (1 - rate).
  func keptCount(_ lanes: Lanes) -> Int { inputCount * lanes.stride }

  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    let stride = pass.lanes.stride
    guard let training = pass.training, let kept else {
      output.update(from: input, count: inputCount * stride)
      kept?.update(repeating: 1, count: inputCount * stride)
      return
    }
    let key = RandomStream(seed: training.seed, name: "dropout.\(ordinal)", index: training.step).key
    let factor = Float(1 / (1 - rate))
    try forEachRow(pass) { row in
      // Words from a place that rows of other batch sizes share.
      var stream = RandomStream(key: key, position: UInt64(row) << 24)
      for lane in row * stride..<row * stride + pass.lanes.count {
        kept[lane] = Double(stream.nextFloat()) < rate ? 0 : factor
        output[lane] = input[lane] * kept[lane]
      }
      for lane in row * stride + pass.lanes.count..<(row + 1) * stride {
        kept[lane] = 0
        output[lane] = 0
      }
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    guard let dx = at.inputGradient else { return }
    let stride = pass.lanes.stride
    try forEachRow(pass) { row in
      for lane in row * stride..<(row + 1) * stride { dx[lane] = at.outputGradient[lane] * at.kept[lane] }
    }
  }

  private func forEachRow(_ pass: Pass, _ body: (Int) -> Void) throws(Interrupted) {
    let shards = Shards(rows: inputCount, work: 16 * pass.lanes.stride)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      for row in shards[shard] { body(row) }
    }
  }
}
