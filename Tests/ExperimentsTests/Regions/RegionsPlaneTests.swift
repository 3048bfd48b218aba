import Geometry
import Networks
import Tensors
import Testing

/// Polygons of the engine's networks against the networks themselves, evaluated at points.
@Suite("Regions of networks in a plane are those that samples see")
struct RegionsPlaneTests {
  /// Networks of a kind; odd ones are pruned.
  static let numbers = 0..<20
  static let side = 32
  /// Of the engine's logits, relative to the largest: √54·9·2⁻²⁴ for sums of up to 54 products in nine layers.
  private static let singlePrecision = 5e-6

  @Test(
    "200 networks: areas, patterns inside polygons and on a grid, affine maps against the engine's logits",
    arguments: RegionsNetworks.Kind.allCases)
  func patterns(kind: RegionsNetworks.Kind) throws {
    var skipped = 0, regionCount = 0
    for number in Self.numbers {
      let slice = try RegionsSlice(kind, number)
      let regions = slice.regions, checks = regions.checks
      regionCount += regions.count
      // Each area rounds at 2⁻⁵² of the window, and there are up to some thousands.
      #expect(checks.areaError < 1e-12, "\(number)")
      #expect(checks.eulerCharacteristic == 1 && checks.idleEdges == 0 && checks.repairs == 0, "\(number)")
      let counts = regions.layers.map(\.regions)
      #expect(counts == counts.sorted() && counts.last == regions.count, "\(number)")
      let states = try (0..<regions.count).map(slice.states)
      #expect(Set(states).count == regions.count, "\(number)")
      skipped += try inside(slice, states, number)
      grid(slice, states, number)
    }
    // Corners average to points nearer than 1e-10 to an edge in few regions.
    #expect(regionCount > 500 && skipped * 100 < regionCount)
  }

  /// The mean of a polygon's corners has its pattern and its affine map, which is the engine's.
  /// - Returns: polygons too narrow to tell.
  private func inside(_ slice: RegionsSlice, _ states: [[UInt16]], _ number: Int) throws -> Int {
    let centers = RegionsSlice.centers(slice.polygons)
    let seen = slice.map.states(slice.inputs(centers), count: centers.count)
    let logits = try slice.logits(centers)
    let width = slice.map.outputCount
    let largest = logits.reduce(0) { max($0, abs($1)) }
    var skipped = 0, wrong = 0
    var affineDeviation = 0.0, engineDeviation = 0.0
    for (region, center) in centers.enumerated() {
      // Rounding of a network moves its zeros by up to some 1e-14.
      if RegionsSlice.depth(center, in: slice.polygons[region]) < 1e-10 {
        skipped += 1
        continue
      }
      if seen.states[region] != states[region] { wrong += 1 }
      for output in 0..<width {
        let place = region * width + output
        engineDeviation = max(engineDeviation, abs(logits[place] - seen.outputs[place]))
      }
      guard region % 8 == 0 else { continue }
      let affine = try slice.regions.affineMap(of: region).doubles
      for output in 0..<width {
        let value = affine[output] + center.x * affine[width + output] + center.y * affine[2 * width + output]
        affineDeviation = max(affineDeviation, abs(value - seen.outputs[region * width + output]))
      }
    }
    #expect(wrong == 0, "\(number)")
    // Sums of up to 54 products in up to nine layers one behind another: √54·9·2⁻⁵², some times over.
    #expect(affineDeviation < 1e-13 * largest, "\(number)")
    #expect(engineDeviation < Self.singlePrecision * largest, "\(number)")
    return skipped
  }

