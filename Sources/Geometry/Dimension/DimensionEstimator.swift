public import Tensors

/// A way to read a dimension off a set of points and their neighbours.
public protocol DimensionEstimator: Hashable, Sendable {
  /// Neighbours of each point that the estimator reads; 0 where it reads the points alone.
  var neighbors: Int { get }
  /// Estimator, normalisation and pooling in words.
  var convention: String { get }
  /// Whether the neighbour lists are all that it reads. Then anchors, queries apart from the reference, and a matrix of
  /// distances serve it too; otherwise it is refused for them.
  var readsListsAlone: Bool { get }

  /// The same estimator with fewer neighbours, for sets that do not have as many; nil where their number is not a
  /// choice, or that few do not do.
  func reduced(to neighbors: Int) -> (any DimensionEstimator)?

  /// - Throws: `DimensionError` where parameters are out of range or nothing is left to estimate from; `Interrupted`.
  func estimate(_ cloud: PointCloud, _ neighbors: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate
}

extension DimensionEstimator {
  /// False unless an estimator says otherwise.
  public var readsListsAlone: Bool { false }

  /// Nil unless an estimator says otherwise.
  public func reduced(to neighbors: Int) -> (any DimensionEstimator)? { nil }

  /// - Throws: `DimensionError` where the lists are too short or of another set, or the estimator reads what the cloud
  ///   has not.
  func check(_ cloud: PointCloud, _ lists: Neighbors) throws(DimensionError) {
    try checkSubject(of: cloud)
    guard lists.count == cloud.count else { throw .foreignNeighbors(lists.count, points: cloud.count) }
    guard lists.neighbors >= neighbors else { throw .shortNeighborLists(lists.neighbors, needed: neighbors) }
  }

  func checkSubject(of cloud: PointCloud) throws(DimensionError) {
    if !readsListsAlone, let found = cloud.partiality { throw .needsWholeSet(estimator: convention, found: found) }
  }
}
