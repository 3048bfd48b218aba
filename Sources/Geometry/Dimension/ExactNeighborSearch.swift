import Tensors

/// A search for exact neighbours by the cheapest of three ways, with the same result.
///
/// Short rows, or shorter ones by a principal projection, go row by row (`RowSearch`). Of the others blocks of the upper
/// triangle give a shortlist for each point, ranked in double precision, and the proof that nothing nearer was left out.
struct ExactNeighborSearch {
  let neighbors: Int
  private let way: Way
  private let measure: RowDistances
  /// Principal directions that pairs are filtered by; 0 where all are measured in full.
  let directions: Int
  /// The power of two that brings the centred rows to norms below 1.
  private var scale: Double { measure.scale }

  private enum Way {
    case rows(RowSearch)
    case blocks(NeighborSearch)
  }

  struct Found {
    var distances: [Double]
    var indices: [Int32]
    var searchedAgain: Int
  }

  /// Candidates beyond the neighbours asked for: room for the order that single precision gets wrong.
  private static let spare = 8
  /// Points ranked in one shard.
  private static let shard = 64

  /// - Parameters:
  ///   - points: the rows among which neighbours are sought.
  ///   - queries: the rows whose neighbours are wanted, of the same width; nil for the points themselves.
  ///   - excluded: for each query the point that is not its neighbour, or -1.
  ///   - reduces: whether shorter rows may be used; no result depends on it.
  /// - Throws: `Interrupted`.
  init(
    _ points: Tensor, queries: Tensor? = nil, excluded: [Int32] = [], neighbors: Int, reduces: Bool = true,
    checkpoint: Checkpoint
  ) throws {
    self.neighbors = neighbors
    // Both sides in one precision, so that one loop measures them.
    let mixed = queries.map { $0.isDouble != points.isDouble } ?? false
    let right = mixed ? Tensor(points.shape, points.doubles) : points
    let left = queries.map { mixed ? Tensor($0.shape, $0.doubles) : $0 } ?? right
    let width = points.rowWidth, count = points.shape[0], isOneSet = queries == nil
    let centering = try Centering(points, and: queries, checkpoint: checkpoint)
    measure = RowDistances(left: left, right: right, width: width, scale: centering.scale)
    let byRows = Reduction.Cost.rows(width: width)
    let byBlocks = Reduction.Cost.blocks(
      width: width, kept: neighbors + ExactNeighborSearch.spare, among: count, isOneSet: isOneSet)
    if reduces,
      let search = try Reduction.cheapest(
        measure, isOneSet: isOneSet, excluded: excluded, centering, neighbors: neighbors,
        whole: min(byRows, byBlocks), checkpoint: checkpoint)
    {
      directions = search.scan.left.width - 1
      way = .rows(search)
      return
    }
    directions = 0
    let rows = try PreparedRows(left, centering, checkpoint: checkpoint)
    let others = isOneSet ? nil : try PreparedRows(right, centering, checkpoint: checkpoint)
    way =
      byRows < byBlocks
      ? .rows(
        RowSearch(
          scan: EntryScan(left: rows, right: others ?? rows), excluded: excluded, isOneSet: isOneSet, measure: measure,
          neighbors: neighbors, short: nil, width: width))
      : .blocks(NeighborSearch(left: rows, right: others, excluded: excluded))
  }

  /// - Throws: `Interrupted`.
  func run(checkpoint: Checkpoint) throws -> Found {
    switch way {
    case .rows(let search): try search.run(checkpoint: checkpoint)
    case .blocks(let search): try run(search, checkpoint)
    }
  }

