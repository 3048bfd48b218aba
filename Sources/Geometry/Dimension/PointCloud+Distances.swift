public import Tensors

extension PointCloud {
  /// A set of which only the distances are known.
  ///
  /// Estimators that read coordinates refuse it. Whether the triangle inequality holds is not asked.
  /// - Parameters:
  ///   - distances: [N, N], finite, at least 0, with zeros on the diagonal, symmetric up to 10⁻⁶ of the largest (what
  ///     expanding |x - y|² costs); a point's neighbours are read from its row.
  ///   - duplicates: what becomes of points at distance zero from an earlier one; `.jitter` needs coordinates.
  /// - Throws: `DimensionError` for what is not such a matrix, naming the entry; `Interrupted`.
  /// - Complexity: O(N²).
  public init(distances: Tensor, duplicates: DuplicatePolicy = .merge, checkpoint: Checkpoint = .none) throws {
    try PointCloud.checkDistances(distances, checkpoint)
    let count = distances.shape[0]
    // The first point at distance zero, for each.
    let firsts = try Centering.shards(of: count, checkpoint) { range in
      range.map { row in (0..<row).first { distances.element(row * count + $0) == 0 } ?? row }
    }.flatMap(\.self)
    let repeated = (0..<count).filter { firsts[$0] != $0 }
    var matrix = distances
    var places = Array(0..<count)
    var remarks = ["neighbours from a given matrix of distances"]
    if let first = repeated.first {
      switch duplicates {
      case .error: throw DimensionError.duplicate(row: first, of: firsts[first])
      case .jitter: throw DimensionError.jitterOfDistances(row: first, of: firsts[first])
      case .drop: break
      case .merge:
        let distinct = (0..<count).filter { firsts[$0] == $0 }
        for (slot, row) in distinct.enumerated() { places[row] = slot }
        for row in repeated { places[row] = places[firsts[row]] }
        let values = distinct.flatMap { row in distinct.map { distances.element(row * count + $0) } }
        matrix = Tensor([distinct.count, distinct.count], values)
        remarks.append("\(repeated.count) of \(count) rows repeat an earlier row and were merged with it")
      }
    }
    self.init(
      points: Tensor([matrix.shape[0], 0], [Double]()), rowCount: count, duplicates: duplicates,
      duplicateCount: repeated.count, metric: .euclidean, subject: .distances(matrix), places: places,
      remarks: remarks)
  }

  private static func checkDistances(_ distances: Tensor, _ checkpoint: Checkpoint) throws {
    guard distances.rank == 2, distances.shape[0] == distances.shape[1] else {
      throw DimensionError.notSquare(distances.shape)
    }
    try check(distances)
    let count = distances.shape[0]
    let largest = distances.doubles.max() ?? 0
    _ = try Centering.shards(of: count, checkpoint) { range in
      for row in range {
        for column in 0..<count {
          let value = distances.element(row * count + column)
          let mirrored = distances.element(column * count + row)
          if value < 0 || (row == column && value != 0) || abs(value - mirrored) > 1e-6 * largest {
            throw DimensionError.notADistance(row: row, column: column, value: value, mirrored: mirrored)
          }
        }
      }
    }
  }
}
