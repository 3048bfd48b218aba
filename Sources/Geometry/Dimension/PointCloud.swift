public import Tensors

/// A checked set of points with its duplicates dealt with, and whose neighbours are measured.
///
/// One cloud and one `Neighbors` serve any number of estimators:
/// ```swift
/// let cloud = try PointCloud(points)
/// let neighbors = try cloud.neighbors(20)
/// let a = try DimensionMethod.mle(neighbors: 20).estimate(cloud, neighbors)
/// let b = try DimensionMethod.twoNN().estimate(cloud, neighbors)
/// ```
public struct PointCloud: Hashable, Sendable {
  /// The points among which neighbours are sought, [N', D]: unit vectors under `.cosine`, [N', 0] where only distances
  /// are known.
  public let points: Tensor
  /// Rows given; with queries apart, theirs.
  public let rowCount: Int
  /// What became of rows that repeat another.
  public let duplicates: DuplicatePolicy
  /// Rows that repeat an earlier row exactly.
  public let duplicateCount: Int
  /// What the distance of two points is.
  public let metric: Metric
  /// Whose neighbours are measured.
  let subject: Subject
  /// For each row given, the measured point that stands for it; -1 where none does.
  let places: [Int]
  /// What was done to the rows, in words.
  let remarks: [String]

  /// Whose neighbours are measured.
  enum Subject: Hashable, Sendable {
    case everyPoint
    /// Some of the points, by their rows, ascending.
    case anchors([Int])
    /// Points apart, and for each the row of `points` that it is equal to and that is not its neighbour, or -1.
    case queries(Tensor, equal: [Int32])
    /// Every point of a square matrix of distances.
    case distances(Tensor)
  }

  init(
    points: Tensor, rowCount: Int, duplicates: DuplicatePolicy, duplicateCount: Int, metric: Metric, subject: Subject,
    places: [Int], remarks: [String]
  ) {
    self.points = points
    self.rowCount = rowCount
    self.duplicates = duplicates
    self.duplicateCount = duplicateCount
    self.metric = metric
    self.subject = subject
    self.places = places
    self.remarks = remarks
  }

  /// - Parameters:
  ///   - points: [N, …]; further axes are flattened.
  ///   - duplicates: what becomes of rows equal to an earlier row.
  ///   - metric: what the distance of two points is; under `.cosine` the cloud holds unit vectors in double precision.
  ///   - seed: of the steps under `.jitter` (stream `jitter`).
  ///   - checkpoint: where the comparison of rows looks for an interrupt.
  /// - Throws: `DimensionError` for a scalar, an empty set, a coordinate that is not finite or too large (naming the
  ///   row), a row of zeros under `.cosine`, or a duplicate under `.error`; `Interrupted`.
  /// - Complexity: O(N·D).
  public init(
    _ points: Tensor, duplicates: DuplicatePolicy = .merge, metric: Metric = .euclidean, seed: Int = 0,
    checkpoint: Checkpoint = .none
  ) throws {
    let distinct = try DistinctRows(points, duplicates, metric, seed: seed, name: "jitter", checkpoint: checkpoint)
    self.init(
      points: distinct.points, rowCount: points.shape[0], duplicates: duplicates,
      duplicateCount: distinct.duplicateCount, metric: metric, subject: .everyPoint, places: distinct.places,
      remarks: distinct.remarks)
  }

  /// Points that are measured: as many as there are neighbour lists.
  public var count: Int {
    switch subject {
    case .everyPoint, .distances: points.shape[0]
    case .anchors(let rows): rows.count
    case .queries(let queries, _): queries.shape[0]
    }
  }

  /// The most neighbours that every measured point has.
  public var availableNeighbors: Int {
    if case .queries(_, let equal) = subject { return points.shape[0] - (equal.contains { $0 >= 0 } ? 1 : 0) }
    return points.shape[0] - 1
  }

  /// The exact neighbours of each measured point, from the cache where they are known.
  /// - Throws: `DimensionError` where `count` is below one or above `availableNeighbors`; `Interrupted`.
  public func neighbors(
    _ count: Int, cache: NeighborCache = .shared, checkpoint: Checkpoint = .none
  ) throws -> Neighbors {
    try cache.neighbors(of: self, count, checkpoint: checkpoint)
  }

  static func check(_ points: Tensor) throws(DimensionError) {
    guard points.rank >= 1 else { throw .notPoints(points.shape) }
    guard points.count > 0 else { throw .empty(points.shape) }
    guard points.shape[0] <= Int(Int32.max) else { throw .tooManyPoints(points.shape[0]) }
    if let offset = points.firstOutOfRange {
      let width = points.rowWidth
      throw .notUsable(row: offset / width, column: offset % width, value: points.element(offset))
    }
  }
}
