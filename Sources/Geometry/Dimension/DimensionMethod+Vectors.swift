extension DimensionMethod {
  /// The tight local estimator; see `TightLocal`.
  public static func tle(neighbors: Int = 20) -> DimensionMethod { DimensionMethod(TightLocal(neighbors: neighbors)) }

  /// Expected simplex skewness; see `ExpectedSimplexSkewness`.
  public static func ess(
    neighbors: Int = 100, version: ExpectedSimplexSkewness.Version = .a
  ) -> DimensionMethod {
    DimensionMethod(ExpectedSimplexSkewness(neighbors: neighbors, version: version))
  }

  /// Angle and norm concentration; see `AngleNormConcentration`.
  public static func danco(
    neighbors: Int = 10, isFractional: Bool = true, draws: Int = 1, seed: Int = 0
  ) -> DimensionMethod {
    DimensionMethod(
      AngleNormConcentration(neighbors: neighbors, isFractional: isFractional, draws: draws, seed: seed))
  }
}
