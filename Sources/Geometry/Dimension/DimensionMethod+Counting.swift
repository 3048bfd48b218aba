extension DimensionMethod {
  /// The binomial estimator with one radius for all points; see `BinomialDimension`.
  public static func binomial(
    radius: Double, ratio: Double = 0.5, method: BinomialDimension.Method = .mle
  ) -> DimensionMethod {
    DimensionMethod(BinomialDimension(.radius(radius), ratio: ratio, method: method))
  }

  /// The binomial estimator with each point's distance to its neighbour of a rank for radius; see `BinomialDimension`.
  public static func binomial(
    neighbors: Int, ratio: Double = 0.5, method: BinomialDimension.Method = .mle
  ) -> DimensionMethod {
    DimensionMethod(BinomialDimension(.neighbors(neighbors), ratio: ratio, method: method))
  }

  /// The correlation dimension between the median distances to two ranks of neighbours; see `CorrelationIntegral`.
  public static func correlationIntegral(k1: Int = 10, k2: Int = 20) -> DimensionMethod {
    DimensionMethod(CorrelationIntegral(k1: k1, k2: k2))
  }
}
