import Glibc
public import Tensors

/// The dimension of the sphere whose distances are distributed as those along the neighbour graph, around their mode.
///
/// On a sphere of d dimensions the distance r along great circles has density ∝ sin^(d-1)(πr/(2R)) with its mode at R.
/// Below the mode the geodesic distances of many manifolds follow the same law: short enough to miss the global shape,
/// long enough to be free of noise and of the graph's granularity. Distances along the graph of k neighbours are
/// counted in 50 bins. Parabolas through ln counts, over one deviation below the mode and half of one above, give R and
/// the width σ, twice; then over R - 2σ … R, not below the longest edge, the slope of ln p(r)/p(R) on ln sin(πr/(2R))
/// through the origin is d - 1.
///
/// Where paths have two or three edges, as they do between few points of many dimensions, their lengths bunch by the
/// number of edges, and the fit would follow one bunch: 65 for the sphere of dimension 8 by 1,000 points, by the authors'
/// own procedure too. A hump at the mode less than half as wide as the deviation of all distances is therefore refused;
/// those of spheres are 0.7 to 1.7 times as wide.
///
/// On spheres by 1,000 to 5,000 points and 5 to 15 neighbours the value is high by 1 to 7 % at dimension 2, 4 to 11 % at
/// 3 and 1 to 23 % at 5. From dimension 8 on it is unsteady, there 6 to 11, and so is the authors' procedure, whose
/// answers move as far with the number and the start of its bins.
///
/// With more points than `sources`, paths start from as many points, drawn with `seed`. No standard error is stated:
/// all distances share the same paths.
///
/// Source: Granata and Carnevale, "Accurate estimation of the intrinsic dimension using graph distances: unraveling
/// the geometric complexity of datasets", doi:10.1038/srep31377.
public struct GeodesicDistances: DimensionEstimator {
  /// k.
  public let neighbors: Int
  /// The most points that paths start from.
  public let sources: Int
  /// What sources are drawn with.
  public let seed: Int

  /// The estimator; parameters out of range are refused when it estimates.
  public init(neighbors: Int = 15, sources: Int = 2000, seed: Int = 0) {
    self.neighbors = neighbors
    self.sources = sources
    self.seed = seed
  }

  /// Estimator and graph in words.
  public var convention: String {
    "geodesic distances on the graph of \(neighbors) neighbours, fitted below their mode by those of a sphere"
  }

  /// Sources of one shard.
  private static let shard = 8
  private static let batch = 16

  /// - Throws: `DimensionError` for parameters out of range, a graph of which no piece holds half of the points,
  ///   distances without a mode or with one that is a bunch; `Interrupted`.
  /// - Complexity: O(min(N, sources)·N·k·log N).
  public func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint
  ) throws -> DimensionEstimate {
    guard neighbors >= 1 else { throw DimensionError.tooFewNeighbors(neighbors, minimum: 1) }
    guard neighbors <= Int(Int32.max) / 2 / max(cloud.count, 1) else {
      throw DimensionError.wideNeighborhood(neighbors, limit: Int(Int32.max) / 2 / max(cloud.count, 1))
    }
    guard (1...10_000_000).contains(sources) else {
      throw DimensionError.parameter("sources", Double(sources), expected: "1 to 10000000")
    }
    try check(cloud, lists)
    let graph = ShortestPaths(lists, reach: neighbors)
    let piece = graph.largestPiece
    guard 2 * piece.count >= cloud.count, piece.count >= 2 else {
      throw DimensionError.disconnected(largest: piece.count, points: cloud.count, neighbors: neighbors)
    }
    var chosen = piece
    if sources < piece.count {
      var stream = RandomStream(seed: seed, name: "geodesic sources")
      for place in 0..<sources { chosen.swapAt(place, place + stream.nextInt(below: piece.count - place)) }
      chosen = chosen[..<sources].sorted()
    }
    let histogram = try histogram(graph, chosen, checkpoint)
    guard let fit = histogram.sphereFit(above: graph.longestEdge(of: piece)) else {
      throw DimensionError.noMode(points: cloud.count)
    }
    guard fit.width >= fit.deviation / 2 else {
      throw DimensionError.bunchedDistances(width: fit.width, deviation: fit.deviation, neighbors: neighbors)
    }
    var notes = cloud.notes(dropped: 0)
    notes.append("no standard error: all distances share the same paths")
    if piece.count < cloud.count {
      notes.append("\(cloud.count - piece.count) points outside the largest piece of the graph were left out")
    }
    if chosen.count < piece.count { notes.append("paths start from \(chosen.count) of \(piece.count) points") }
    if fit.isShort { notes.append("the fit starts at the longest edge, less than two widths below the mode") }
    return DimensionEstimate(
      value: fit.dimension, standardError: .nan, fisherStandardError: .nan, interval: nil,
      scale: fit.lowest...max(fit.lowest, fit.mode), local: [Double](repeating: .nan, count: cloud.rowCount),
      convention: convention,
      counts: cloud.counts(used: piece.count, dropped: cloud.count - piece.count, tied: 0), notes: notes)
  }

  private func histogram(
    _ graph: ShortestPaths, _ sources: [Int], _ checkpoint: Checkpoint
  ) throws -> DistanceHistogram {
    // No path is longer than two from one point to its farthest.
    var farthest = 0.0
    graph.forEach([sources[0]], checkpoint: checkpoint) { distances in
      for vertex in 0..<graph.count where distances[vertex].isFinite { farthest = max(farthest, distances[vertex]) }
    }
    var histogram = DistanceHistogram(largest: 2 * farthest)
    let shards = (sources.count + Self.shard - 1) / Self.shard
    for first in stride(from: 0, to: shards, by: Self.batch) {
      let parts = try Parallel.map(min(Self.batch, shards - first), checkpoint: checkpoint) { index in
        var part = DistanceHistogram(largest: 2 * farthest)
        let start = (first + index) * Self.shard
        let own = Array(sources[start..<min(start + Self.shard, sources.count)])
        graph.forEach(own, checkpoint: checkpoint) { part.add($0, count: graph.count) }
        return part
      }
      for part in parts { histogram.add(part) }
      checkpoint.report(
        Progress(
          "shortest paths", min((first + Self.batch) * Self.shard, sources.count), of: sources.count, unit: "source"))
    }
    return histogram
  }
}
