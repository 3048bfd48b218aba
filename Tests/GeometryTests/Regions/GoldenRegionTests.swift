import Geometry
import Tensors
import Testing

/// Counts of an independent code, also confirmed by its polygons in the plane.
@Suite("Regions on a line agree with the goldens")
struct GoldenRegionTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    let widths: [Int]
    let seed: UInt64
    let diagonal: [Int]
    let slanted: [Int]

    var testDescription: String { widths.map(String.init).joined(separator: "-") }
  }

  static let goldens = [
    Golden(widths: [2, 16], seed: 7, diagonal: [12], slanted: [9]),
    Golden(widths: [2, 16, 16], seed: 7, diagonal: [12, 11], slanted: [9, 6]),
    Golden(widths: [2, 32, 32, 32], seed: 7, diagonal: [21, 18, 23], slanted: [14, 18, 16]),
    Golden(widths: [2, 64, 64], seed: 11, diagonal: [40, 36], slanted: [25, 30]),
  ]

  static let diagonal = (from: Tensor([2], [-1.0, -1]), to: Tensor([2], [1.0, 1]))
  static let slanted = (from: Tensor([2], [-1.0, 0.3]), to: Tensor([2], [1.0, -0.2]))

  @Test("Each layer adds the golden number of breakpoints", arguments: goldens)
  func counts(golden: Golden) throws {
    let network = try ReferenceNetwork(golden.widths, seed: golden.seed)
    for (line, expected) in [(Self.diagonal, golden.diagonal), (Self.slanted, golden.slanted)] {
      let regions = try linearRegions(of: network.map, from: line.from, to: line.to)
      #expect(regions.layers.map(\.breakpoints) == expected)
      #expect(regions.count == expected.reduce(0, +) + 1)
      #expect(regions.breakpoints.count == regions.count - 1)
      #expect(regions.degenerateGaps == 0)
      #expect(regions.layers.map(\.neurons) == Array(golden.widths.dropFirst()))
    }
  }

  @Test("The first breakpoints on the diagonal are the golden ones")
  func positions() throws {
    let network = try ReferenceNetwork([2, 16], seed: 7)
    let regions = try linearRegions(of: network.map, from: Self.diagonal.from, to: Self.diagonal.to)
    // The goldens have eight decimals.
    for (breakpoint, expected) in zip(regions.breakpoints, [0.03131253, 0.15074843, 0.23032472]) {
      #expect(abs(breakpoint.position - expected) < 0.5e-8)
    }
  }
}
