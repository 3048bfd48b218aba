/// The classes of a network in a window of a plane, and the boundary between them.
public struct PlaneDecision: Sendable {
  /// A piece of the boundary, within one activation region or on its edge.
  public struct Segment: Hashable, Sendable {
    /// In (s, t).
    public let start: SIMD2<Double>
    public let end: SIMD2<Double>
    /// The class to the left of the way from `start` to `end`.
    public let left: Int
    public let right: Int
  }

  /// Where the class of the largest output changes.
  public let segments: [Segment]
  /// The class of each cell: a part of an activation region in which one output is the largest, of equals the first.
  /// With a single output, class 1 where it is ≥ 0 and class 0 elsewhere.
  public let classes: [Int]
  /// The activation region of each cell.
  public let regions: [Int]
  /// The area of each cell in units of (s, t).
  public let areas: [Double]
  /// Classes that there are.
  public let classCount: Int
  let mesh: PlaneMesh

  /// The corners of each cell in (s, t), counterclockwise.
  public var polygons: [[SIMD2<Double>]] { (0..<classes.count).map(mesh.polygon) }

  /// The area of each class in units of (s, t).
  public var classAreas: [Double] {
    var sums = [Double](repeating: 0, count: classCount)
    for (number, area) in zip(classes, areas) { sums[number] += area }
    return sums
  }

  /// The boundary's length in units of (s, t).
  public var length: Double {
    segments.reduce(0) { sum, segment in
      let d = segment.end - segment.start
      return sum + (d.x * d.x + d.y * d.y).squareRoot()
    }
  }
}
