import Tensors

extension Parallel {
  /// The results of `body` for each shard, in the order of the shards.
  ///
  /// - Throws: `Interrupted`, or what the lowest-numbered failing shard threw.
  static func map<Result>(
    _ shards: Int, checkpoint: Checkpoint, _ body: (Int) throws -> Result
  ) throws -> [Result] {
    var slots = [Swift.Result<Result, any Error>?](repeating: nil, count: max(shards, 0))
    try slots.withUnsafeMutableBufferPointer { slots in
      try forEach(shards, checkpoint: checkpoint) { shard in
        slots[shard] = Swift.Result { try body(shard) }
      }
    }
    return try slots.compactMap { try $0?.get() }
  }
}
