/// An intrinsic dimension with its error, its scale and the conventions that it was computed under.
public struct DimensionEstimate: Hashable, Sendable {
  /// The dimension.
  public let value: Double
  /// The standard error that allows for overlapping neighbourhoods: from the products of scores over all pairs of
  /// points that are neighbours or share some, and of each point with itself. It measures scatter, not bias.
  public let standardError: Double
  /// The standard error if neighbourhoods were independent; usually too small.
  public let fisherStandardError: Double
  /// The exact 95 % interval under independent neighbourhoods, or 95 % of a posterior, where the estimator has one.
  public let interval: ClosedRange<Double>?
  /// Mean distance to the nearest and to the farthest neighbour used: the scale that the value speaks of.
  public let scale: ClosedRange<Double>
  /// The value at each row given; NaN where the row was dropped or is no anchor, infinite where its neighbours are
  /// equally far.
  public let local: [Double]
  /// Estimator, normalisation and pooling in words.
  public let convention: String
  /// How many points took part.
  public let counts: Counts
  /// What was degenerate or assumed, in words.
  public let notes: [String]

  /// How many points took part, and how many did not.
  public struct Counts: Hashable, Sendable {
    /// Rows given.
    public let rows: Int
    /// Points that the value is computed from.
    public let used: Int
    /// Rows that repeat an earlier row.
    public let duplicates: Int
    /// Points at distance zero from another, left out.
    public let dropped: Int
    /// Points whose ratio of distances is 1.
    public let tied: Int
  }
}

extension DimensionEstimate {
  /// The same estimate with more to say.
  func adding(_ more: [String]) -> DimensionEstimate {
    if more.isEmpty { return self }
    return DimensionEstimate(
      value: value, standardError: standardError, fisherStandardError: fisherStandardError, interval: interval,
      scale: scale, local: local, convention: convention, counts: counts, notes: more + notes)
  }
}
