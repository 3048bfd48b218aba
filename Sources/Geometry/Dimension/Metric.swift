import Tensors

/// What the distance of two points is.
public enum Metric: String, Hashable, Sendable, CaseIterable {
  /// |x - y|.
  case euclidean
  /// |x/|x| - y/|y|| = √(2 - 2cos∠(x, y)): the Euclidean distance of the directions, which orders neighbours as the
  /// angle does. 1 - cos is half its square, and a dimension read off that would be half as large.
  case cosine
}

extension Metric {
  /// The points whose Euclidean distances are those of the metric; unit vectors in double precision for directions.
  /// - Throws: `DimensionError.zeroVector` for a row without a direction; `Interrupted`.
  /// - Complexity: O(N·D).
  func placed(_ points: Tensor, checkpoint: Checkpoint) throws -> Tensor {
    if self == .euclidean { return points }
    let width = points.rowWidth
    let parts = try Centering.shards(of: points.shape[0], checkpoint) { range in
      var values = points.doubles(rows: range)
      for row in range {
        let place = (row - range.lowerBound) * width..<(row - range.lowerBound + 1) * width
        let largest = values[place].reduce(0) { max($0, abs($1)) }
        guard largest > 0 else { throw DimensionError.zeroVector(row: row) }
        // A quotient is rounded once, so that rows along one direction become the same numbers.
        for offset in place { values[offset] /= largest }
        let length = values[place].reduce(0) { $0 + $1 * $1 }.squareRoot()
        for offset in place { values[offset] /= length }
      }
      return values
    }
    return Tensor(points.shape, parts.flatMap(\.self))
  }
}
