/// Points of several dimensions: what each component's dimension is, and which point belongs to which.
public struct DimensionMixture: Hashable, Sendable {
  /// One of the dimensions found.
  public struct Component: Hashable, Sendable {
    /// The mean of the posterior of the dimension.
    public let value: Double
    /// The error over neighbourhoods that overlap, with each point weighted by its probability to belong here.
    public let standardError: Double
    /// The deviation of the posterior, which takes neighbourhoods as independent.
    public let posteriorDeviation: Double
    /// The mean share of the points over the posterior.
    public let share: Double
    /// Rows that belong here more likely than anywhere else.
    public let count: Int
  }

  /// The components that are the likeliest of some point, by ascending dimension.
  public let components: [Component]
  /// For each row given the likeliest component, a place in `components`; nil where the row was dropped.
  public let assignments: [Int?]
  /// For each row given the probability of each component; zeros where the row was dropped.
  public let probabilities: [[Double]]
  /// For each row given the posterior mean of the dimension; NaN where the row was dropped.
  public let local: [Double]
  /// Model, prior and sampler in words.
  public let convention: String
  /// What was degenerate or assumed, in words.
  public let notes: [String]
}
