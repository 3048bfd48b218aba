public import Tensors

extension Manifold {
  /// The most numbers in one set of points: 2 GiB.
  static let mostNumbers = 1 << 28

  /// Rows that are drawn with one stream of random numbers.
  private static let shard = 256

  /// Independent points of the manifold, [count, D] in double precision.
  ///
  /// The streams `manifold` and `noise` of the seed draw, numbered by blocks of 256 rows: fewer points are the first of
  /// more, noise leaves the points below it as they were, and the number of threads changes no bit.
  /// - Parameters:
  ///   - count: how many, N.
  ///   - noise: what is added to every coordinate; a plain number is the width of uniform noise.
  ///   - seed: what the points and the noise are drawn with.
  ///   - checkpoint: where the drawing looks for an interrupt.
  /// - Throws: `ManifoldError` for no points, more than 2²⁸ numbers, or noise that is negative or not finite;
  ///   `Interrupted`.
  /// - Complexity: O(N·D); O(N·D·d) for an affine subspace.
  public func points(
    count: Int, noise: ManifoldNoise = 0, seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> Tensor {
    guard count >= 1 else { throw ManifoldError.count(count) }
    guard noise.isValid else { throw ManifoldError.noise(noise) }
    guard count <= Manifold.mostNumbers / ambient else {
      throw ManifoldError.tooLarge(count: count, ambient: ambient, most: Manifold.mostNumbers / ambient)
    }
    let shards = (count - 1) / Manifold.shard + 1
    var blocks = [[Double]](repeating: [], count: shards)
    try blocks.withUnsafeMutableBufferPointer { blocks throws(Interrupted) in
      try Parallel.forEach(shards, checkpoint: checkpoint) { shard in
        let first = shard * Manifold.shard
        blocks[shard] = rows(first..<min(first + Manifold.shard, count), noise, seed: seed, shard, checkpoint)
      }
    }
    return Tensor([count, ambient], Array(blocks.joined()))
  }

  private func rows(
    _ range: Range<Int>, _ noise: ManifoldNoise, seed: Int, _ shard: Int, _ checkpoint: Checkpoint
  ) -> [Double] {
    var stream = RandomStream(seed: seed, name: "manifold", index: shard)
    var values: [Double] = []
    values.reserveCapacity(range.count * ambient)
    for row in range where !checkpoint.isInterrupted {
      family.append(row: row, from: &stream, to: &values)
      for _ in family.width..<ambient { values.append(0) }
    }
    if noise.isSome {
      var stream = RandomStream(seed: seed, name: "noise", index: shard)
      for index in values.indices { values[index] += noise.draw(&stream) }
    }
    return values
  }
}
