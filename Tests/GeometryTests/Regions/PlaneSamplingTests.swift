import Geometry
import Tensors
import Testing

/// Polygons against the network itself, evaluated at points.
@Suite("Regions in a plane are those that samples see")
struct PlaneSamplingTests {
  static let side = 48

  /// Distance from a point to the nearest of a polygon's edges, negative outside.
  static func depth(_ point: SIMD2<Double>, in polygon: [SIMD2<Double>]) -> Double {
    polygon.indices.reduce(.infinity) { depth, index in
      let a = polygon[index], edge = polygon[(index + 1) % polygon.count] - a
      let length = (edge.x * edge.x + edge.y * edge.y).squareRoot()
      if length == 0 { return depth }
      return min(depth, (edge.x * (point.y - a.y) - edge.y * (point.x - a.x)) / length)
    }
  }

  /// The least extent of a convex polygon in any direction: across one of its edges.
  static func width(_ polygon: [SIMD2<Double>]) -> Double {
    polygon.indices.reduce(.infinity) { width, index in
      let a = polygon[index], edge = polygon[(index + 1) % polygon.count] - a
      let length = (edge.x * edge.x + edge.y * edge.y).squareRoot()
      if length == 0 { return width }
      let across = polygon.map { (edge.x * ($0.y - a.y) - edge.y * ($0.x - a.x)) / length }
      return min(width, across.max() ?? 0)
    }
  }

  @Test("500 networks: patterns at points and inside polygons, areas, and what a grid finds", arguments: 0..<10)
  func networks(block: Int) throws {
    var skipped = 0, regionCount = 0
    for number in block * 50..<block * 50 + 50 {
      let map = try PlaneNetworks.network(number)
      var stream = RandomStream(seed: 9, name: "frame", index: number)
      let inputs = map.inputCount
      func vector(_ scale: Double) -> Tensor { Tensor([inputs], (0..<inputs).map { _ in scale * stream.nextNormal() }) }
      let regions = try linearRegions(of: map, origin: vector(0.3), axes: [vector(1), vector(1)], extent: 1)
      let checks = regions.checks
      regionCount += regions.count
      // Each area rounds at 2⁻⁵² of the window, and there are a few hundred.
      #expect(checks.areaError < 1e-13, "\(number)")
      #expect(checks.eulerCharacteristic == 1 && checks.repeatedPatterns == 0 && checks.idleEdges == 0, "\(number)")
      #expect(checks.repairs == 0, "\(number)")
      // Where all members of a window are zero on one side of a neuron's line, the window changes with the neuron.
      let poolsRectified = zip(map.stages, map.stages.dropFirst()).contains { first, second in
        if case .rectifier = first.gate, case .largest = second.gate { true } else { false }
      }
      #expect(checks.multipleEdges == 0 || poolsRectified, "\(number)")
      let codes = try (0..<regions.count).map { PlaneNetworks.code(try regions.pattern(of: $0)) }
      #expect(Set(codes).count == codes.count, "\(number)")
      let polygons = regions.polygons
      try inside(map, regions, polygons, codes, &skipped, number)
      grid(map, regions, polygons, codes, number)
    }
    // Corners average to points nearer than 1e-10 to an edge in few of the thousands of regions.
    #expect(regionCount > 1000 && skipped < regionCount / 200)
  }

  /// The mean of a polygon's corners has its pattern and its affine map.
  private func inside(
    _ map: PiecewiseLinearMap, _ regions: PlaneRegions, _ polygons: [[SIMD2<Double>]], _ codes: [UInt64],
    _ skipped: inout Int, _ number: Int
  ) throws {
    let centers = polygons.map { $0.reduce(.zero, +) / Double($0.count) }
    let seen = PlaneNetworks.patterns(map, centers.flatMap(regions.input), count: centers.count)
    for (region, center) in centers.enumerated() {
      // Rounding of the network moves its zeros by up to some 1e-14.
      if Self.depth(center, in: polygons[region]) < 1e-10 {
        skipped += 1
        continue
      }
      #expect(seen.codes[region] == codes[region], "\(number)")
      guard region % 16 == 0 else { continue }
      let affine = try regions.affineMap(of: region).doubles
      let width = map.outputCount
      for output in 0..<width {
        let value = affine[output] + center.x * affine[width + output] + center.y * affine[2 * width + output]
        #expect(abs(value - seen.outputs[region * width + output]) < 1e-11 * max(1, abs(value)), "\(number)")
      }
    }
  }

