import Tensors

/// Rows of points that have been looked at.
enum PointRows {
  /// The points as [N, D]; a vector of D numbers is one point.
  /// - Throws: `RegionError.pointsShape`, `.rowNotUsable`.
  static func checked(_ points: Tensor, inputs: Int) throws(RegionError) -> Tensor {
    let rows = points.rank == 1 ? Tensor(points, asRowOf: inputs) : points
    guard let rows, rows.rank >= 2, rows.shape[0] > 0, rows.rowWidth == inputs else {
      throw .pointsShape(points.shape, inputs: inputs)
    }
    if let offset = rows.firstOutOfRange {
      throw .rowNotUsable(row: offset / inputs, coordinate: offset % inputs, value: rows.element(offset))
    }
    return rows.flattened
  }
}

extension Tensor {
  /// A vector of `count` numbers as a matrix of one row.
  fileprivate init?(_ vector: Tensor, asRowOf count: Int) {
    guard vector.count == count, let row = try? vector.reshaped([1, count]) else { return nil }
    self = row
  }
}
