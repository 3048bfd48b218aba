/// What must hold of the regions in a plane, whatever the network, as numbers.
public struct PlaneChecks: Hashable, Sendable {
  /// The area of the window in units of (s, t), and of all regions.
  public let windowArea: Double
  public let totalArea: Double
  /// Corners of all polygons less four a region: 0 in a window of four sides, in general position (four cells meet at a
  /// crossing, two where a line meets the window); a window of n sides adds n - 4.
  public let cornerExcess: Int
  /// V - E + F; must be 1.
  public let eulerCharacteristic: Int
  /// Regions with the pattern of another; must be 0, since regions are convex.
  public let repeatedPatterns: Int
  /// Edges on whose sides one unit differs, as in general position.
  public let plainEdges: Int
  /// Edges on whose sides more do: duplicates, and pooling windows whose members are all zero on one side, which turn
  /// from the first of them to that which rises.
  public let multipleEdges: Int
  /// Edges on whose sides none does; must be 0.
  public let idleEdges: Int
  /// The most units that change at one edge.
  public let largestMultiplicity: Int
  /// Cells in which rounding put a vertex on the wrong side of a line, and was put right.
  public let repairs: Int

  /// |total - window| / window.
  public var areaError: Double { abs(totalArea - windowArea) / windowArea }

  /// Whether all holds that must: areas to 1e-9, Euler, one pattern a region, a unit behind each edge.
  public var hold: Bool {
    areaError < 1e-9 && eulerCharacteristic == 1 && repeatedPatterns == 0 && idleEdges == 0
  }
}

extension PlaneMesh {
  /// The area within the corners of the window.
  var windowArea: Double {
    let pivot = positions[0]
    return (1..<cornerCount - 1).reduce(0) { sum, corner in
      let a = positions[corner] - pivot, b = positions[corner + 1] - pivot
      return sum + (a.x * b.y - a.y * b.x) / 2
    }
  }
}
