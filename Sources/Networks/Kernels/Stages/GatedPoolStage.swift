import CKernels
import Tensors

/// A max pool whose choice in every window is written down once and then held; a shard is a channel.
struct GatedPoolStage: Stage {
  let input: ImageShape
  let output: ImageShape
  let window: Window
  let gates: FrozenGates
  let ordinal: Int

  var inputCount: Int { input.count }
  var outputCount: Int { output.count }
  var readsInput: Bool { false }

  func forward(
    _ pass: Pass, input x: UnsafePointer<Float>, output y: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    let places = places(pass)
    let isRecording = gates.isRecording
    try forEachChannel(pass) { pool, inputs, outputs in
      if isRecording {
        espalier_max_pool(&pool, x + inputs, y + outputs, places + outputs)
      } else {
        pick(x + inputs, y + outputs, places + outputs, stride: pass.lanes.stride)
      }
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    guard let dx = at.inputGradient else { return }
    let places = places(pass)
    try forEachChannel(pass) { pool, inputs, outputs in
      espalier_max_pool_gradient(&pool, at.outputGradient + outputs, places + outputs, dx + inputs)
    }
  }

  /// The number at the place that was chosen in every window of a channel.
  private func pick(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ places: UnsafePointer<UInt8>, stride: Int
  ) {
    for row in 0..<output.height {
      for column in 0..<output.width {
        let corner = (row * window.stride * input.width + column * window.stride) * stride
        let out = (row * output.width + column) * stride
        for lane in 0..<stride {
          let place = Int(places[out + lane])
          y[out + lane] = x[corner + (place / window.size * input.width + place % window.size) * stride + lane]
        }
      }
    }
  }

  private func places(_ pass: Pass) -> UnsafeMutablePointer<UInt8> {
    let numbers = gates.numbers(of: ordinal, count: outputCount * pass.lanes.stride / 4)
    return UnsafeMutableRawPointer(numbers).assumingMemoryBound(to: UInt8.self)
  }

  private func forEachChannel(
    _ pass: Pass, _ body: (inout espalier_pool, _ inputs: Int, _ outputs: Int) -> Void
  ) throws(Interrupted) {
    let stride = pass.lanes.stride
    let pixels = (input.height * input.width, output.height * output.width)
    let shards = Shards(rows: input.channels, work: pixels.0 * stride)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      var pool = espalier_pool(
        height: input.height, width: input.width, size: window.size, step: window.stride, stride: stride)
      for channel in shards[shard] { body(&pool, channel * pixels.0 * stride, channel * pixels.1 * stride) }
    }
  }
}
