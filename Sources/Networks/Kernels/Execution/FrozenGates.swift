/// Which way the numbers of one batch went at ReLUs and max pools, held while parameters move: behind them a network is a
/// smooth function of its parameters.
///
/// `@unchecked Sendable`: one pass at a time uses it, and its shards write apart from each other.
package final class FrozenGates: @unchecked Sendable {
  /// Whether a pass takes the gates down as it meets them, or goes by them.
  package var isRecording = true
  private var buffers: [Int: FloatBuffer] = [:]

  package init() {}

  /// The numbers of one stage; new where there are not yet as many.
  func numbers(of ordinal: Int, count: Int) -> UnsafeMutablePointer<Float> {
    if let buffer = buffers[ordinal], buffer.count >= count { return buffer.base }
    let buffer = FloatBuffer(count: count)
    buffers[ordinal] = buffer
    return buffer.base
  }
}
