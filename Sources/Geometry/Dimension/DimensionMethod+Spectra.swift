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
}
