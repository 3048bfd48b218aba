extension DimensionMethod {
  /// Principal components of the whole set; see `PrincipalComponents`. The seed serves parallel analysis.
  public static func pca(rule: RankRule = .fukunagaOlsen(), seed: Int = 0) -> DimensionMethod {
    DimensionMethod(PrincipalComponents(rule: rule, seed: seed))
  }
}
