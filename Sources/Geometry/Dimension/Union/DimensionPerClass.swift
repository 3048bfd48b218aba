/// The intrinsic dimension of each class of a set of points, as the union-of-manifolds hypothesis asks for.
///
/// Source: Brown, Caterini, Ross, Cresswell, Loaiza-Ganem, "Verifying the union of manifolds hypothesis for image
/// data", arXiv:2207.02862.
public struct DimensionPerClass: Hashable, Sendable {
  /// One class of points.
  public struct Class: Hashable, Sendable {
    /// What the points are labelled with.
    public let label: Int
    /// Rows of that label.
    public let rows: Int
    /// Its dimension, or nil where there is none to be had.
    public let estimate: DimensionEstimate?
    /// Why there is none.
    public let refusal: String?

    /// The dimension; NaN where there is none.
    public var value: Double { estimate?.value ?? .nan }
  }

  /// The classes that occur, in the order of their labels.
  public let classes: [Class]
  /// Estimator, normalisation and pooling in words.
  public let convention: String

  /// The dimension of each class; NaN where there is none.
  public var values: [Double] { classes.map(\.value) }

  private var known: [Double] { values.filter(\.isFinite) }

  /// The least dimension of a class.
  public var minimum: Double { known.min() ?? .nan }
  /// The largest dimension of a class.
  public var maximum: Double { known.max() ?? .nan }

  /// The middle dimension of a class, or the mean of the two middle ones.
  public var median: Double { known.isEmpty ? .nan : Median.of(known) }

  /// The standard deviation of the dimensions over classes, with C - 1; NaN for a single class.
  public var standardDeviation: Double {
    let mean = known.reduce(0, +) / Double(known.count)
    let squares = known.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    return known.count > 1 ? (squares / Double(known.count - 1)).squareRoot() : .nan
  }

  /// Whether classes differ by more than the errors of their estimates.
  public struct Heterogeneity: Hashable, Sendable {
    /// Cochran's Q = Σ(d_c - d̄)²/s_c², d̄ the mean weighted by 1/s_c².
    public let statistic: Double
    /// Classes less one.
    public let degrees: Int
    /// The probability of a Q as large for classes of one dimension, by the law χ² with `degrees`; 0 below 1e-16.
    public let pValue: Double
  }

  /// Cochran's test of equal dimensions, or nil for fewer than two classes with a standard error.
  public var heterogeneity: Heterogeneity? {
    let measured = classes.compactMap(\.estimate)
      .filter { $0.value.isFinite && $0.standardError > 0 && $0.standardError.isFinite }
    guard measured.count > 1 else { return nil }
    let weights = measured.map { 1 / ($0.standardError * $0.standardError) }
    let total = weights.reduce(0, +)
    let mean = zip(weights, measured).reduce(0.0) { $0 + $1.0 * $1.1.value } / total
    let statistic = zip(weights, measured).reduce(0.0) { $0 + $1.0 * ($1.1.value - mean) * ($1.1.value - mean) }
    guard statistic.isFinite else { return nil }
    let degrees = measured.count - 1
    let tail = 1 - GammaDistribution(shape: Double(degrees) / 2).cumulative(statistic / 2)
    return Heterogeneity(statistic: statistic, degrees: degrees, pValue: max(tail, 0))
  }
}
