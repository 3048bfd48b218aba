import CKernels
package import Tensors

/// The length of a gradient as one vector, and its bound.
///
/// The squares are added shard by shard and the shards in their order, so the bits do not depend on the number of
/// threads.
package enum GradientNorm {
  /// Numbers a shard takes, whatever the shapes.
  private static let shard = 1 << 16

  /// Shortens the gradient to `limit` where it is longer: g ← g · min(1, limit / (‖g‖₂ + 10⁻⁶)).
  /// - Parameter marks: 0 where a weight is pruned and its slope does not count; nil where none is.
  /// - Returns: the norm before.
  /// - Complexity: O(count).
  @discardableResult
  package static func bound(
    _ gradient: UnsafeMutablePointer<Float>, marks: [UInt8]?, count: Int, to limit: Double,
    checkpoint: Checkpoint = .none
  ) throws(Interrupted) -> Double {
    var sums = [Double](repeating: 0, count: (count + shard - 1) / shard)
    try sums.withUnsafeMutableBufferPointer { sums throws(Interrupted) in
      guard let sums = sums.baseAddress else { return }
      try forEachShard(of: count, checkpoint) { index, start, length in
        let square =
          marks?.withUnsafeBufferPointer { marks in
            espalier_square_sum(gradient + start, marks.baseAddress.map { $0 + start }, length)
          } ?? espalier_square_sum(gradient + start, nil, length)
        sums[index] = square
      }
    }
    let norm = sums.reduce(0, +).squareRoot()
    let factor = limit / (norm + 1e-6)
    // A norm that is NaN passes, so that divergence shows in the next loss.
    if !(factor >= 1) {
      try forEachShard(of: count, checkpoint) { _, start, length in
        espalier_scale(gradient + start, length, Float(factor))
      }
    }
    return norm
  }

  private static func forEachShard(
    of count: Int, _ checkpoint: Checkpoint, _ body: (_ index: Int, _ start: Int, _ length: Int) -> Void
  ) throws(Interrupted) {
    try Parallel.forEach((count + shard - 1) / shard, checkpoint: checkpoint) { index in
      let start = index * shard
      body(index, start, min(shard, count - start))
    }
  }
}
