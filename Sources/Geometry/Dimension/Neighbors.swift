public import Tensors

/// The exact nearest neighbours of every point of a set: one pass that serves every estimator.
///
/// Candidates come from blocked single-precision products over the upper triangle; they are ranked again by direct
/// differences in double precision, and a point whose shortlist cannot be proved complete under the rounding bound
/// of the products is searched again in double precision. Distances are exact to a few units in the last place.
///
/// Memory: 12·N·k bytes are kept; the pass itself holds 4·N·D for the centred copy, 8·N·(k + 8) for candidates and
/// at most 1 MB a thread.
public struct Neighbors: Hashable, Sendable {
  /// Points N.
  public let count: Int
  /// Neighbours k of each point, itself excluded.
  public let neighbors: Int
  /// Euclidean distances, N × k, each row ascending.
  public let distances: [Double]
  /// The neighbours' rows, N × k, in the order of the distances; equal distances in the order of the rows.
  public let indices: [Int32]
  /// Points that were searched again in double precision.
  public let searchedAgain: Int

  /// Finds the `neighbors` nearest rows of each row of `points` [N, …]; further axes are flattened.
  /// - Throws: `DimensionError` for a scalar, an empty set, a coordinate that is not finite or too large
  ///   (naming the row), fewer than one neighbour or as many as there are points; `Interrupted`.
  /// - Complexity: O(N²·D) in single precision.
  public init(of points: Tensor, neighbors: Int, checkpoint: Checkpoint = .none) throws {
    try PointCloud.check(points)
    count = points.shape[0]
    self.neighbors = neighbors
    guard neighbors >= 1 else { throw DimensionError.tooFewNeighbors(neighbors, minimum: 1) }
    guard neighbors < count else { throw DimensionError.tooManyNeighbors(neighbors, points: count) }
    let search = try ExactNeighborSearch(points, neighbors: neighbors, checkpoint: checkpoint)
    let found = try search.run(checkpoint: checkpoint)
    distances = found.distances
    indices = found.indices
    searchedAgain = found.searchedAgain
  }

  /// Lists without neighbours, for estimators that read the points alone.
  public static func none(of cloud: PointCloud) -> Neighbors { Neighbors(emptyListsOf: cloud.count) }

  private init(emptyListsOf count: Int) {
    self.count = count
    neighbors = 0
    distances = []
    indices = []
    searchedAgain = 0
  }

  /// The distance to the neighbour of `rank` 1…k.
  func radius(_ point: Int, rank: Int) -> Double { distances[point * neighbors + rank - 1] }

  /// Σ r_rank / N.
  func meanRadius(rank: Int, over points: [Int]) -> Double {
    points.reduce(0.0) { $0 + radius($1, rank: rank) } / Double(points.count)
  }
}
