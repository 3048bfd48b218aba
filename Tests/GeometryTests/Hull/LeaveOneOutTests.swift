import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Points against the hull of the others")
struct LeaveOneOutTests {
  @Test("The extreme points of the reference's sets are counted", arguments: [(3, 21, 46), (5, 22, 119)])
  func golden(dimension: Int, seed: Int, expected: Int) throws {
    let points = ReferencePoints.uniform(200, dimension, seed: UInt64(seed))
    let extremes = try extremePoints(points)
    #expect(extremes.count == expected && extremes.duplicateCount == 0)
    #expect(extremes.fraction == Double(expected) / 200)
    // They alone span the hull: every point lies in the hull of the extreme ones.
    let vertices = try points.gather(extremes.indices)
    #expect(try hullMembership(of: points, in: vertices).fraction == 1)
  }

  @Test(
    "Points in convex position are all outside the hull of the others, at any aim",
    arguments: HullMembership.Aim.allCases)
  func convexPosition(aim: HullMembership.Aim) throws {
    let corners = Tensor(
      [64, 6], (0..<64).flatMap { corner in (0..<6).map { bit -> Double in Double(corner >> bit & 1) } })
    let membership = try leaveOneOut(corners, aim: aim)
    #expect(membership.fraction == 0 && membership.leavesOneOut)
    #expect(try membership.verify() < 1e-12)
    if let distances = membership.distances {
      // Cut off by the plane through the six neighbours, at 1/√6.
      for distance in distances { #expect(abs(distance - 1 / 6.0.squareRoot()) < 1e-12) }
    }
  }

  @Test("A repeated point lies in the hull of the others and is extreme once")
  func repeated() throws {
    let square = [0.0, 0, 1, 0, 1, 1, 0, 1]
    let points = Tensor([7, 2], square + [0.5, 0.5, 1, 1, 0.5, 0])
    let membership = try leaveOneOut(points)
    #expect(membership.inside == [false, false, true, false, true, true, true])
    #expect(try membership.verify() < 1e-15)
    let extremes = try extremePoints(points)
    #expect(extremes.indices == [0, 1, 2, 3] && extremes.duplicateCount == 1)
    #expect(abs(extremes.fraction - 4.0 / 6) < 1e-15)
  }

  @Test("One point, equal points, and points on a line")
  func small() throws {
    #expect(throws: HullError.tooFewPoints(found: 1, minimum: 2)) { try leaveOneOut(Tensor([1, 2], [1.0, 2])) }
    #expect(try extremePoints(Tensor([1, 2], [1.0, 2])).indices == [0])
    #expect(try extremePoints(Tensor([3, 2], [1.0, 2, 1, 2, 1, 2])).indices == [0])
    #expect(try leaveOneOut(Tensor([2, 1], [1.0, 2])).inside == [false, false])
    let line = Tensor([5, 3], (0..<5).flatMap { [Double($0), 2 * Double($0), 7] })
    #expect(try leaveOneOut(line).inside == [false, true, true, true, false])
    #expect(try extremePoints(line).indices == [0, 4])
  }

  @Test("The answers are the same bits on one thread and on three")
  func threads() throws {
    let points = ReferencePoints.uniform(300, 4, seed: 62)
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 1
    let one = try leaveOneOut(points, aim: .distance)
    Parallel.threadCount = 3
    #expect(try leaveOneOut(points, aim: .distance) == one)
  }
}
