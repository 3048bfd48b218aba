import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Hull membership beside a linear program")
struct HullLinearProgramTests {
  @Test("The simplex method decides every query the same way", arguments: [(30, 2), (40, 4), (60, 6), (25, 12)])
  func agrees(count: Int, dimension: Int) throws {
    let points = ReferencePoints.uniform(count, dimension, seed: UInt64(count))
    // Half the queries shrunk to the middle, so that both answers occur.
    let queries = ReferencePoints.uniform(40, dimension, seed: UInt64(count + 1))
    var values = queries.doubles
    for place in 0..<values.count / 2 { values[place] = 0.5 + 0.3 * (values[place] - 0.5) }
    let rows = stride(from: 0, to: points.count, by: dimension).map { Array(points.doubles[$0..<$0 + dimension]) }
    let expected = stride(from: 0, to: values.count, by: dimension).map {
      DenseSimplex.isInside(Array(values[$0..<$0 + dimension]), rows)
    }
    #expect(expected.contains(true) && expected.contains(false))
    for aim in HullMembership.Aim.allCases {
      #expect(try hullMembership(of: Tensor([40, dimension], values), in: points, aim: aim).inside == expected)
    }
  }

  @Test("Leaving a point out, and the extreme points, agree with it")
  func leavingOut() throws {
    let points = ReferencePoints.uniform(50, 4, seed: 61)
    let rows = stride(from: 0, to: points.count, by: 4).map { Array(points.doubles[$0..<$0 + 4]) }
    let expected = rows.indices.map { row in
      DenseSimplex.isInside(rows[row], rows.indices.filter { $0 != row }.map { rows[$0] })
    }
    let membership = try leaveOneOut(points)
    #expect(membership.inside == expected)
    #expect(try membership.verify() < 1e-10)
    #expect(try extremePoints(points).indices == expected.indices.filter { !expected[$0] })
  }
}
