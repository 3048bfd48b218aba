import Tensors

/// Steps that part equal rows.
struct Jitter {
  /// Steps are uniform in ±size in every coordinate.
  let size: Double
  let seed: Int

  /// The fraction of the largest deviation of a coordinate from its mean.
  static let fraction = 0x1p-20

  /// - Throws: `Interrupted`.
  init(of points: Tensor, seed: Int, checkpoint: Checkpoint) throws {
    size = try Centering(points, checkpoint: checkpoint).deviation * Jitter.fraction
    self.seed = seed
  }

  /// The points in double precision with some rows moved; a row moves the same whatever the others do.
  func moved(_ points: Tensor, _ rows: [Int], name: String) -> Tensor {
    var values = points.doubles
    let width = points.rowWidth
    for row in rows {
      var stream = RandomStream(seed: seed, name: name, index: row)
      for offset in row * width..<(row + 1) * width { values[offset] += size * (2 * stream.nextDouble() - 1) }
    }
    return Tensor(points.shape, values)
  }

  func note(_ count: Int, of rows: Int) -> String {
    "\(count) of \(rows) rows repeat an earlier row and were moved by up to \(size) a coordinate (seed \(seed))"
  }
}
