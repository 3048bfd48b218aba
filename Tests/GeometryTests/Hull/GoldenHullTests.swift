import Geometry
import Tensors
import TestSupport
import Testing

/// Four instances of uniform points: flags decided by a linear program and by an independent min-norm code, sums of
/// distances by non-negative least squares (SciPy 1.17.1), each confirmed by its duality gap.
@Suite("Hull membership agrees with the goldens")
struct GoldenHullTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    let points: Int
    let dimension: Int
    let seed: UInt64
    let inside: Int
    let sum: Double
    let largest: Double
    let flags: String

    var testDescription: String { "\(points) points in \(dimension) dimensions" }
  }

  static let goldens = [
    Golden(
      points: 200, dimension: 3, seed: 21, inside: 171, sum: 0.9787818540425683, largest: 0.0883932505,
      flags: "111110111110111111101111"),
    Golden(
      points: 200, dimension: 5, seed: 22, inside: 87, sum: 8.756583990549988, largest: 0.3120891094,
      flags: "010010000110001001100100"),
    Golden(
      points: 500, dimension: 8, seed: 23, inside: 30, sum: 25.12874455648077, largest: 0.4611628798,
      flags: "000000000100100001000000"),
    Golden(
      points: 1000, dimension: 10, seed: 24, inside: 19, sum: 34.69347415856854, largest: 0.5021375923,
      flags: "001000000000000010000001"),
  ]

  static func sets(_ golden: Golden) -> (points: Tensor, queries: Tensor) {
    (
      ReferencePoints.uniform(golden.points, golden.dimension, seed: golden.seed),
      ReferencePoints.uniform(200, golden.dimension, seed: golden.seed + 100)
    )
  }

  @Test("Flags, counts and distances are the golden ones", arguments: goldens)
  func golden(golden: Golden) throws {
    let (points, queries) = Self.sets(golden)
    let membership = try hullMembership(of: queries, in: points)
    let distances = try #require(membership.distances)
    #expect(membership.inside.filter(\.self).count == golden.inside)
    #expect(membership.fraction == Double(golden.inside) / 200)
    #expect(membership.inside.prefix(24).map { $0 ? "1" : "0" }.joined() == golden.flags)
    // Both sides know a distance to 1e-12 of the reach, of size 1; 200 of them are summed.
    #expect(abs(distances.reduce(0, +) - golden.sum) < 4e-10)
    #expect(abs((distances.max() ?? 0) - golden.largest) < 1e-10)
    // Each certificate proves its answer to the tolerance of the search itself.
    #expect(try membership.verify() < 1e-10)
  }

  @Test("Stopping at the certificate changes no answer", arguments: goldens)
  func certificates(golden: Golden) throws {
    let (points, queries) = Self.sets(golden)
    let full = try hullMembership(of: queries, in: points)
    let quick = try hullMembership(of: queries, in: points, aim: .membership)
    #expect(quick.inside == full.inside)
    #expect(quick.distances == nil)
    #expect(try quick.verify() < 1e-10)
    let distances = try #require(full.distances)
    for (certificate, distance) in zip(quick.certificates, distances) {
      guard case .outside(_, let margin, let nearest) = certificate else { continue }
      #expect(margin > 0 && margin <= distance && nearest == nil)
    }
  }

  @Test("A change of units changes no answer", arguments: goldens, [1.0 / 255, 255, 1e-50, 1e50])
  func scale(golden: Golden, factor: Double) throws {
    let (points, queries) = Self.sets(golden)
    let one = try hullMembership(of: queries, in: points)
    let other = try hullMembership(of: queries.map { $0 * factor }, in: points.map { $0 * factor })
    #expect(other.inside == one.inside)
    let pairs = zip(try #require(one.distances), try #require(other.distances))
    // Scaling rounds every coordinate once: 2⁻⁵³ of the reach, times the condition of a corral.
    for (a, b) in pairs { #expect(abs(b / factor - a) < 1e-11) }
  }
}