  /// Every point of a grid has the pattern of the polygon that holds it, and every large polygon holds one.
  private func grid(
    _ map: PiecewiseLinearMap, _ regions: PlaneRegions, _ polygons: [[SIMD2<Double>]], _ codes: [UInt64], _ number: Int
  ) {
    let side = Self.side
    func coordinate(_ index: Int) -> Double { (Double(index) + 0.5) * 2 / Double(side) - 1 }
    let points = (0..<side * side).map { SIMD2(coordinate($0 % side), coordinate($0 / side)) }
    let seen = PlaneNetworks.patterns(map, points.flatMap(regions.input), count: points.count).codes
    var isCovered = [Bool](repeating: false, count: points.count)
    var wrong = 0
    for (region, polygon) in polygons.enumerated() {
      func range(_ axis: Int) -> Range<Int> {
        let values = polygon.map { ($0[axis] + 1) * Double(side) / 2 - 0.5 }
        let low = max(Int((values.min() ?? 0).rounded(.down)), 0)
        return low..<max(min(Int((values.max() ?? 0).rounded(.up)) + 1, side), low)
      }
      var held = 0
      for row in range(1) {
        for column in range(0) {
          let point = row * side + column
          let depth = Self.depth(points[point], in: polygon)
          if depth > -1e-10 { isCovered[point] = true }
          if depth > 1e-10 {
            held += 1
            if seen[point] != codes[region] { wrong += 1 }
          }
        }
      }
      // A sliver can be large and yet slip between the points.
      let spacing = 2 / Double(side)
      #expect(
        held > 0 || regions.areas[region] <= 10 * spacing * spacing || Self.width(polygon) < spacing, "\(number)")
    }
    #expect(wrong == 0 && !isCovered.contains(false), "\(number)")
  }

  @Test(
    "Classes at points are those of the cells that hold them, and segments part them",
    arguments: [13, 16, 17, 19, 24, 43])
  func decision(number: Int) throws {
    let map = try PlaneNetworks.network(number)
    var stream = RandomStream(seed: 9, name: "frame", index: number)
    let inputs = map.inputCount
    func vector(_ scale: Double) -> Tensor { Tensor([inputs], (0..<inputs).map { _ in scale * stream.nextNormal() }) }
    let regions = try linearRegions(of: map, origin: vector(0.3), axes: [vector(1), vector(1)], extent: 1)
    let decision = try regions.decision()
    // Sums of some hundred areas.
    #expect(abs(decision.classAreas.reduce(0, +) - 4) < 1e-13)
    var areas = [Double](repeating: 0, count: regions.count)
    for (region, area) in zip(decision.regions, decision.areas) { areas[region] += area }
    #expect(zip(areas, regions.areas).allSatisfy { abs($0 - $1) < 1e-14 })
    func outputs(_ points: [SIMD2<Double>]) -> [Double] {
      PlaneNetworks.patterns(map, points.flatMap(regions.input), count: points.count).outputs
    }
    let polygons = decision.polygons
    let centers = polygons.map { $0.reduce(.zero, +) / Double($0.count) }
    let found = outputs(centers)
    for cell in centers.indices where Self.depth(centers[cell], in: polygons[cell]) > 1e-10 {
      let values = Array(found[cell * 3..<cell * 3 + 3])
      #expect(values[decision.classes[cell]] == values.max())
    }
    let middles = decision.segments.map { ($0.start + $0.end) / 2 }
    let tied = outputs(middles)
    for (index, segment) in decision.segments.enumerated() {
      let values = Array(tied[index * 3..<index * 3 + 3]).sorted()
      #expect(segment.left != segment.right)
      #expect(values[2] - values[1] < 1e-11 * max(1, abs(values[2])))
    }
    #expect(!decision.segments.isEmpty && decision.length > 0)
  }
}
