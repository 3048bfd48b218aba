import Tensors

/// A neighbour pass over rows shortened by a principal projection, taken where it saves work.
///
/// A first pass over the shorter rows finds for each point k others that are near; their distances in double precision
/// bound r_k from above. A second pass drops every pair whose lower bound exceeds the radii of both its points and
/// measures the few others in full. Of images less than a hundredth of the pairs is left; of isotropic noise all are,
/// and the rule keeps to full rows. The neighbours are the same either way.
struct Reduction {
  /// The search among shorter rows.
  private let short: NeighborSearch
  private let slack: Double

  /// Numbers of dimensions that are tried.
  private static let sizes = [16, 24, 32, 48, 64]
  /// Rows that the rule is tried on.
  private static let trials = 64
  /// Pairs below which the trial costs more than can be won.
  private static let fewestPairs = 1 << 24
  /// The cost of looking at an entry, and of a coordinate of a pair measured in full, in coordinates of a product.
  private static let lookCost = 28.0, coordinateCost = 14.0
  /// Candidates of the first pass beyond the neighbours, so that the nearest are likely among them.
  private static let spare = 8

  /// Coordinates of the shorter rows, but for the length of the rest.
  var directions: Int { short.left.width - 1 }

  private init(short: NeighborSearch, slack: Double) {
    self.short = short
    self.slack = slack
  }

  /// The cheapest reduction, or nil where full rows are cheaper: by a cost model of the shapes and of the pairs that
  /// pass the bound among a fixed sample of rows, never by a clock.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D·m) for m ≤ 64.
  static func cheapest(
    for search: NeighborSearch, _ measure: RowDistances, _ centering: Centering, neighbors: Int,
    checkpoint: Checkpoint
  ) throws -> Reduction? {
    let among = search.right ?? search.left
    let pairs = Double(search.left.count) * Double(among.count) / (search.right == nil ? 2 : 1)
    guard pairs >= Double(fewestPairs), neighbors + spare < among.count / 4,
      cost(dimensions: sizes[0], passing: 0, width: among.width) < cost(width: among.width)
    else { return nil }
    let projection = try PrincipalProjection(among, dimensions: sizes.last ?? 0, checkpoint: checkpoint)
    let left = try ProjectedRows(measure.left, centering, projection, checkpoint: checkpoint)
    let right =
      search.right == nil ? nil : try ProjectedRows(measure.right, centering, projection, checkpoint: checkpoint)
    var best: (cost: Double, reduction: Reduction?) = (cost(width: among.width), nil)
    // Sets that a few directions hold entirely are tried with as many as there are.
    for size in Set(sizes.map { min($0, projection.dimensions) }).sorted() {
      let reduction = Reduction(
        short: NeighborSearch(
          left: left.shortened(to: size), right: right?.shortened(to: size), excluded: search.excluded),
        slack: projection.slack(dimensions: size))
      let passing = try reduction.passing(search, measure, neighbors: neighbors, checkpoint: checkpoint)
      // A pair within one set passes for either of its points.
      let cost = cost(dimensions: size, passing: passing * (search.right == nil ? 2 : 1), width: among.width)
      if cost < best.cost { best = (cost, reduction) }
    }
    return best.reduction
  }

  private static func cost(width: Int) -> Double { Double(width) + lookCost }

  private static func cost(dimensions: Int, passing: Double, width: Int) -> Double {
    2 * (Double(dimensions + 1) + lookCost) + passing * Double(width) * coordinateCost
  }

  /// The fraction of pairs that passes the bound among those of a few rows.
  private func passing(
    _ search: NeighborSearch, _ measure: RowDistances, neighbors: Int, checkpoint: Checkpoint
  ) throws -> Double {
    let count = min(Reduction.trials, short.left.count)
    let rows = (0..<count).map { $0 * short.left.count / count }
    let among = short.right ?? short.left
    let excluded =
      short.right == nil
      ? rows.map { Int32(truncatingIfNeeded: $0) } : short.excluded.isEmpty ? [] : rows.map { short.excluded[$0] }
    let trial = NeighborSearch(left: short.left.gather(rows), right: among, excluded: excluded)
    let table = try trial.shortlist(
      kept: min(neighbors + Reduction.spare, trial.available), checkpoint: checkpoint.observed(by: nil))
    let limits = measure.withSquares { square in
      (0..<count).map { item in
        let squares = table.candidates(of: item).map { square(rows[item], Int($0)) }
        return limit(rows[item], search.radiusAtMost(squares.sorted(), neighbors))
      }
    }
    return try trial.left.fractionWithin(limits, of: among, checkpoint: checkpoint)
  }

  /// The pairs of a search that are worth measuring in full.
  /// - Throws: `Interrupted`.
  func filter(
    _ search: NeighborSearch, _ measure: RowDistances, neighbors: Int, checkpoint: Checkpoint
  ) throws -> NeighborSearch.Filter {
    let table = try short.shortlist(
      kept: min(neighbors + Reduction.spare, short.available), stage: (0, 2), checkpoint: checkpoint)
    let parts = try Centering.shards(of: short.left.count, checkpoint) { range in
      measure.withSquares { square in
        range.map { row in
          let known = table.candidates(of: row).map {
            NearestList.Candidate(square: square(row, Int($0)), index: $0)
          }.sorted()
          let radius = search.radiusAtMost(known.map(\.square), neighbors)
          let full = radius * radius + search.left.productError(row, within: radius)
          return (known: known, short: limit(row, radius), full: Float(full).nextUp)
        }
      }
    }
    let rows = parts.flatMap(\.self)
    return NeighborSearch.Filter(
      left: short.left, right: short.right, limits: rows.map(\.short), fullLimits: rows.map(\.full),
      known: rows.map(\.known))
  }

  /// What the computed entry of two shorter rows does not exceed if the points are within `radius`.
  private func limit(_ row: Int, _ radius: Double) -> Float {
    let reach = radius + slack
    return Float(reach * reach + short.left.productError(row, within: reach)).nextUp
  }
}

extension NeighborSearch {
  /// An upper bound of r_k by the squared distances of rows at hand, ascending and rounded.
  fileprivate func radiusAtMost(_ squares: [Double], _ neighbors: Int) -> Double {
    if squares.count < neighbors { return .infinity }
    return squares[neighbors - 1].squareRoot() * (1 + 0x1p-50 * Double(left.width + 8))
  }
}

extension PreparedRows {
  /// The fraction of entries |x|² + |y|² - 2⟨x, y⟩ of these rows x and others y at most the limit of x.
  fileprivate func fractionWithin(
    _ limits: [Float], of others: PreparedRows, checkpoint: Checkpoint
  ) throws -> Double {
    let size = NeighborSearch.blockSize(width: width) * 4
    let parts = try Parallel.map((others.count + size - 1) / size, checkpoint: checkpoint) { block in
      let range = block * size..<min((block + 1) * size, others.count)
      var products = [Float](repeating: 0, count: count * range.count)
      BLAS.multiply(
        MatrixOperand(rows, count, width),
        MatrixOperand(
          Array(others.rows[range.lowerBound * width..<range.upperBound * width]), width, range.count,
          isTransposed: true), into: &products)
      var passing = 0
      for row in 0..<count {
        for column in range {
          let entry =
            squares[row] + others.squares[column] - 2 * products[row * range.count + column - range.lowerBound]
          if entry <= limits[row] { passing += 1 }
        }
      }
      return passing
    }
    return Double(parts.reduce(0, +)) / Double(count) / Double(others.count)
  }
}
