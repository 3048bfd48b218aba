import Tensors

/// What weights are drawn from, around zero.
enum Distribution {
  /// Of mean 0.
  case normal(deviation: Double)
  /// On [-bound, bound).
  case uniform(bound: Double)

  /// Numbers a shard draws. The stream is counter-based, so a shard starts where its first number is.
  private static let shard = 1 << 14

  /// 32-bit words that one number takes from the stream.
  private var words: UInt64 {
    switch self {
    case .normal: 4
    case .uniform: 2
    }
  }

  /// `count` numbers: what drawing them one after another from the stream gives, whatever the number of threads.
  func draw(_ count: Int, from stream: RandomStream, checkpoint: Checkpoint) throws(Interrupted) -> [Float] {
    var values = [Float](repeating: 0, count: count)
    try values.withUnsafeMutableBufferPointer { buffer throws(Interrupted) in
      guard let base = buffer.baseAddress else { return }
      let shards = (count + Distribution.shard - 1) / Distribution.shard
      try Parallel.forEach(shards, checkpoint: checkpoint) { shard in
        let first = shard * Distribution.shard
        var stream = RandomStream(key: stream.key, position: stream.position + UInt64(first) * words)
        for index in first..<min(first + Distribution.shard, count) {
          base[index] =
            switch self {
            case .normal(let deviation): Float(stream.nextNormal() * deviation)
            case .uniform(let bound): Float((2 * stream.nextDouble() - 1) * bound)
            }
        }
      }
    }
    return values
  }
}
