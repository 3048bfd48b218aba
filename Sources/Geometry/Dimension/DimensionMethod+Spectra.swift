extension DimensionMethod {
  /// Principal components of the whole set; see `PrincipalComponents`. The seed serves parallel analysis.
  public static func pca(rule: RankRule = .fukunagaOlsen(), seed: Int = 0) -> DimensionMethod {
    DimensionMethod(PrincipalComponents(rule: rule, seed: seed))
  }

  /// Principal components of each point's neighbours; see `LocalPrincipalComponents`.
  public static func localPCA(
    neighbors: Int = 20, rule: RankRule = .fukunagaOlsen(), seed: Int = 0
  ) -> DimensionMethod {
    DimensionMethod(LocalPrincipalComponents(neighbors: neighbors, rule: rule, seed: seed))
  }

  /// Fisher separability; see `FisherSeparability`.
  public static func fisherS() -> DimensionMethod { DimensionMethod(FisherSeparability()) }

  /// The growth of minimum spanning trees; see `PersistentHomology`.
  public static func persistentHomology(
    power: Double = 1, sizes: Int = 100, subsamples: Int = 10, smallest: Double = 0.5, seed: Int = 0
  ) -> DimensionMethod {
    DimensionMethod(
      PersistentHomology(power: power, sizes: sizes, subsamples: subsamples, smallest: smallest, seed: seed))
  }

  /// Distances along the neighbour graph; see `GeodesicDistances`.
  public static func geodesic(neighbors: Int = 15, sources: Int = 2000, seed: Int = 0) -> DimensionMethod {
    DimensionMethod(GeodesicDistances(neighbors: neighbors, sources: sources, seed: seed))
  }
}
