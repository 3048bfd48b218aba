/// The linear regions in a window of a plane: neighbouring activation regions with one affine map, joined.
public struct PlaneLinearRegions: Hashable, Sendable {
  /// The linear region of each activation region.
  public let labels: [Int]
  /// The area of each linear region in units of (s, t).
  public let areas: [Double]
  /// Slopes of neighbours that differ by no more than this, relative to the larger, count as equal.
  public let tolerance: Double

  /// Linear regions.
  public var count: Int { areas.count }
}
