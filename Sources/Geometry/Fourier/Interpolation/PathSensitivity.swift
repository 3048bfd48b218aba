/// How much of what a classifier answers along paths between images is of high frequency.
public struct PathSensitivity: Hashable, Sendable {
  /// The mean over the paths of the fraction of high frequencies.
  public let highFrequencyFraction: Double
  /// Its standard error over the paths, which count as independent.
  public let standardError: Double
  /// The mean over the paths of the first step whose class is not that of step 0, the number of steps where none is; nil
  /// for paths in pixel space, whose lengths differ.
  public let consistentDistance: Double?
  /// Its standard error.
  public let consistentDistanceError: Double?
  /// Each path's fraction, in the order of the pairs.
  public let fractions: [Double]
  /// Each path's consistent distance; empty for paths in pixel space.
  public let consistentDistances: [Int]
  /// Paths that the means are over.
  public let pathCount: Int
  /// Paths left out since they have fewer than two points.
  public let leftOut: Int
  /// Points of all paths together.
  public let pointCount: Int
  /// The run seed that the pairs were drawn from.
  public let seed: Int
  /// How paths, pairs and fractions are made, in words.
  public let convention: String
}
