import Tensors

/// The points of a hull moved to mean zero and scaled by a power of two to norms of at most 1.
struct HullPoints: Sendable {
  let matrix: PointMatrix
  private let centering: Centering
  /// |p|² of each row.
  let squares: [Double]
  /// The largest norm of a row, at most 1; 0 where all points are equal.
  let radius: Double

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D).
  init(_ points: Tensor, checkpoint: Checkpoint) throws {
    let centering = try Centering(points, checkpoint: checkpoint)
    let width = points.rowWidth
    let parts = try Centering.shards(of: points.shape[0], checkpoint) { range in
      let rows = centering.placed(points, range)
      let squares = range.indices.map { row -> Double in
        let start = (row - range.lowerBound) * width
        return rows[start..<start + width].reduce(0.0) { $0 + $1 * $1 }
      }
      return (rows: rows, squares: squares)
    }
    self.centering = centering
    matrix = PointMatrix(parts.flatMap(\.rows), rows: points.shape[0], columns: width)
    squares = parts.flatMap(\.squares)
    radius = (squares.max() ?? 0).squareRoot()
  }

  /// A power of two.
  var scale: Double { centering.scale }

  /// A query in the coordinates of the points.
  func placed(_ query: ArraySlice<Double>) -> [Double] {
    zip(query, centering.means).map { ($0 - $1) * scale }
  }
}
