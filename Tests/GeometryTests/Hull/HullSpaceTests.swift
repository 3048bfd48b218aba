import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Hulls of sets that span little, and of many queries")
struct HullSpaceTests {
  /// Points of 3 dimensions turned into 12 columns by a fixed matrix, an offset, and three constant columns.
  static func embedded(_ flat: Tensor, scale: Double = 1) -> Tensor {
    let matrix = ReferencePoints.uniform(3, 9, seed: 50).doubles
    let values = flat.doubles
    let rows = stride(from: 0, to: values.count, by: 3).flatMap { start -> [Double] in
      let own = (0..<9).map { column -> Double in
        var sum = 0.0
        for axis in 0..<3 { sum += values[start + axis] * (matrix[axis * 9 + column] - 0.5) }
        return (sum + Double(column)) * scale
      }
      return own + [0, 7 * scale, -0.1 * scale]
    }
    return Tensor([values.count / 3, 12], rows)
  }

  @Test("A set embedded in more columns keeps its answers at any pixel scale", arguments: [1.0 / 255, 1, 255])
  func embedding(scale: Double) throws {
    let flat = ReferencePoints.uniform(200, 3, seed: 21), asked = ReferencePoints.uniform(200, 3, seed: 121)
    let expected = try hullMembership(of: asked, in: flat)
    for aim in HullMembership.Aim.allCases {
      let membership = try hullMembership(
        of: Self.embedded(asked, scale: scale), in: Self.embedded(flat, scale: scale), aim: aim)
      #expect(membership.inside == expected.inside)
      #expect(try membership.verify() < 1e-10)
    }
  }

  @Test("What a query has off the span is outside, with the exact normal and distance")
  func off() throws {
    let flat = ReferencePoints.uniform(100, 3, seed: 51)
    let points = Self.embedded(flat)
    // The middle of the set, moved by 2 in a constant column, and by 3 in the one before too.
    var middle = [Double](repeating: 0, count: 12)
    for row in 0..<100 { for column in 0..<12 { middle[column] += points.doubles[row * 12 + column] / 100 } }
    var moved = middle, further = middle
    moved[11] += 2
    further[11] += 2
    further[10] -= 3
    let queries = Tensor([3, 12], middle + moved + further)
    let full = try hullMembership(of: queries, in: points)
    #expect(full.inside == [true, false, false])
    for (distance, expected) in zip(try #require(full.distances), [0, 2, 13.0.squareRoot()]) {
      #expect(abs(distance - expected) < 1e-12)
    }
    #expect(try full.verify() < 1e-12)
    let quick = try hullMembership(of: queries, in: points, aim: .membership)
    #expect(quick.inside == full.inside)
    guard case .outside(let normal, let margin, nil) = quick.certificates[1] else {
      Issue.record("no bare certificate")
      return
    }
    #expect(abs(abs(normal[11]) - 1) < 1e-12 && abs(margin - 2) < 1e-9)
    #expect(try quick.verify() < 1e-12)
  }

  @Test("On a line the box decides, and distances are those to its ends")
  func line() throws {
    let points = Tensor([5, 1], [3.0, -1, 2, 2, 0.5]), queries = Tensor([6, 1], [3.0, -1, 3.5, -2, 1, 1e30])
    let full = try hullMembership(of: queries, in: points)
    #expect(full.inside == [true, true, false, false, true, false])
    for (distance, expected) in zip(try #require(full.distances), [0, 0, 0.5, 1, 0, 1e30]) {
      #expect(abs(distance - expected) <= 1e-14 * max(expected, 1))
    }
    #expect(try hullMembership(of: queries, in: points, aim: .membership).inside == full.inside)
  }

  @Test("Equal points, and queries beyond all measure")
  func extremes() throws {
    let equal = Tensor([3, 2], [0.1, 0.7, 0.1, 0.7, 0.1, 0.7])
    let queries = Tensor([3, 2], [0.1, 0.7, 0.1, 1.7, 1e59, -1e59])
    for aim in HullMembership.Aim.allCases {
      let membership = try hullMembership(of: queries, in: equal, aim: aim)
      #expect(membership.inside == [true, false, false])
      #expect(try membership.verify() < 1e-12)
    }
    let tiny = ReferencePoints.uniform(50, 3, seed: 52).map { $0 * 1e-55 }
    let far = try hullMembership(of: Tensor([1, 3], [1e59, 0, 0]), in: tiny)
    #expect(abs(try #require(far.distances)[0] / 1e59 - 1) < 1e-12)
  }

  @Test("Many queries, known planes among them, give the same bits on one thread and on three")
  func waves() throws {
    let points = ReferencePoints.uniform(80, 6, seed: 53), queries = ReferencePoints.uniform(1500, 6, seed: 54)
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    for aim in HullMembership.Aim.allCases {
      Parallel.threadCount = 1
      let one = try hullMembership(of: queries, in: points, aim: aim)
      Parallel.threadCount = 3
      #expect(try hullMembership(of: queries, in: points, aim: aim) == one)
      #expect(try one.verify() < 1e-10)
      // The order of the queries decides which planes are known, never an answer.
      let turned = try hullMembership(of: queries.gather(Array((0..<1500).reversed())), in: points, aim: aim)
      #expect(turned.inside.reversed() == one.inside)
    }
  }

  @Test("Points on few planes, where single precision cannot tell the active ones from the rest")
  func lattice() throws {
    // 11³ lattice points of the unit cube: hundreds lie on each face.
    var lattice: [Double] = []
    for index in 0..<1331 {
      for place in [index % 11, index / 11 % 11, index / 121] { lattice.append(Double(place) / 10) }
    }
    let queries: [Double] = [
      0.5, 0.5, 1, 0.5, 0.5, 1.001, 0.55, 0.45, 1.00000001, 0.31, 0.77, 0.12, -2, 0.5, 0.5, 2, 2, 2,
    ]
    let corner = 3.0.squareRoot()
    let expected: [Double] = [0, 0.001, 1e-8, 0, 2, corner]
    let membership = try hullMembership(of: Tensor([6, 3], queries), in: Tensor([1331, 3], lattice))
    #expect(membership.inside == [true, false, false, true, false, false])
    let distances = try #require(membership.distances)
    for (distance, value) in zip(distances, expected) { #expect(abs(distance - value) < 1e-12) }
    #expect(try membership.verify() < 1e-10)
  }

  @Test("Queries just outside the hull keep their distances", arguments: [1e-4, 1e-6, 1e-8, 3e-9])
  func justOutside(distance: Double) throws {
    let points = ReferencePoints.uniform(500, 8, seed: 55), queries = ReferencePoints.uniform(60, 8, seed: 56)
    let first = try hullMembership(of: queries, in: points)
    // From each nearest point outward by the distance asked.
    var moved: [Double] = []
    for (query, certificate) in first.certificates.enumerated() {
      guard case .outside(let normal, _, _) = certificate else { continue }
      let nearest = try #require(first.nearestPoint(toQuery: query))
      moved += zip(nearest, normal).map { $0 - distance * $1 }
    }
    let set = Tensor([moved.count / 8, 8], moved)
    let membership = try hullMembership(of: set, in: points)
    #expect(set.shape[0] > 30 && membership.fraction == 0)
    // The queries themselves are rounded to 2⁻⁵³ of coordinates of size 1, and lie on planes known to as much.
    for found in try #require(membership.distances) { #expect(abs(found - distance) < 1e-13) }
    #expect(try hullMembership(of: set, in: points, aim: .membership).fraction == 0)
  }
}
