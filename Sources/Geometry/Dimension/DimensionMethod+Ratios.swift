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

  /// The integer dimension whose uniform balls are most like the points; see `MinimumNeighborDivergence`.
  public static func mindKL(k: Int = 10, calibrations: Int = 1, seed: Int = 0) -> DimensionMethod {
    DimensionMethod(MinimumNeighborDivergence(k: k, calibrations: calibrations, seed: seed))
  }

  /// The growth of the graph of nearest neighbours with the number of points; see `NeighborGraphGrowth`.
  public static func knn(
    k: Int = 4, power: Double = 1, sizes: Int = 8, repeats: Int = 8, version: NeighborGraphGrowth.Version = .slope,
    seed: Int = 0
  ) -> DimensionMethod {
    DimensionMethod(
      NeighborGraphGrowth(k: k, power: power, sizes: sizes, repeats: repeats, version: version, seed: seed))
  }

  /// Levina and Bickel's estimator with noise in the distances; see `NoiseCorrectedLikelihood`.
  public static func noisyMLE(neighbors: Int = 20, noise: Double) -> DimensionMethod {
    DimensionMethod(NoiseCorrectedLikelihood(neighbors: neighbors, noise: noise))
  }
}
