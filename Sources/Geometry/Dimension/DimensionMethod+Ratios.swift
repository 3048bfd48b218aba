extension DimensionMethod {
  /// Maximum likelihood from the ratio of neighbours of two ranks, `n2` twice `n1` unless given; see
  /// `GeneralizedRatios`.
  public static func gride(n1: Int = 1, n2: Int? = nil) -> DimensionMethod {
    DimensionMethod(GeneralizedRatios(n1: n1, n2: n2))
  }

  /// The method of moments; see `MethodOfMoments`.
  public static func mom(neighbors: Int = 100) -> DimensionMethod {
    DimensionMethod(MethodOfMoments(neighbors: neighbors))
  }

  /// The manifold-adaptive estimator; see `ManifoldAdaptive`.
  public static func mada(neighbors: Int = 20) -> DimensionMethod {
    DimensionMethod(ManifoldAdaptive(neighbors: neighbors))
  }

  /// Maximum likelihood from the ratio of the first neighbour to number k+1; see `MinimumNeighborDistance`.
  public static func mind(k: Int = 10, version: MinimumNeighborDistance.Version = .real) -> DimensionMethod {
    DimensionMethod(MinimumNeighborDistance(k: k, version: version))
  }
}
