public import Tensors

/// The dimension at each point from the covariance eigenvalues of its nearest neighbours.
///
/// The k neighbours, without the point, are centred at their mean; with fewer neighbours than coordinates the
/// eigenvalues come from the products of their vectors. The value of a set is the mean over its points.
///
/// Source: Fukunaga and Olsen, "An algorithm for finding intrinsic dimensionality of data",
/// doi:10.1109/T-C.1971.223208; the other rules are those of `RankRule`.
public struct LocalPrincipalComponents: DimensionEstimator {
  /// k.
  public let neighbors: Int
  /// How the rank is read off the eigenvalues.
  public let rule: RankRule
  /// What parallel analysis draws with; the other rules draw nothing.
  public let seed: Int

  /// The estimator with its rule; parameters out of range are refused when it estimates.
  public init(neighbors: Int = 20, rule: RankRule = .fukunagaOlsen(), seed: Int = 0) {
    self.neighbors = neighbors
    self.rule = rule
    self.seed = seed
  }

  /// Estimator, rule and pooling in words.
  public var convention: String {
    "principal components of \(neighbors) neighbours, \(rule.words), arithmetic mean over points"
  }

  /// - Throws: `DimensionError` for a parameter out of range, fewer than 3 or more than 2,000 neighbours, neighbour
  ///   lists too short or of another set; `Interrupted`.
  /// - Complexity: O(N·(k·D·min(k, D) + min(k, D)³)); parallel analysis as often as it permutes.
  public func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint
  ) throws -> DimensionEstimate {
    try rule.check()
    guard neighbors >= 3 else { throw DimensionError.tooFewNeighbors(neighbors, minimum: 3) }
    try Neighborhoods.check(neighbors)
    try check(cloud, lists)
    let width = cloud.points.rowWidth
    let neighborhoods = Neighborhoods(points: cloud.points, lists: lists, count: neighbors, origin: .mean)
    let local: [Double]
    if case .parallelAnalysis(let permutations, let quantile) = rule {
      let analysis = ParallelAnalysis(permutations: permutations, quantile: quantile, seed: seed)
      let vectors = try neighborhoods.map(checkpoint: checkpoint) { ($0.scatterEigenvalues(), $0.copiedVectors()) }
      local = try Parallel.map(cloud.count, checkpoint: checkpoint) { point in
        let spectrum = Spectrum(scatter: vectors[point].0, points: neighbors, features: width)
        guard spectrum.rank >= 1 else { return .nan }
        let points = Tensor([neighbors, width], vectors[point].1)
        return Double(
          try analysis.dimension(spectrum, of: points, family: point + 1, checkpoint: checkpoint.observed(by: nil)))
      }
    } else {
      local = try neighborhoods.map(checkpoint: checkpoint) { neighborhood -> Double in
        let spectrum = Spectrum(
          scatter: neighborhood.scatterEigenvalues(), points: neighbors, features: width)
        return spectrum.rank >= 1 ? spectrum.dimension(rule) : .nan
      }
    }
    return try PointwiseAverage(local: local, reach: neighbors).overlapping(
      cloud, lists, convention: convention, checkpoint: checkpoint)
  }
}