  private func run(_ search: NeighborSearch, _ checkpoint: Checkpoint) throws -> Found {
    let table = try search.shortlist(
      kept: min(neighbors + ExactNeighborSearch.spare, search.available), checkpoint: checkpoint)
    let count = search.left.count, size = ExactNeighborSearch.shard
    let parts = try Parallel.map((count + size - 1) / size, checkpoint: checkpoint) { shard in
      measure.withSquares { square in
        (shard * size..<min((shard + 1) * size, count)).map { rank($0, search, table, square) }
      }
    }
    var ranked = parts.flatMap(\.self)
    let doubtful = ranked.indices.filter { !ranked[$0].isProved }
    let again = try Parallel.map(doubtful.count, checkpoint: checkpoint) { item in
      measure.withSquares { square in scan(doubtful[item], search, square) }
    }
    for (row, found) in zip(doubtful, again) { ranked[row] = found }
    return Found(
      distances: ranked.flatMap { $0.nearest.map { $0.square.squareRoot() / scale } },
      indices: ranked.flatMap { $0.nearest.map(\.index) }, searchedAgain: doubtful.count)
  }

  private struct Ranked {
    var nearest: [NearestList.Candidate]
    var isProved: Bool
  }

  private func rank(
    _ row: Int, _ search: NeighborSearch, _ table: CandidateTable, _ square: (Int, Int) -> Double
  ) -> Ranked {
    let candidates = search.contenders(of: row, table, neighbors).map { index in
      NearestList.Candidate(square: square(row, Int(index)), index: index)
    }.sorted()
    let nearest = Array(candidates.prefix(neighbors))
    if nearest.count < neighbors { return Ranked(nearest: nearest, isProved: false) }
    if table.candidates(of: row).count == search.available(to: row) { return Ranked(nearest: nearest, isProved: true) }
    // A point that was left out has a computed value of at least the heap's root. Were it nearer than r = r_k, its value
    // would be off by at most `error`.
    let radius = nearest[neighbors - 1].square.squareRoot()
    let error = search.left.productError(row, within: radius)
    return Ranked(nearest: nearest, isProved: Double(table.root(of: row)) - error >= radius * radius)
  }

  private func scan(_ row: Int, _ search: NeighborSearch, _ square: (Int, Int) -> Double) -> Ranked {
    var nearest = NearestList(neighbors)
    for other in 0..<(search.right ?? search.left).count where !search.isExcluded(other, by: row) {
      nearest.offer(square(row, other), Int32(truncatingIfNeeded: other))
    }
    return Ranked(nearest: nearest.candidates, isProved: true)
  }
}

extension NeighborSearch {
  /// Points that can be neighbours of every row of the left.
  var available: Int { right.map { $0.count - (excluded.contains { $0 >= 0 } ? 1 : 0) } ?? left.count - 1 }

  /// The candidates of a row that rounding leaves among its nearest: those whose keys, less what they may be off by, do
  /// not exceed what the k smallest keys may stand for.
  func contenders(of row: Int, _ table: CandidateTable, _ neighbors: Int) -> [Int32] {
    let others = right ?? left
    let ranges = table.entries(of: row).map { entry in
      let error = left.pairError(left.norms[row] + others.norms[Int(entry.index)])
      return (key: entry.key, low: Double(entry.key) - error, high: Double(entry.key) + error, index: entry.index)
    }.sorted { $0.key < $1.key }
    if ranges.count <= neighbors { return ranges.map(\.index) }
    let highest = ranges.prefix(neighbors).reduce(0) { max($0, $1.high) }
    return ranges.compactMap { $0.low <= highest ? $0.index : nil }
  }

  func available(to row: Int) -> Int {
    right.map { $0.count - (!excluded.isEmpty && excluded[row] >= 0 ? 1 : 0) } ?? left.count - 1
  }

  func isExcluded(_ other: Int, by row: Int) -> Bool {
    right == nil ? other == row : !excluded.isEmpty && Int(excluded[row]) == other
  }
}

extension PreparedRows {
  /// How far the computed square of the distance from this row to one within `radius` may be off.
  ///
  /// The other's norm is at most |x| + r, so the value is off by at most u·(D + 16)·(2|x| + r)², u = 2⁻²⁴: the rounding
  /// of a product of D terms, or of a sum of D squares, of both norms and of the rows themselves.
  func productError(_ row: Int, within radius: Double) -> Double {
    pairError(2 * norms[row] + radius)
  }

  /// The same for two rows whose norms are at most `reach` together.
  func pairError(_ reach: Double) -> Double {
    0x1p-24 * Double(width + 16) * reach * reach + 0x1p-120 * Double(width)
  }
}
