public import Tensors

/// An estimator of intrinsic dimension by name, as a command takes it: `.mle(neighbors: 20)`, `.twoNN()`.
public struct DimensionMethod: Sendable {
  /// What the name stands for.
  public let estimator: any DimensionEstimator

  /// Wraps an estimator.
  public init(_ estimator: any DimensionEstimator) { self.estimator = estimator }

  /// The maximum-likelihood estimator of Levina and Bickel; see `LevinaBickel`.
  public static func mle(
    neighbors: Int = 20, aggregation: LevinaBickel.Aggregation = .pooled,
    normalization: LevinaBickel.Normalization = .kMinusOne
  ) -> DimensionMethod {
    DimensionMethod(LevinaBickel(neighbors: neighbors, aggregation: aggregation, normalization: normalization))
  }

  /// The estimator from the ratio of the first two distances; see `TwoNearestNeighbors`.
  public static func twoNN(
    method: TwoNearestNeighbors.Method = .linear, trim: Double = 0.1, ties: TiePolicy = .keep
  ) -> DimensionMethod {
    DimensionMethod(TwoNearestNeighbors(method: method, trim: trim, ties: ties))
  }

  /// Neighbours of each point that the estimator reads.
  public var neighbors: Int { estimator.neighbors }

  /// - Throws: `DimensionError` where the estimator reads what the cloud has not, parameters are out of range or
  ///   nothing is left to estimate from; `Interrupted`.
  public func estimate(
    _ cloud: PointCloud, _ neighbors: Neighbors, checkpoint: Checkpoint = .none
  ) throws -> DimensionEstimate {
    try estimator.checkSubject(of: cloud)
    return try estimator.estimate(cloud, neighbors, checkpoint: checkpoint)
  }
}
extension PointCloud {
  /// Neighbours and estimate in one; where the set has not as many neighbours as asked for, all that it has, with a
  /// note.
  /// - Throws: as `neighbors(_:checkpoint:)` and the method.
  public func estimate(_ method: DimensionMethod, checkpoint: Checkpoint = .none) throws -> DimensionEstimate {
    try method.estimator.checkSubject(of: self)
    var method = method
    var notes: [String] = []
    if method.neighbors > availableNeighbors, let fewer = method.estimator.reduced(to: availableNeighbors) {
      notes = ["k = \(method.neighbors) was cut to the \(availableNeighbors) neighbours that there are"]
      method = DimensionMethod(fewer)
    }
    let lists = method.neighbors == 0 ? .none(of: self) : try neighbors(method.neighbors, checkpoint: checkpoint)
    return try method.estimate(self, lists, checkpoint: checkpoint).adding(notes)
  }
}

extension DimensionMethod: CustomStringConvertible {
  public var description: String { estimator.convention }
}