  /// Every point of a grid has the pattern of the polygon that holds it, and every large polygon holds one.
  private func grid(_ slice: RegionsSlice, _ states: [[UInt16]], _ number: Int) {
    let side = Self.side, spacing = 2 * slice.extent / Double(side)
    func coordinate(_ index: Int) -> Double { (Double(index) + 0.5) * spacing - slice.extent }
    let points = (0..<side * side).map { SIMD2(coordinate($0 % side), coordinate($0 / side)) }
    let seen = slice.map.states(slice.inputs(points), count: points.count).states
    var isCovered = [Bool](repeating: false, count: points.count)
    var wrong = 0
    for (region, polygon) in slice.polygons.enumerated() {
      func range(_ axis: Int) -> Range<Int> {
        let values = polygon.map { ($0[axis] + slice.extent) / spacing - 0.5 }
        let low = max(Int((values.min() ?? 0).rounded(.down)), 0)
        return low..<max(min(Int((values.max() ?? 0).rounded(.up)) + 1, side), low)
      }
      var held = 0
      for row in range(1) {
        for column in range(0) {
          let point = row * side + column
          let depth = RegionsSlice.depth(points[point], in: polygon)
          if depth > -1e-10 { isCovered[point] = true }
          if depth > 1e-10 {
            held += 1
            if seen[point] != states[region] { wrong += 1 }
          }
        }
      }
      // A sliver can be large and yet slip between the points.
      #expect(
        held > 0 || slice.regions.areas[region] <= 10 * spacing * spacing || Self.width(polygon) < spacing,
        "\(number)")
    }
    #expect(wrong == 0 && !isCovered.contains(false), "\(number)")
  }

  /// The least extent of a convex polygon across one of its edges.
  private static func width(_ polygon: [SIMD2<Double>]) -> Double {
    polygon.indices.reduce(.infinity) { width, index in
      let a = polygon[index], b = polygon[(index + 1) % polygon.count]
      if a == b { return width }
      return min(width, polygon.reduce(0) { max($0, RegionsSlice.offset($1, from: a, b)) })
    }
  }

  @Test("The class of each cell of the decision is the engine's", arguments: RegionsNetworks.Kind.allCases)
  func decision(kind: RegionsNetworks.Kind) throws {
    var compared = 0, segments = 0
    for number in Self.numbers {
      let slice = try RegionsSlice(kind, number)
      let decision = try slice.regions.decision()
      segments += decision.segments.count
      let window = 4 * slice.extent * slice.extent
      #expect(abs(decision.classAreas.reduce(0, +) - window) < 1e-12 * window, "\(number)")
      let polygons = decision.polygons, centers = RegionsSlice.centers(polygons)
      let logits = try slice.logits(centers)
      let width = slice.map.outputCount
      let largest = logits.reduce(0) { max($0, abs($1)) }
      for (cell, center) in centers.enumerated() where RegionsSlice.depth(center, in: polygons[cell]) > 1e-10 {
        let values = logits[cell * width..<(cell + 1) * width]
        let best = values.max() ?? 0
        let own = values[values.startIndex + decision.classes[cell]]
        #expect(own >= best - 2 * Self.singlePrecision * largest, "\(number)")
        if own == best { compared += 1 }
      }
    }
    #expect(compared > 500 && segments > 20)
  }

  @Test(
    "Linear regions join neighbours with equal affine maps and no others", arguments: RegionsNetworks.Kind.allCases)
  func linear(kind: RegionsNetworks.Kind) throws {
    var joined = 0, parted = 0
    for number in Self.numbers {
      let slice = try RegionsSlice(kind, number)
      let linear = try slice.regions.linearRegions()
      #expect(linear.count <= slice.regions.count && linear.labels.count == slice.regions.count)
      let window = 4 * slice.extent * slice.extent
      #expect(abs(linear.areas.reduce(0, +) - window) < 1e-12 * window, "\(number)")
      let edges = slice.regions.edges.filter { $0.right != nil }
      let width = slice.map.outputCount
      for edge in edges.indices where edge % (1 + edges.count / 40) == 0 {
        guard let right = edges[edge].right else { continue }
        let left = edges[edge].left
        let one = try slice.regions.affineMap(of: left).doubles[width...]
        let other = try slice.regions.affineMap(of: right).doubles[width...]
        let size = zip(one, other).reduce(0) { max($0, abs($1.0), abs($1.1)) }
        let change = zip(one, other).reduce(0) { max($0, abs($1.0 - $1.1)) }
        if linear.labels[left] == linear.labels[right] {
          joined += 1
          #expect(change <= 1e-9 * size, "\(number)")
        } else {
          parted += 1
          #expect(change > 1e-9 * size, "\(number)")
        }
      }
    }
    #expect(joined > 10 && parted > 100)
  }
}
