import Tensors

/// Moves points to mean zero and scales them by a power of two to norms of at most 1, so that neither an offset nor
/// the units of the data cost precision.
struct Centering: Sendable {
  let means: [Double]
  /// A power of two from 2⁻²⁰⁰ to 2²⁰⁰.
  let scale: Double
  /// The largest deviation of a coordinate from its mean.
  let deviation: Double

  /// Coordinates of this magnitude or more are refused: their squares, and their ratios to small ones, would overflow.
  static let limit = 0x1p200

  /// Rows handled in one shard.
  private static let shard = 256

  /// The means are those of `points`; norms of `others`, rows of the same width, are brought to at most 1 as well.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D).
  init(_ points: Tensor, and others: Tensor? = nil, checkpoint: Checkpoint) throws {
    let count = points.shape[0], width = points.rowWidth
    let sums = try Centering.shards(of: count, checkpoint) { range in
      var sums = [Double](repeating: 0, count: width)
      let values = points.doubles(rows: range)
      for row in range.indices {
        let start = (row - range.lowerBound) * width
        for column in 0..<width { sums[column] += values[start + column] }
      }
      return sums
    }
    var means = [Double](repeating: 0, count: width)
    for part in sums { DenseVector.add(part, times: 1 / Double(count), to: &means) }
    var largest = 0.0
    for part in [points, others].compactMap(\.self) {
      largest = max(largest, try Centering.reach(of: part, from: means, checkpoint))
    }
    deviation = largest
    let reach = largest * Double(width).squareRoot()
    let exponent = reach > 0 ? min(max(-reach.exponent - 1, -200), 200) : 0
    scale = Double(sign: .plus, exponent: exponent, significand: 1)
    self.means = means
  }

  /// The largest distance of a coordinate from its mean.
  private static func reach(of points: Tensor, from means: [Double], _ checkpoint: Checkpoint) throws -> Double {
    let width = means.count
    let parts = try shards(of: points.shape[0], checkpoint) { range in
      var largest = 0.0
      let values = points.doubles(rows: range)
      for row in range.indices {
        let start = (row - range.lowerBound) * width
        for column in 0..<width { largest = max(largest, abs(values[start + column] - means[column])) }
      }
      return largest
    }
    return parts.max() ?? 0
  }

  /// The rows of a range in the new coordinates.
  func placed(_ points: Tensor, _ range: Range<Int>) -> [Double] {
    var values = points.doubles(rows: range)
    let width = means.count
    for row in 0..<range.count {
      for column in 0..<width { values[row * width + column] = (values[row * width + column] - means[column]) * scale }
    }
    return values
  }

  /// Calls `body` for consecutive ranges of rows, side by side.
  static func shards<Result>(
    of count: Int, _ checkpoint: Checkpoint, _ body: (Range<Int>) throws -> Result
  ) throws -> [Result] {
    try Parallel.map((count + shard - 1) / shard, checkpoint: checkpoint) { index in
      try body(index * shard..<min((index + 1) * shard, count))
    }
  }
}
