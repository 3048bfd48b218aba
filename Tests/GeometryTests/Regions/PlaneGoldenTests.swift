import Geometry
import Tensors
import Testing

/// Counts of an independent code with polygon lists in NumPy.
@Suite("Regions in a plane agree with the goldens")
struct PlaneGoldenTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    let widths: [Int]
    let seed: UInt64
    let regions: [Int]

    var testDescription: String { widths.map(String.init).joined(separator: "-") }
  }

  static let goldens = [
    Golden(widths: [2, 16], seed: 7, regions: [65]),
    Golden(widths: [2, 16, 16], seed: 7, regions: [65, 167]),
    Golden(widths: [2, 32, 32, 32], seed: 7, regions: [169, 647, 1387]),
    Golden(widths: [2, 64, 64], seed: 11, regions: [618, 2587]),
  ]
  static let origin = Tensor([2], [0.0, 0])
  static let axes = [Tensor([2], [1.0, 0]), Tensor([2], [0.0, 1])]

  static func regions(_ golden: Golden, checkpoint: Checkpoint = .none) throws -> PlaneRegions {
    let map = try ReferenceNetwork(golden.widths, seed: golden.seed).map
    return try linearRegions(of: map, origin: origin, axes: axes, extent: 1, checkpoint: checkpoint)
  }

  @Test("Each layer leaves the golden number of regions, and the self-checks hold", arguments: goldens)
  func counts(golden: Golden) throws {
    let regions = try Self.regions(golden)
    #expect(regions.layers.map(\.regions) == golden.regions)
    #expect(regions.count == golden.regions.last)
    let checks = regions.checks
    // Some thousand areas, each rounded at 2⁻⁵³ of its size, summed: the reference's own sums are off by 6e-15.
    #expect(abs(checks.totalArea - 4) < 2e-14 && checks.windowArea == 4)
    #expect(checks.cornerExcess == 0 && checks.eulerCharacteristic == 1)
    #expect(checks.repeatedPatterns == 0 && checks.multipleEdges == 0 && checks.idleEdges == 0)
    #expect(checks.largestMultiplicity == 1 && checks.repairs == 0 && checks.hold)
    #expect(regions.edges.count == regions.edgeCount && checks.plainEdges < regions.edgeCount)
  }

  @Test("The smallest region has the golden area")
  func smallest() throws {
    let regions = try Self.regions(Self.goldens[3])
    // The golden is "2e-11", to one digit.
    #expect(regions.smallestArea > 1.5e-11 && regions.smallestArea < 2.5e-11)
  }

  @Test("One hidden layer: a region more than lines that meet the window and crossings inside")
  func firstLayer() throws {
    let network = try ReferenceNetwork([2, 16], seed: 7)
    let stage = network.layers[0]
    let lines = stage.apply([0, 0], count: 1)
    let slopes = stage.apply([1, 0, 0, 1], count: 2, isLinear: true)
    let (a, b) = (Array(slopes[0..<16]), Array(slopes[16...]))
    let met = (0..<16).filter { abs(lines[$0]) < abs(a[$0]) + abs(b[$0]) }
    var crossings = 0
    for (index, i) in met.enumerated() {
      for j in met[(index + 1)...] {
        let determinant = a[i] * b[j] - a[j] * b[i]
        let s = (b[i] * lines[j] - b[j] * lines[i]) / determinant
        let t = (a[j] * lines[i] - a[i] * lines[j]) / determinant
        if abs(s) < 1 && abs(t) < 1 { crossings += 1 }
      }
    }
    let regions = try Self.regions(Self.goldens[0])
    #expect(regions.count == 1 + met.count + crossings)
    #expect(regions.layers[0].cutting == met.count && regions.layers[0].constant == 16 - met.count)
  }

  @Test("In a quadrilateral of any shape the corners number four a region; a window of n sides adds n - 4")
  func windows() throws {
    let map = try ReferenceNetwork([2, 32, 32, 32], seed: 7).map
    let quadrilateral = [SIMD2(-0.93, -0.71), SIMD2(0.82, -0.97), SIMD2(0.99, 0.78), SIMD2(-0.61, 0.88)]
    let square = try linearRegions(of: map, origin: Self.origin, axes: Self.axes, window: quadrilateral)
    let turned = try linearRegions(of: map, origin: Self.origin, axes: Self.axes, window: quadrilateral.reversed())
    #expect(square.checks.cornerExcess == 0 && square.checks.hold)
    #expect(turned.count == square.count && turned.window.count == 4)
    let triangle = try linearRegions(
      of: map, origin: Self.origin, axes: Self.axes, window: Array(quadrilateral.prefix(3)))
    #expect(triangle.checks.cornerExcess == -1 && triangle.checks.hold)
  }

  @Test("Axes of any length and angle give the same regions, and their areas in input space")
  func axes() throws {
    let map = try ReferenceNetwork([2, 16, 16], seed: 7).map
    let straight = try linearRegions(of: map, origin: Self.origin, axes: Self.axes, extent: 1)
    // u = (2, 0), v = (1, 0.5): (s, t) = ((x - 2y) / 2, 2y).
    let corners = [SIMD2(-1.0, -1), SIMD2(1, -1), SIMD2(1, 1), SIMD2(-1, 1)]
    let skewed = try linearRegions(
      of: map, origin: Self.origin, axes: [Tensor([2], [2.0, 0]), Tensor([2], [1.0, 0.5])],
      window: corners.map { SIMD2(($0.x - 2 * $0.y) / 2, 2 * $0.y) })
    #expect(skewed.count == straight.count && abs(skewed.areaScale - 1) < 1e-15)
    for (one, other) in zip(straight.areas.sorted(), skewed.inputAreas.sorted()) { #expect(abs(one - other) < 1e-14) }
    #expect(abs(skewed.density - Double(straight.count) / 4) < 1e-9)
  }
}
