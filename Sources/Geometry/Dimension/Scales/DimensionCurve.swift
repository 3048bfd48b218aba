/// A dimension at several scales.
public struct DimensionCurve: Hashable, Sendable {
  /// One point of the curve.
  public struct Scale: Hashable, Sendable {
    /// The dimension.
    public let value: Double
    /// Its standard error over neighbourhoods that overlap.
    public let standardError: Double
    /// The standard error if neighbourhoods were independent.
    public let fisherStandardError: Double
    /// The distance that the value speaks of.
    public let radius: Double
    /// Points that each value is computed from.
    public let points: Int
  }

  /// The scales in the order in which they were asked for: from fine to coarse.
  public let scales: [Scale]
  /// Estimator and scales in words.
  public let convention: String
  /// What was degenerate or assumed, in words.
  public let notes: [String]

  /// The dimensions.
  public var values: [Double] { scales.map(\.value) }
  /// Their standard errors.
  public var standardErrors: [Double] { scales.map(\.standardError) }
  /// The distances that they speak of.
  public var radii: [Double] { scales.map(\.radius) }
}
