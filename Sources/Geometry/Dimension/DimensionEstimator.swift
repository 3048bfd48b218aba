public import Tensors

/// A way to read a dimension off a set of points and their neighbours.
public protocol DimensionEstimator: Hashable, Sendable {
  /// Neighbours of each point that the estimator reads; 0 where it reads the points alone.
  var neighbors: Int { get }
  /// Estimator, normalisation and pooling in words.
  var convention: String { get }

  /// - Throws: `DimensionError` where parameters are out of range or nothing is left to estimate from; `Interrupted`.
  func estimate(_ cloud: PointCloud, _ neighbors: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate
}

extension DimensionEstimator {
  /// - Throws: `DimensionError` where the lists are too short or of another set.
  func check(_ cloud: PointCloud, _ lists: Neighbors) throws(DimensionError) {
    guard lists.count == cloud.count else { throw .foreignNeighbors(lists.count, points: cloud.count) }
    guard lists.neighbors >= neighbors else { throw .shortNeighborLists(lists.neighbors, needed: neighbors) }
  }
}
