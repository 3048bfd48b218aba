import CKernels
import Tensors

/// A max or average pool; a shard is a channel.
struct PoolStage: Stage {
  let input: ImageShape
  let output: ImageShape
  let window: Window
  let takesMaximum: Bool

  var inputCount: Int { input.count }
  var outputCount: Int { output.count }
  var readsInput: Bool { false }

  /// Of a max pool the place of each largest number in its window, a byte each.
  func keptCount(_ lanes: Lanes) -> Int { takesMaximum ? outputCount * lanes.stride / 4 : 0 }

  func forward(
    _ pass: Pass, input x: UnsafePointer<Float>, output y: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    try forEachChannel(pass) { pool, channel, inputs, outputs in
      if takesMaximum {
        espalier_max_pool(&pool, x + inputs, y + outputs, kept.map { places($0) + outputs })
      } else {
        espalier_average_pool(&pool, x + inputs, y + outputs)
      }
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    guard let dx = at.inputGradient else { return }
    try forEachChannel(pass) { pool, channel, inputs, outputs in
      if takesMaximum {
        espalier_max_pool_gradient(&pool, at.outputGradient + outputs, places(at.kept) + outputs, dx + inputs)
      } else {
        espalier_average_pool_gradient(&pool, at.outputGradient + outputs, dx + inputs)
      }
    }
  }

  private func places(_ kept: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(kept).assumingMemoryBound(to: UInt8.self)
  }

  /// Calls `body` for every channel with where it starts on the way in and on the way out.
  private func forEachChannel(
    _ pass: Pass, _ body: (inout espalier_pool, _ channel: Int, _ inputs: Int, _ outputs: Int) -> Void
  ) throws(Interrupted) {
    let stride = pass.lanes.stride
    let pixels = (input.height * input.width, output.height * output.width)
    let shards = Shards(rows: input.channels, work: pixels.0 * stride)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      var pool = espalier_pool(
        height: input.height, width: input.width, size: window.size, step: window.stride, stride: stride)
      for channel in shards[shard] {
        body(&pool, channel, channel * pixels.0 * stride, channel * pixels.1 * stride)
      }
    }
  }
}

/// The mean of every channel.
struct GlobalPoolStage: Stage {
  let channels: Int
  let pixels: Int

  var inputCount: Int { channels * pixels }
  var outputCount: Int { channels }
  var readsInput: Bool { false }

  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    try forEachChannel(pass) { channel, stride in
      espalier_mean_rows(input + channel * pixels * stride, output + channel * stride, pixels, stride)
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    guard let dx = at.inputGradient else { return }
    try forEachChannel(pass) { channel, stride in
      espalier_mean_rows_gradient(
        at.outputGradient + channel * stride, dx + channel * pixels * stride, pixels, stride)
    }
  }

  private func forEachChannel(_ pass: Pass, _ body: (Int, Int) -> Void) throws(Interrupted) {
    let stride = pass.lanes.stride
    let shards = Shards(rows: channels, work: pixels * stride)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      for channel in shards[shard] { body(channel, stride) }
    }
  }
}
