import Glibc
public import Tensors

/// The correlation dimension between two radii: d = ln(C(R₂)/C(R₁))/ln(R₂/R₁).
///
/// C(R) is the share of pairs of points at a distance below R; R₁ and R₂ are the medians over points of the distances
/// to neighbours k1 and k2. The standard error is that of a U-statistic (`PairRatio`). For the whole curve see
/// `correlationCurve`.
///
/// Source: Grassberger and Procaccia, "Measuring the strangeness of strange attractors",
/// doi:10.1016/0167-2789(83)90298-1; radii after scikit-dimension.
public struct CorrelationIntegral: DimensionEstimator {
  /// The rank whose median distance is the inner radius.
  public let k1: Int
  /// The rank whose median distance is the outer radius.
  public let k2: Int

  /// The estimator with its ranks; ranks out of order are refused when it estimates.
  public init(k1: Int = 10, k2: Int = 20) {
    self.k1 = k1
    self.k2 = k2
  }

  /// `k2`.
  public var neighbors: Int { max(k2, 1) }

  /// Estimator and radii in words.
  public var convention: String {
    "correlation integral between the median distances to neighbours \(k1) and \(k2), distances below the radius, "
      + "pairs of a point with itself left out"
  }

  /// - Throws: `DimensionError` for ranks not in 1 ≤ k1 < k2, neighbour lists too short or of another set, or medians
  ///   that are equal or zero; `Interrupted`.
  /// - Complexity: O(N²·D).
  public func estimate(_ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate {
    guard k1 >= 1 else { throw DimensionError.parameter("k1", Double(k1), expected: "at least 1") }
    guard k2 > k1 else { throw DimensionError.parameter("k2", Double(k2), expected: "above k1 = \(k1)") }
    try check(cloud, lists)
    let radii = [k1, k2].map { rank in Median.of((0..<lists.count).map { lists.radius($0, rank: rank) }) }
    let dropped = cloud.count - lists.pointsApart.count
    guard radii[0] > 0, radii[1] > radii[0] else {
      throw DimensionError.nothingLeft(points: cloud.count, dropped: dropped, tied: cloud.count - dropped)
    }
    let counts = try BallCounts(
      cloud, inner: radii[0], outer: radii[1], used: lists.pointsApart, checkpoint: checkpoint)
    return try counts.estimate(cloud, dropped: dropped, isBayesian: false, convention: convention)
  }
}
