/// The regions of a network in a window of a plane x = o + s·u + t·v, exactly: convex polygons that share vertices.
///
/// An activation region is a set of inputs on which every rectifier keeps its state (z ≥ 0 or not) and every pooling
/// window its largest member; these are what is counted here. A linear region joins neighbours with the same affine
/// map, see `linearRegions(tolerance:checkpoint:)`. Regions are numbered from 0; those that one region of a layer
/// falls into in the next follow each other.
public struct PlaneRegions: Sendable {
  /// One stage's share.
  public struct Layer: Hashable, Sendable {
    /// The stage's name.
    public let name: String
    /// Neurons or windows of its gate.
    public let units: Int
    /// Activation regions of the network up to this stage.
    public let regions: Int
    /// Units that cut a region.
    public let cutting: Int
    /// Units that change their state in the window only where another one of the stage does: duplicates, such as
    /// neurons with proportional weights. They are not cut by again.
    public let duplicate: Int
    /// Units that keep their state all over the window: dead ones, and those active or won by one member throughout.
    public let constant: Int
  }

  /// The stages, in order.
  public let layers: [Layer]
  /// The area of each region in units of (s, t).
  public let areas: [Double]
  /// The area in input space of a unit square in (s, t), √(|u|²|v|² - (u·v)²): 1 for orthonormal axes.
  public let areaScale: Double
  let map: PiecewiseLinearMap
  let frame: PlaneFrame
  let mesh: PlaneMesh
  let levels: [PlaneLevel]
  /// The network's output at each vertex.
  let outputs: [Double]
  let repairs: Int

  init(
    map: PiecewiseLinearMap, frame: PlaneFrame, mesh: PlaneMesh, levels: [PlaneLevel], outputs: [Double], repairs: Int
  ) {
    self.map = map
    self.frame = frame
    self.mesh = mesh
    self.levels = levels
    self.outputs = outputs
    self.repairs = repairs
    areas = (0..<mesh.faceCount).map(mesh.area)
    areaScale = frame.areaScale
    var cuts = levels.map { [Bool](repeating: false, count: $0.unitCount) }
    for cause in mesh.causes where cause.layer >= 0 { cuts[Int(cause.layer)][Int(cause.unit)] = true }
    layers = zip(zip(map.stages, levels), cuts).map { place, isCutting in
      let (stage, level) = place
      let isChanging = level.changingUnits
      let cutting = isCutting.reduce(0) { $0 + ($1 ? 1 : 0) }
      let duplicate = zip(isChanging, isCutting).reduce(0) { $0 + ($1.0 && !$1.1 ? 1 : 0) }
      return Layer(
        name: stage.name, units: level.unitCount, regions: level.count, cutting: cutting, duplicate: duplicate,
        constant: level.unitCount - cutting - duplicate)
    }
  }

  /// Activation regions.
  public var count: Int { mesh.faceCount }
  /// Points in which edges meet.
  public var vertexCount: Int { mesh.vertexCount }
  /// Edges between regions and along the window.
  public var edgeCount: Int { mesh.edgeCount }

  /// The area of each region in input space.
  public var inputAreas: [Double] { areas.map { $0 * areaScale } }
  /// In units of (s, t).
  public var smallestArea: Double { areas.min() ?? 0 }
  /// Regions a unit of area in input space.
  public var density: Double { Double(count) / (mesh.windowArea * areaScale) }

  /// The corners of each region in (s, t), counterclockwise.
  /// - Complexity: O(edges).
  public var polygons: [[SIMD2<Double>]] { (0..<count).map(mesh.polygon) }

  /// The corners of the window in (s, t), counterclockwise.
  public var window: [SIMD2<Double>] { Array(mesh.positions[0..<mesh.cornerCount]) }

  /// The corners of one region in (s, t), counterclockwise.
  /// - Throws: `RegionError.plane(.noRegion)`.
  public func polygon(_ region: Int) throws(RegionError) -> [SIMD2<Double>] {
    try check(region)
    return mesh.polygon(region)
  }

  /// The input at (s, t).
  public func input(at place: SIMD2<Double>) -> [Double] { frame.input(at: place) }

  /// An edge between two regions, or along the window.
  public struct Edge: Hashable, Sendable {
    public let start: SIMD2<Double>
    public let end: SIMD2<Double>
    /// The stage whose gate bends there, counted from 0; nil along the window.
    public let layer: Int?
    /// The neuron or window of the stage; the first of duplicates.
    public let unit: Int?
    /// The region to the left of the way from `start` to `end`.
    public let left: Int
    /// The region to the right; nil along the window.
    public let right: Int?
  }

  /// Every edge once, with the unit that draws it.
  /// - Complexity: O(edges).
  public var edges: [Edge] {
    mesh.origins.indices.compactMap { half in
      let twin = Int(mesh.twins[half])
      guard mesh.faces[half] >= 0, mesh.faces[twin] < 0 || half < twin else { return nil }
      let cause = mesh.causes[half]
      return Edge(
        start: mesh.positions[Int(mesh.origins[half])], end: mesh.positions[Int(mesh.origins[twin])],
        layer: cause.layer >= 0 ? Int(cause.layer) : nil, unit: cause.layer >= 0 ? Int(cause.unit) : nil,
        left: Int(mesh.faces[half]), right: mesh.faces[twin] >= 0 ? Int(mesh.faces[twin]) : nil)
    }
  }

  /// What is counted, in words.
  public var convention: String {
    "activation regions in the window, exact in double precision; values within 2⁻⁴⁶ of the largest beside them count "
      + "as zero, so that duplicates cut once; areas in units of (s, t), times \(areaScale) in input space"
  }

  func check(_ region: Int) throws(RegionError) {
    guard (0..<count).contains(region) else { throw .plane(.noRegion(region, count: count)) }
  }
}
