import Tensors

/// The shortlist of each point, ranked in double precision, and the proof that nothing nearer was left out.
struct ExactNeighborSearch {
  let points: Tensor
  let neighbors: Int
  private let search: NeighborSearch
  /// |x| of the centred and scaled rows.
  private let norms: [Double]
  /// The power of two that brings the centred rows to norms of at most 1.
  private let scale: Double

  struct Found {
    var distances: [Double]
    var indices: [Int32]
    var searchedAgain: Int
  }

  /// Candidates beyond the neighbours asked for: room for the order that single precision gets wrong.
  private static let spare = 8
  /// Points ranked in one shard.
  private static let shard = 64

  /// - Throws: `Interrupted`.
  init(_ points: Tensor, neighbors: Int, checkpoint: Checkpoint) throws {
    self.points = points
    self.neighbors = neighbors
    let count = points.shape[0], width = points.rowWidth
    let centering = try Centering(points, checkpoint: checkpoint)
    scale = centering.scale
    let parts = try Centering.shards(of: count, checkpoint) { range in
      let rows = centering.placed(points, range).map(Float.init)
      let squares = range.indices.map { row -> Double in
        let start = (row - range.lowerBound) * width
        return rows[start..<start + width].reduce(0.0) { $0 + Double($1) * Double($1) }
      }
      return (rows: rows, squares: squares)
    }
    let squares = parts.flatMap(\.squares)
    norms = squares.map { $0.squareRoot() }
    search = NeighborSearch(
      rows: parts.flatMap(\.rows), squares: squares.map(Float.init), count: count, width: width,
      kept: min(neighbors + ExactNeighborSearch.spare, count - 1))
  }

  func run(checkpoint: Checkpoint) throws -> Found {
    let list = try search.shortlist(checkpoint: checkpoint)
    let count = search.count, size = ExactNeighborSearch.shard
    let distances = RowDistances(points: points, width: search.width, scale: scale)
    let parts = try Parallel.map((count + size - 1) / size, checkpoint: checkpoint) { shard in
      distances.withSquares { square in
        (shard * size..<min((shard + 1) * size, count)).map { rank($0, list, square) }
      }
    }
    var ranked = parts.flatMap(\.self)
    let doubtful = ranked.indices.filter { !ranked[$0].isProved }
    let again = try Parallel.map(doubtful.count, checkpoint: checkpoint) { item in
      distances.withSquares { square in scan(doubtful[item], square) }
    }
    for (row, found) in zip(doubtful, again) { ranked[row] = found }
    return Found(
      distances: ranked.flatMap { $0.nearest.map { $0.square.squareRoot() / scale } },
      indices: ranked.flatMap { $0.nearest.map(\.index) }, searchedAgain: doubtful.count)
  }

  private struct Candidate: Comparable {
    var square: Double
    var index: Int32

    static func < (a: Candidate, b: Candidate) -> Bool { (a.square, a.index) < (b.square, b.index) }
  }

  private struct Ranked {
    var nearest: [Candidate]
    var isProved: Bool
  }

  private func rank(_ row: Int, _ list: NeighborSearch.Shortlist, _ square: (Int, Int) -> Double) -> Ranked {
    let slots = row * search.kept..<(row + 1) * search.kept
    let candidates = slots.map { Candidate(square: square(row, Int(list.indices[$0])), index: list.indices[$0]) }
      .sorted()
    let nearest = Array(candidates.prefix(neighbors))
    if search.kept == search.count - 1 { return Ranked(nearest: nearest, isProved: true) }
    // A point that was left out has a computed value of at least the heap's root. Were it nearer than r = r_k, its
    // norm would be at most |x| + r, so its value would be off by at most u·(D + 16)·(2|x| + r)², u = 2⁻²⁴: the
    // rounding of a product of D terms, of both norms and of the rows themselves.
    let radius = nearest[neighbors - 1].square.squareRoot()
    let reach = 2 * norms[row] + radius
    let error = 0x1p-24 * Double(search.width + 16) * reach * reach + 0x1p-120 * Double(search.width)
    let root = Double(list.keys[slots.lowerBound])
    return Ranked(nearest: nearest, isProved: root - error >= radius * radius)
  }

  private func scan(_ row: Int, _ square: (Int, Int) -> Double) -> Ranked {
    var nearest: [Candidate] = []
    for other in 0..<search.count where other != row {
      let candidate = Candidate(square: square(row, other), index: Int32(truncatingIfNeeded: other))
      if nearest.count == neighbors, nearest[neighbors - 1] < candidate { continue }
      var place = nearest.count
      while place > 0, candidate < nearest[place - 1] { place -= 1 }
      nearest.insert(candidate, at: place)
      if nearest.count > neighbors { nearest.removeLast() }
    }
    return Ranked(nearest: nearest, isProved: true)
  }
}
