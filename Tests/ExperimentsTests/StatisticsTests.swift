import Experiments
import Geometry
import Testing

@Suite struct StatisticsTests {
  @Test(
    "quantiles of Student's t are those of its tables",
    arguments: [
      // Closed forms: tan(π(p - 1/2)) for ν = 1, (2p - 1) √(2 / (1 - (2p - 1)²)) for ν = 2; mpmath for the others.
      (0.975, 1.0, 12.706204736174694), (0.975, 2.0, 4.302652729749464), (0.975, 4.0, 2.7764451051977934),
      (0.995, 4.0, 4.604094871349992), (0.95, 9.0, 1.8331129326562372), (0.6, 3.0, 0.2766706623326902),
      (0.975, 30.0, 2.0422724563012378), (0.975, 1e6, 1.9599663568141070),
    ])
  func quantiles(fraction: Double, freedom: Double, expected: Double) {
    let found = StudentT.quantile(fraction, degreesOfFreedom: freedom)
    #expect(abs(found - expected) <= 1e-10 * expected)
    #expect(StudentT.quantile(1 - fraction, degreesOfFreedom: freedom) < 0)
    let tail = StudentT.twoSidedTail(found, degreesOfFreedom: freedom)
    #expect(abs(tail - 2 * (1 - fraction)) <= 1e-10)
  }

  @Test("an interval is the mean with t times the standard error about it")
  func interval() throws {
    let interval = MeanInterval([1, 2, 3, 4, 5])
    #expect(interval.mean == 3)
    #expect(abs(interval.standardDeviation - 2.5.squareRoot()) < 1e-15)
    #expect(abs(interval.halfWidth - 2.7764451051977934 * 0.5.squareRoot()) < 1e-10)
    #expect(MeanInterval([7]).halfWidth == .infinity && MeanInterval([7]).mean == 7)
    #expect(MeanInterval([]).mean.isNaN)
    #expect(MeanInterval([2, 2, 2]).halfWidth == 0)
    let paired = try MeanInterval(of: [10, 20, 30], minus: [9, 18, 27])
    #expect(paired.values == [1, 2, 3])
    #expect(throws: ExperimentError.pairs(first: 2, second: 1)) { try MeanInterval(of: [1, 2], minus: [1]) }
  }

  @Test("correlations, ties and the permutation p of every order")
  func correlation() throws {
    let x = [1.0, 2, 3, 4, 5]
    #expect(try Correlation(of: x, and: [2, 4, 6, 8, 10]).coefficient == 1)
    #expect(try Correlation(.spearman, of: x, and: [1, 8, 27, 64, 125]).coefficient == 1)
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / √(4.5 · 5).
    let tied = try Correlation(.spearman, of: [1, 2, 2, 3], and: [1, 2, 3, 4]).coefficient
    #expect(abs(tied - 4.5 / (4.5 * 5).squareRoot()) < 1e-15)
    // Only the order itself and its reverse are as far from 0: 2 of 120.
    #expect(try Correlation(of: x, and: x, permutations: 1).permutationP == 2.0 / 120)
    #expect(try Correlation(of: x, and: [3, 3, 3, 3, 3], permutations: 10).coefficient.isNaN)
    let many = (0..<12).map(Double.init)
    let p = try #require(try Correlation(of: many, and: many, permutations: 999).permutationP)
    #expect(p == 1.0 / 1_000)
    #expect(throws: ExperimentError.pairs(first: 1, second: 2)) { try Correlation(of: [1], and: [1, 2]) }
  }

  @Test("a verdict is the side on which the whole interval lies")
  func verdicts() {
    func interval(_ mean: Double) -> MeanInterval { MeanInterval([mean - 0.1, mean, mean + 0.1, mean, mean]) }
    #expect(Claim.Side.above(1).verdict(interval(2)) == .appears)
    #expect(Claim.Side.above(1).verdict(interval(0)) == .contradicted)
    #expect(Claim.Side.above(1).verdict(interval(1.01)) == .undecided)
    #expect(Claim.Side.below(1).verdict(interval(0)) == .appears)
    #expect(Claim.Side.below(1).verdict(interval(2)) == .contradicted)
    #expect(Claim.Side.between(1, 3).verdict(interval(2)) == .appears)
    #expect(Claim.Side.between(1, 3).verdict(interval(4)) == .contradicted)
    #expect(Claim.Side.between(1, 3).verdict(interval(3)) == .undecided)
    #expect(Claim.Side.within(0.5).verdict(interval(0.2)) == .appears)
    #expect(Claim.Side.within(0.5).verdict(interval(-0.9)) == .contradicted)
    #expect(Claim.Side.within(0.5).verdict(interval(-0.5)) == .undecided)
    // All seeds equal, on the bound: not above it.
    #expect(Claim.Side.above(0).verdict(MeanInterval([0, 0, 0, 0, 0])) == .undecided)
  }

  @Test("fewer than five seeds, and a seed without the number, decide nothing and say why")
  func undecided() {
    let claim = Claim("more is more", quantity: "more", .above(0))
    let four = Finding(claim, values: [9, 9, 9, 9])
    #expect(four.verdict == .undecided)
    #expect(four.reason == "a verdict takes at least 5 seeds, found 4")
    let missing = Finding(claim, values: [9, 9, nil, 9, 9, 9])
    #expect(missing.verdict == .undecided)
    #expect(missing.reason == "1 of 6 seeds gave no such number")
    #expect(Finding(claim, values: [9, .nan, 9, 9, 9]).verdict == .undecided)
    #expect(Finding(claim, values: [9, 8, 9, 8, 9]).verdict == .appears)
    #expect(Finding(claim, values: [9, 8, 9, 8, 9]).reason == nil)
  }
}
