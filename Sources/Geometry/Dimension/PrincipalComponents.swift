import Glibc
public import Tensors

/// The dimension of a whole set from the eigenvalues of its covariance.
///
/// Fewer points than coordinates are handled through the products of the centred points, which have the same
/// eigenvalues other than zero. `scale` of the estimate is the standard deviation along the last and the first
/// component counted.
///
/// Under independent points the participation ratio P = (Σλ)²/Σλ² has the influence function
/// ψ(x) = 2P(|y|²/Σλ - yᵀCy/Σλ²), y = x - x̄; the standard error is the deviation of ψ over √N. The other rules give
/// integers, of which no standard error is stated.
public struct PrincipalComponents: DimensionEstimator {
  /// How the rank is read off the eigenvalues.
  public let rule: RankRule
  /// What parallel analysis draws with; the other rules draw nothing.
  public let seed: Int

  /// The estimator with its rule; parameters out of range are refused when it estimates.
  public init(rule: RankRule = .fukunagaOlsen(), seed: Int = 0) {
    self.rule = rule
    self.seed = seed
  }

  /// None: the points alone are read.
  public var neighbors: Int { 0 }

  /// Estimator and rule in words.
  public var convention: String { "principal components of the whole set, \(rule.words)" }

  /// - Throws: `DimensionError` for a parameter out of range or points that all coincide; `Interrupted`.
  /// - Complexity: O(N·D·min(N, D) + min(N, D)³); parallel analysis as often as it permutes.
  public func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint
  ) throws -> DimensionEstimate {
    try rule.check()
    try check(cloud, lists)
    let count = cloud.count, width = cloud.points.rowWidth
    guard count >= 2 else { throw DimensionError.nothingLeft(points: count, dropped: 0, tied: 0) }
    var scatter = try ScatterMatrix(cloud.points, checkpoint: checkpoint)
    let centering = scatter.centering
    let products = rule == .participationRatio ? scatter : nil
    let squares = try scatter.eigenvalues(checkpoint: checkpoint).map { $0 / (centering.scale * centering.scale) }
    let spectrum = Spectrum(scatter: squares, points: count, features: width)
    guard spectrum.rank >= 1 else { throw DimensionError.nothingLeft(points: count, dropped: 0, tied: count) }
    let value: Double
    if case .parallelAnalysis(let permutations, let quantile) = rule {
      let analysis = ParallelAnalysis(permutations: permutations, quantile: quantile, seed: seed)
      value = Double(try analysis.dimension(spectrum, of: cloud.points, checkpoint: checkpoint))
    } else {
      value = spectrum.dimension(rule)
    }
    var notes = cloud.notes(dropped: 0)
    if spectrum.rank < spectrum.values.count {
      notes.append("the points span \(spectrum.rank) of \(width) dimensions; the other eigenvalues are zero")
    }
    var standardError = Double.nan
    if let products {
      standardError = try ParticipationError(scatter: products, value: value)
        .standardError(cloud.points, checkpoint: checkpoint)
    } else {
      notes.append("an integer rank has no standard error")
    }
    if value == 0 { notes.append("no eigenvalue rises above the rule's level") }
    let last = min(max(Int(value), 1), spectrum.values.count)
    return DimensionEstimate(
      value: value, standardError: standardError, fisherStandardError: standardError, interval: nil,
      scale: spectrum.values[last - 1].squareRoot()...spectrum.values[0].squareRoot(),
      local: [Double](repeating: .nan, count: cloud.rowCount), convention: convention,
      counts: cloud.counts(used: count, dropped: 0, tied: 0), notes: notes)
  }
}
