import Geometry
import Networks
import Tensors
import Testing

/// Lines and distances of the engine's networks against the polygons of a plane that holds them.
@Suite("Lines and distances of networks agree with their regions in a plane")
struct RegionsPointTests {
  @Test(
    "A segment crosses the polygons that lie on it, where it breaks", arguments: RegionsNetworks.Kind.allCases)
  func segments(kind: RegionsNetworks.Kind) throws {
    var crossings = 0, worst = 0.0
    for number in RegionsPlaneTests.numbers {
      var slice = try RegionsSlice(kind, number)
      let labels = try slice.regions.linearRegions().labels
      for _ in 0..<2 {
        let a = slice.draw(), b = slice.draw()
        let inputs = slice.map.inputCount
        let line = try linearRegions(
          of: slice.map, from: Tensor([inputs], slice.regions.input(at: a)),
          to: Tensor([inputs], slice.regions.input(at: b)))
        // Pieces shorter than rounding are none: corners that a segment seems to cut.
        let pieces = slice.polygons.indices.compactMap { region in
          RegionsSlice.chord(a, b, in: slice.polygons[region]).map { (region: region, from: $0.from, to: $0.to) }
        }.filter { $0.to - $0.from > Self.resolution }.sorted { $0.from < $1.from }
        var places: [Double] = []
        for place in line.breakpoints.map(\.position)
        where place > Self.resolution && place < 1 - Self.resolution
          && place - (places.last ?? -1) > Self.resolution
        { places.append(place) }
        #expect(pieces.count == places.count + 1, "\(number)")
        #expect(line.count == places.count + 1, "\(number)")
        if pieces.count == places.count + 1 {
          for (piece, place) in zip(pieces.dropFirst(), places) { worst = max(worst, abs(piece.from - place)) }
        }
        let changes = zip(pieces, pieces.dropFirst()).reduce(0) {
          $0 + (labels[$1.0.region] == labels[$1.1.region] ? 0 : 1)
        }
        #expect(line.linearCount == changes + 1, "\(number)")
        crossings += places.count
      }
    }
    #expect(crossings > 50 && worst < 1e-10)
  }

  /// What two breakpoints differ by at least, as parts of the segment.
  private static let resolution = 1e-10

  @Test(
    "Distances along the plane are those to the edges of the polygon, and a bisection's",
    arguments: RegionsNetworks.Kind.allCases)
  func distances(kind: RegionsNetworks.Kind) throws {
    var equal = 0
    var worst = 0.0, bisected = 0.0
    for number in RegionsPlaneTests.numbers {
      var slice = try RegionsSlice(kind, number)
      let points = (0..<6).map { _ in slice.draw() }
      let inputs = slice.map.inputCount
      let rows = slice.inputs(points)
      let tangents = try TangentSpaces(spanning: Tensor([2, inputs], slice.axes.flatMap(\.doubles)))
      let tensor = Tensor([points.count, inputs], rows)
      let along = try boundaryDistance(of: slice.map, at: tensor, along: tangents)
      let ambient = try boundaryDistance(of: slice.map, at: tensor)
      let metric = Metric(slice.axes)
      for (index, point) in points.enumerated() {
        let found = along.distances[index]
        // A part of the gradient is no longer than the gradient.
        #expect(ambient.distances[index] <= found * (1 + 1e-12), "\(number)")
        guard let (region, depth) = slice.region(holding: point), depth > 1e-6 else { continue }
        var edge = Double.infinity, window = Double.infinity
        for side in slice.regions.edges where side.left == region || side.right == region {
          let distance = abs(RegionsSlice.offset(metric(point), from: metric(side.start), metric(side.end)))
          if side.layer == nil { window = min(window, distance) } else { edge = min(edge, distance) }
        }
        // What bends beyond the window is not among the edges, but is no nearer than the window.
        if edge <= window {
          equal += 1
          worst = max(worst, abs(found - edge) / edge)
        } else {
          #expect(found >= window && found <= edge * (1 + 1e-9), "\(number)")
        }
      }
      for result in [along, ambient] { bisected = max(bisected, deviation(slice, rows, result)) }
    }
    #expect(equal > 80 && worst < 1e-9 && bisected < 1e-9)
  }

  /// The largest relative difference of distances from where the pattern changes on the way to the nearest boundary.
  private func deviation(_ slice: RegionsSlice, _ rows: [Double], _ result: BoundaryDistances) -> Double {
    let inputs = slice.map.inputCount, count = result.distances.count
    let places = (0..<count).filter { result.distances[$0].isFinite }
    if places.isEmpty { return 0 }
    let ends = result.nearestPoints.doubles
    let own = slice.map.states(rows, count: count).states
    // Parts of the way; a quarter further on another region begins for good, since regions are convex.
    var inside = [Double](repeating: 0, count: places.count), outside = [Double](repeating: 1.25, count: places.count)
    func states(_ parts: [Double]) -> [[UInt16]] {
      let points = zip(places, parts).flatMap { place, part in
        (place * inputs..<(place + 1) * inputs).map { rows[$0] + part * (ends[$0] - rows[$0]) }
      }
      return slice.map.states(points, count: places.count).states
    }
    for (place, found) in zip(places, states(outside)) { #expect(found != own[place]) }
    for _ in 0..<45 {
      let middles = zip(inside, outside).map { ($0 + $1) / 2 }
      for (index, found) in states(middles).enumerated() {
        if found == own[places[index]] { inside[index] = middles[index] } else { outside[index] = middles[index] }
      }
    }
    return outside.reduce(0) { max($0, abs($1 - 1)) }
  }

  /// (s, t) in coordinates in which distances are those of input space.
  private struct Metric {
    private let across: Double
    private let along: SIMD2<Double>

    init(_ axes: [Tensor]) {
      let u = axes[0].doubles, v = axes[1].doubles
      func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
      across = product(u, u).squareRoot()
      let shear = product(u, v) / across
      along = SIMD2(shear, (product(v, v) - shear * shear).squareRoot())
    }

    func callAsFunction(_ point: SIMD2<Double>) -> SIMD2<Double> {
      SIMD2(across * point.x + along.x * point.y, along.y * point.y)
    }
  }
}
