import Tensors

/// The nearest points of a group of queries: a shortlist in single precision, ranked and proved in double.
struct ProximitySearch: Sendable {
  private let hull: HullPoints
  private let scan: ScoreScan
  private let neighbors: Int

  struct Candidate: Comparable {
    var square: Double
    var row: Int32

    static func < (a: Candidate, b: Candidate) -> Bool { (a.square, a.row) < (b.square, b.row) }
  }

  /// Candidates beyond the neighbours asked for.
  private static let spare = 8

  /// - Throws: `Interrupted`.
  init(_ points: Tensor, neighbors: Int, checkpoint: Checkpoint) throws {
    let hull = try HullPoints(points, checkpoint: checkpoint)
    let width = hull.matrix.columns
    let parts = try Centering.shards(of: hull.matrix.rows, checkpoint) { range in
      let rows = hull.matrix.values[range.lowerBound * width..<range.upperBound * width]
      let halves = range.indices.map { row -> Float in
        Float(hull.matrix.row(row).reduce(0) { $0 + $1 * $1 } / 2)
      }
      return (rows: rows.map(Float.init), halves: halves)
    }
    self.hull = hull
    self.neighbors = neighbors
    // |p - x|² = |x|² + 2(|p|²/2 - ⟨p, x⟩).
    scan = ScoreScan(
      rows: parts.flatMap(\.rows), count: hull.matrix.rows, width: width, biases: parts.flatMap(\.halves))
  }

  /// A power of two.
  var scale: Double { hull.scale }

  /// `neighbors` candidates a query, nearest first.
  /// - Throws: `Interrupted`.
  func nearest(_ queries: Tensor, _ range: Range<Int>, checkpoint: Checkpoint) throws -> [Candidate] {
    let width = hull.matrix.columns
    let values = queries.doubles(rows: range)
    let placed = range.indices.map { row in
      let start = (row - range.lowerBound) * width
      return hull.placed(values[start..<start + width])
    }
    let kept = min(neighbors + ProximitySearch.spare, hull.matrix.rows)
    // A query far outside the points' radius would leave single precision no digits, or none at all.
    let near = placed.map { DenseVector.dot($0, $0).squareRoot() }
    let lists = try scan.smallest(
      placed.flatMap { $0.map { Float(-$0) } }.map { $0.isFinite ? $0 : 0 }, kept: kept, checkpoint: checkpoint)
    var found: [Candidate] = []
    for (position, x) in placed.enumerated() {
      try checkpoint.check()
      let ranked = lists.rows(position).filter { $0 < hull.matrix.rows }
        .map { Candidate(square: hull.matrix.square(Int($0), x), row: $0) }.sorted()
      // Rounding of a product of D terms, of the bias and of both operands, for a point no further than r.
      let reach = near[position] + hull.radius
      let error = 0x1p-23 * Double(width + 16) * reach * reach + 0x1p-120 * Double(width)
      let floor = near[position] * near[position] + 2 * Double(lists.limit(position)) - error
      let isProved = ranked.count == kept && (kept == hull.matrix.rows || floor >= ranked[neighbors - 1].square)
      found += isProved ? Array(ranked.prefix(neighbors)) : exact(x)
    }
    return found
  }

  private func exact(_ x: [Double]) -> [Candidate] {
    let all = (0..<hull.matrix.rows).map {
      Candidate(square: hull.matrix.square($0, x), row: Int32(truncatingIfNeeded: $0))
    }
    return Array(all.sorted().prefix(neighbors))
  }
}
