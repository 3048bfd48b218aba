public import Tensors

/// The exact nearest neighbours of every measured point of a set: one pass that serves every estimator.
///
/// Candidates come from blocked single-precision products, over the upper triangle of long rows where every point is
/// measured, else a row with all others; they are ranked again by direct differences in double precision, and no point
/// is left out that the rounding bound of the products does not exclude. Distances are exact to a few units in the last
/// place. Where most pairs can be shown to be too far apart by 16 to 64 principal directions, only the others are
/// measured, first in 8 bits a coordinate with a bound on what these cut off, with the same result.
///
/// Memory: 12·n·k bytes are kept for n measured points. The pass itself holds 4·N·D for a centred copy, and for long
/// rows 8·n·(k + 8) for candidates and a few MB a thread; for short ones 4·N·D more and 130·N a thread. Where pairs are
/// filtered, N·D + 1,700·N take the place of the copy, and 130·N a thread. Where not every point is measured, the rows
/// that are cost as much again, and anchors a copy of their rows.
public struct Neighbors: Sendable {
  /// Points measured n.
  public let count: Int
  /// Neighbours k of each point, itself excluded.
  public let neighbors: Int
  /// Distances, n × k, each row ascending.
  public let distances: [Double]
  /// The neighbours' rows among the points, n × k, in the order of the distances; equal distances in the order of the
  /// rows.
  public let indices: [Int32]
  /// Points N among which neighbours were sought.
  public let referenceCount: Int
  /// Points that were searched again in double precision.
  public let searchedAgain: Int
  /// Principal directions by which pairs were shown to be too far apart; 0 where all were measured in full.
  public let directions: Int
  /// The row among the points at which each measured point stands: its own, or that of its nearest; empty where the
  /// two are the same.
  let stands: [Int32]

  init(
    count: Int, neighbors: Int, distances: [Double], indices: [Int32], referenceCount: Int? = nil,
    searchedAgain: Int = 0,
    directions: Int = 0, stands: [Int32] = []
  ) {
    self.count = count
    self.neighbors = neighbors
    self.distances = distances
    self.indices = indices
    self.referenceCount = referenceCount ?? count
    self.searchedAgain = searchedAgain
    self.directions = directions
    self.stands = stands
  }

  /// Finds the `neighbors` nearest rows of each row of `points` [N, …]; further axes are flattened.
  /// - Throws: `DimensionError` for a scalar, an empty set, a coordinate that is not finite or too large
  ///   (naming the row), fewer than one neighbour or as many as there are points; `Interrupted`.
  /// - Complexity: O(N²·D) in single precision.
  public init(of points: Tensor, neighbors: Int, checkpoint: Checkpoint = .none) throws {
    self = try Neighbors(of: points, neighbors: neighbors, reduces: true, checkpoint: checkpoint)
  }

  /// The same with the choice of whether shorter rows may be used, on which nothing depends but time.
  package init(of points: Tensor, neighbors: Int, reduces: Bool, checkpoint: Checkpoint = .none) throws {
    try PointCloud.check(points)
    let count = points.shape[0]
    guard neighbors >= 1 else { throw DimensionError.tooFewNeighbors(neighbors, minimum: 1) }
    guard neighbors < count else { throw DimensionError.tooManyNeighbors(neighbors, points: count) }
    let search = try ExactNeighborSearch(points, neighbors: neighbors, reduces: reduces, checkpoint: checkpoint)
    let found = try search.run(checkpoint: checkpoint)
    self.init(
      count: count, neighbors: neighbors, distances: found.distances, indices: found.indices, referenceCount: count,
      searchedAgain: found.searchedAgain, directions: search.directions)
  }

