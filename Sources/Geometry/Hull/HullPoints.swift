import Tensors

/// The points of a hull moved to mean zero and scaled by a power of two to norms of at most 1.
struct HullPoints: Sendable {
  let matrix: PointMatrix
  let frame: Frame
  /// The largest norm of a row, at most 1; 0 where all points are equal.
  let radius: Double

  /// The coordinates of the points.
  struct Frame: Sendable {
    let centering: Centering

    /// A power of two.
    var scale: Double { centering.scale }

    /// A query in the coordinates of the points.
    func placed(_ query: ArraySlice<Double>) -> [Double] {
      zip(query, centering.means).map { ($0 - $1) * scale }
    }
  }

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D).
  init(_ points: Tensor, checkpoint: Checkpoint) throws {
    let centering = try Centering(points, checkpoint: checkpoint)
    let width = points.rowWidth
    let parts = try Centering.shards(of: points.shape[0], checkpoint) { range in
      let rows = centering.placed(points, range)
      var largest = 0.0
      for start in stride(from: 0, to: rows.count, by: width) {
        largest = max(largest, rows[start..<start + width].reduce(0.0) { $0 + $1 * $1 })
      }
      return (rows: rows, largest: largest)
    }
    frame = Frame(centering: centering)
    matrix = PointMatrix(parts.flatMap(\.rows), rows: points.shape[0], columns: width)
    radius = (parts.map(\.largest).max() ?? 0).squareRoot()
  }

  /// A power of two.
  var scale: Double { frame.scale }

  /// A query in the coordinates of the points.
  func placed(_ query: ArraySlice<Double>) -> [Double] { frame.placed(query) }
}
