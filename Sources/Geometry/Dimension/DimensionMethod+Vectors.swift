extension DimensionMethod {
  /// The tight local estimator; see `TightLocal`.
  public static func tle(neighbors: Int = 20) -> DimensionMethod { DimensionMethod(TightLocal(neighbors: neighbors)) }

  /// Expected simplex skewness; see `ExpectedSimplexSkewness`.
  public static func ess(
    neighbors: Int = 100, version: ExpectedSimplexSkewness.Version = .a
  ) -> DimensionMethod {
    DimensionMethod(ExpectedSimplexSkewness(neighbors: neighbors, version: version))
  }
}