  /// Finds the `neighbors` nearest points of each measured point of a cloud.
  /// - Throws: `DimensionError` for fewer than one neighbour or more than there are; `Interrupted`.
  /// - Complexity: O(n·N·D) in single precision; O(n·N) where distances are given.
  public init(of cloud: PointCloud, neighbors: Int, checkpoint: Checkpoint = .none) throws {
    guard neighbors >= 1 else { throw DimensionError.tooFewNeighbors(neighbors, minimum: 1) }
    let reference = cloud.points.shape[0]
    guard neighbors <= cloud.availableNeighbors else {
      if case .queries = cloud.subject {
        throw DimensionError.tooFewReferences(neighbors, available: cloud.availableNeighbors)
      }
      throw DimensionError.tooManyNeighbors(neighbors, points: reference)
    }
    let queries: Tensor?
    let excluded: [Int32]
    switch cloud.subject {
    case .everyPoint: (queries, excluded) = (nil, [])
    case .anchors(let rows):
      (queries, excluded) = (try cloud.points.gather(rows), rows.map { Int32(truncatingIfNeeded: $0) })
    case .queries(let points, let equal): (queries, excluded) = (points, equal)
    case .distances(let matrix):
      self = try Neighbors(ofDistances: matrix, neighbors: neighbors, checkpoint: checkpoint)
      return
    }
    let search = try ExactNeighborSearch(
      cloud.points, queries: queries, excluded: excluded, neighbors: neighbors, checkpoint: checkpoint)
    let found = try search.run(checkpoint: checkpoint)
    self.init(
      count: cloud.count, neighbors: neighbors, distances: found.distances, indices: found.indices,
      referenceCount: reference, searchedAgain: found.searchedAgain, directions: search.directions,
      stands: excluded.indices.map { excluded[$0] >= 0 ? excluded[$0] : found.indices[$0 * neighbors] })
  }

  /// Reads the smallest entries of each row of a checked matrix of distances.
  private init(ofDistances matrix: Tensor, neighbors: Int, checkpoint: Checkpoint) throws {
    let count = matrix.shape[0]
    let parts = try Centering.shards(of: count, checkpoint) { range in
      range.map { row in
        var nearest = NearestList(neighbors)
        for other in 0..<count where other != row {
          nearest.offer(matrix.element(row * count + other), Int32(truncatingIfNeeded: other))
        }
        return nearest.candidates
      }
    }
    let lists = parts.flatMap(\.self)
    self.init(
      count: count, neighbors: neighbors, distances: lists.flatMap { $0.map(\.square) },
      indices: lists.flatMap { $0.map(\.index) }, referenceCount: count)
  }

  /// Lists without neighbours, for estimators that read the points alone.
  public static func none(of cloud: PointCloud) -> Neighbors {
    Neighbors(count: cloud.count, neighbors: 0, distances: [], indices: [], referenceCount: cloud.points.shape[0])
  }

  /// The first `count` of the neighbours: what a search for so many finds.
  /// - Precondition: `0...neighbors` contains `count`.
  func prefix(_ count: Int) -> Neighbors {
    if count == neighbors { return self }
    func cut<Value>(_ values: [Value]) -> [Value] {
      (0..<self.count).flatMap { values[$0 * neighbors..<$0 * neighbors + count] }
    }
    return Neighbors(
      count: self.count, neighbors: count, distances: cut(distances), indices: cut(indices),
      referenceCount: referenceCount, searchedAgain: searchedAgain, directions: directions, stands: stands)
  }

  /// The distance to the neighbour of `rank` 1…k.
  func radius(_ point: Int, rank: Int) -> Double { distances[point * neighbors + rank - 1] }

  /// Σ r_rank / N.
  func meanRadius(rank: Int, over points: [Int]) -> Double {
    points.reduce(0.0) { $0 + radius($1, rank: rank) } / Double(points.count)
  }
}

/// Lists are equal however they were found.
extension Neighbors: Hashable {
  public static func == (a: Neighbors, b: Neighbors) -> Bool {
    a.count == b.count && a.neighbors == b.neighbors && a.referenceCount == b.referenceCount && a.stands == b.stands
      && a.indices == b.indices && a.distances == b.distances
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    hasher.combine(neighbors)
    hasher.combine(distances)
  }
}
