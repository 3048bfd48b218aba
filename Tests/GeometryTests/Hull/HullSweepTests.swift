import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Hull membership over principal components")
struct HullSweepTests {
  @Test("Bisection finds what asking every dimension finds")
  func bisection() throws {
    let points = ReferencePoints.uniform(300, 9, seed: 71), queries = ReferencePoints.uniform(60, 9, seed: 72)
    let sweep = try hullSweep(of: queries, in: points, upTo: 9)
    let p = try sweep.axes.coordinates(of: points).doubles, q = try sweep.axes.coordinates(of: queries).doubles
    for dimension in 1...9 {
      func leading(_ values: [Double]) -> Tensor {
        let rows = stride(from: 0, to: values.count, by: 9).flatMap { values[$0..<$0 + dimension] }
        return Tensor([values.count / 9, dimension], rows)
      }
      let membership = try hullMembership(of: leading(q), in: leading(p), aim: .membership)
      #expect(try sweep.inside(dimension: dimension) == membership.inside)
      #expect(sweep.fractions[dimension - 1] == membership.fraction)
      #expect(sweep.gaussian[dimension - 1] == (try gaussianHullProbability(points: 300, dimension: dimension)))
    }
    #expect(zip(sweep.fractions, sweep.fractions.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(sweep.fractions[0] > 0.9 && sweep.fractions[8] < 0.5)
    // ⌈log₂ 10⌉ = 4 searches a query at most, beside 9.
    #expect(sweep.searches <= 60 * 4)
    let intervals = try sweep.fractionIntervals(resamples: 200, seed: 1)
    #expect(zip(intervals, sweep.fractions).allSatisfy { $0.contains($1) })
  }

  @Test("The axes are those of the points: variances, orthonormality, and fewer points than columns")
  func axes() throws {
    // Columns of deviation 3, 2, 1 about (5, 0, -5), rotated by nothing.
    var stream = RandomStream(seed: 8, name: "axes")
    let values = (0..<4000).flatMap { _ in
      [5 + 2 * stream.nextNormal(), 3 * stream.nextNormal(), -5 + stream.nextNormal()]
    }
    let axes = try PrincipalAxes(of: Tensor([4000, 3], values), count: 3)
    for (variance, expected) in zip(axes.variances, [9.0, 4, 1]) {
      // Relative deviation of a variance of 4000: √(2/4000).
      #expect(abs(variance / expected - 1) < 4 * (2.0 / 4000).squareRoot())
    }
    #expect(abs(axes.axes[1]) > 0.99 && axes.axes[1] > 0)
    #expect(abs(axes.totalVariance - axes.variances.reduce(0, +)) < 1e-12 * axes.totalVariance)
    let wide = ReferencePoints.uniform(6, 40, seed: 73)
    let few = try PrincipalAxes(of: wide, count: 5)
    for first in 0..<5 {
      for second in 0..<5 {
        var product = 0.0
        for column in 0..<40 { product += few.axes[first * 40 + column] * few.axes[second * 40 + column] }
        #expect(abs(product - (first == second ? 1 : 0)) < 1e-12)
      }
    }
    #expect(throws: HullError.components(asked: 6, available: 5)) { try PrincipalAxes(of: wide, count: 6) }
    #expect(throws: HullError.self) { try PrincipalAxes(of: wide, count: 0) }
    #expect(throws: HullError.dimensions(points: 40, queries: 3)) {
      try few.coordinates(of: Tensor([1, 3], [1.0, 2, 3]))
    }
  }

  @Test("Intervals of fractions are seeded, cover what they should, and refuse odd parameters")
  func intervals() throws {
    let points = ReferencePoints.uniform(200, 3, seed: 21), queries = ReferencePoints.uniform(200, 3, seed: 121)
    let membership = try hullMembership(of: queries, in: points, aim: .membership)
    let interval = try membership.fractionInterval(seed: 3)
    #expect(interval == (try membership.fractionInterval(seed: 3)))
    // The binomial's normal interval, to the spread of a quantile of 1,000 resamples and the step 1/200.
    let half = 1.96 * membership.standardError
    #expect(abs(interval.lowerBound - (membership.fraction - half)) < 0.012)
    #expect(abs(interval.upperBound - (membership.fraction + half)) < 0.012)
    #expect(throws: HullError.self) { try membership.fractionInterval(level: 1.5) }
    #expect(throws: HullError.self) { try membership.fractionInterval(level: .nan) }
    #expect(throws: HullError.self) { try membership.fractionInterval(resamples: 0) }
  }
}
