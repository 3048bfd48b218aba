import Glibc
import Geometry
import Tensors
import TestSupport
import Testing

@Suite("The null model of normal points")
struct GaussianHullTests {
  /// P(inside) for N = 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000, computed by an independent script with
  /// Gauss-Hermite and shifted contours, given to seven digits; the last number of the last row by sixty-digit
  /// arithmetic (0.180905148768019), since the script's own was off in the fourth.
  static let table: [(dimension: Int, inside: [Double])] = [
    (1, [0.9047619, 0.9607843, 0.980198, 0.9900498, 0.996008, 0.998002, 0.9990005, 0.9996001, 0.9998, 0.99998]),
    (
      2,
      [0.6810988, 0.8431357, 0.9118635, 0.9515407, 0.978509, 0.9885199, 0.9939138, 0.9973932, 0.9986348, 0.9998446]
    ),
    (
      3,
      [0.4140473, 0.6543773, 0.7830189, 0.868942, 0.9354583, 0.9630951, 0.9792134, 0.9904423, 0.9947481, 0.9993163]
    ),
    (
      5,
      [0.08119866, 0.2635346, 0.4309391, 0.5870996, 0.749256, 0.8354174, 0.8951102, 0.944234, 0.9661825, 0.9942015]
    ),
    (
      8,
      [
        0.001649736, 0.02627917, 0.08425226, 0.1817184, 0.3504344, 0.4849647, 0.608878, 0.7431031, 0.8197405, 0.9532352,
      ]
    ),
    (
      10,
      [4.95e-5, 0.003266671, 0.0182796, 0.05753494, 0.1570499, 0.2628822, 0.3824066, 0.5400497, 0.6468423, 0.8805449]
    ),
    (
      15,
      [
        2.58e-10, 3.520e-6, 1.1168e-4, 0.001093236, 0.008403498, 0.02499198, 0.05739728, 0.1301573, 0.2070617,
        0.5270759,
      ]
    ),
    (
      20,
      [0, 5.01e-10, 1.5018e-7, 5.797e-6, 1.5025e-4, 8.7265e-4, 0.003421793, 0.01365264, 0.03078883, 0.18090515]
    ),
  ]
  static let counts = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100_000]

  @Test("The table of the reference is met to its digits", arguments: table)
  func golden(dimension: Int, inside: [Double]) throws {
    for (count, expected) in zip(Self.counts, inside) {
      let value = try gaussianHullProbability(points: count, dimension: dimension)
      // Half a unit of the last digit given: the seventh, or the third or fourth of the smallest numbers.
      let digits = expected < 1e-4 ? 2e-3 : expected < 1e-3 ? 6e-5 : 6e-7
      #expect(abs(value - expected) <= digits * expected, "N = \(count): \(value) for \(expected)")
    }
  }

  @Test(
    "MNIST-sized sets, and probabilities too small for one minus the other sum",
    arguments: [
      (60_000, 10, 0.844426), (60_000, 20, 0.134215), (60_000, 30, 0.00216487), (60_000, 50, 3.427e-9),
      (50_000, 12, 0.684118),
    ])
  func large(count: Int, dimension: Int, expected: Double) throws {
    let value = try gaussianHullProbability(points: count, dimension: dimension)
    #expect(abs(value - expected) < (expected < 1e-6 ? 2e-4 : 3e-6) * expected)
  }

  @Test("Sixty-digit arithmetic agrees to ten digits")
  func precise() throws {
    for (count, dimension, expected) in [(50, 8, 0.0262791695664789), (100_000, 20, 0.180905148768019)] {
      #expect(abs(try gaussianHullProbability(points: count, dimension: dimension) / expected - 1) < 1e-10)
    }
  }

  @Test("On a line the probability is (N - 1)/(N + 1) exactly", arguments: [2, 3, 10, 1000, 1_000_000])
  func line(count: Int) throws {
    let value = try gaussianHullProbability(points: count, dimension: 1)
    // Probabilities outside down to 2e-6, each known to 1e-10 of itself.
    #expect(abs(value - Double(count - 1) / Double(count + 1)) < 1e-10)
  }

  @Test("On a line with another query variance the probability is a classical angle", arguments: [0.25, 1, 4, 100])
  func variance(variance: Double) throws {
    // Two points: P(x between them) = P(sign change of (p - x)(q - x)) = 1/2 - asin(ρ)/π, ρ = σ²/(1 + σ²).
    let value = try gaussianHullProbability(points: 2, dimension: 1, queryVariance: variance)
    let angle = asin(variance / (1 + variance))
    #expect(abs(value - (0.5 - angle / .pi)) < 1e-9)
  }

  @Test("Few points span nothing, and parameters out of range are refused")
  func edges() throws {
    #expect(try gaussianHullProbability(points: 5, dimension: 5) == 0)
    #expect(try gaussianHullProbability(points: 1, dimension: 1) == 0)
    #expect(try gaussianHullProbability(points: 1000, dimension: 999) >= 0)
    #expect(try gaussianHullProbability(points: 1_000_000_000, dimension: 3) > 0.9999)
    for (points, dimension, variance) in [(0, 1, 1.0), (5, 0, 1), (.max, 2, 1), (5, 2, 0), (5, 2, .nan), (5, 2, -1)] {
      #expect(throws: HullError.self) {
        try gaussianHullProbability(points: points, dimension: dimension, queryVariance: variance)
      }
    }
  }

  @Test("Wendel: half of 2d points hold the origin, and the reference's values at d = 10")
  func wendel() {
    for dimension in [1, 2, 5, 20] {
      #expect(abs(HullIdentities.wendel(points: 2 * dimension, dimension: dimension) - 0.5) < 1e-12)
    }
    for (count, expected) in [(11, 0.000977), (15, 0.089783), (20, 0.5), (30, 0.969286), (40, 0.999467)] {
      #expect(abs(HullIdentities.wendel(points: count, dimension: 10) - expected) < 5e-7)
    }
  }

  @Test("Kingman: the reference's values")
  func kingman() {
    let pi = Double.pi
    let expected = [1 / 3.0, 35 / (48 * pi * pi), 9 / 715.0, 0.001785032, 0.00022038239]
    for (index, value) in expected.enumerated() {
      #expect(abs(HullIdentities.kingman(dimension: index + 1) - value) < (index < 3 ? 1e-12 : 5e-10))
    }
  }

  @Test("Wendel's probability is met by drawing", arguments: [(15, 10), (8, 3)])
  func wendelDrawn(count: Int, dimension: Int) throws {
    var stream = RandomStream(seed: 5, name: "wendel", index: dimension)
    let expected = HullIdentities.wendel(points: count, dimension: dimension)
    var inside = 0
    let draws = 2000
    for _ in 0..<draws {
      let points = Tensor([count, dimension], (0..<count * dimension).map { _ in stream.nextNormal() })
      let origin = Tensor([1, dimension], [Double](repeating: 0, count: dimension))
      if try hullMembership(of: origin, in: points, aim: .membership).inside[0] { inside += 1 }
    }
    let error = (expected * (1 - expected) / Double(draws)).squareRoot()
    #expect(abs(Double(inside) / Double(draws) - expected) < 3 * error)
  }

  @Test("Kingman's probability is met by drawing", arguments: [2, 3])
  func kingmanDrawn(dimension: Int) throws {
    var stream = RandomStream(seed: 6, name: "kingman", index: dimension)
    let expected = HullIdentities.kingman(dimension: dimension)
    let draws = 4000
    var inside = 0
    for _ in 0..<draws {
      var ball: [Double] = []
      while ball.count < (dimension + 2) * dimension {
        let point = (0..<dimension).map { _ in 2 * stream.nextDouble() - 1 }
        if point.reduce(0, { $0 + $1 * $1 }) <= 1 { ball += point }
      }
      let query = Tensor([1, dimension], Array(ball.prefix(dimension)))
      let simplex = Tensor([dimension + 1, dimension], Array(ball.dropFirst(dimension)))
      if try hullMembership(of: query, in: simplex, aim: .membership).inside[0] { inside += 1 }
    }
    let error = (expected * (1 - expected) / Double(draws)).squareRoot()
    #expect(abs(Double(inside) / Double(draws) - expected) < 3 * error)
  }

  @Test("Efron: the extreme points of normal sets are as many as the null model says", arguments: [(40, 3), (60, 5)])
  func efron(count: Int, dimension: Int) throws {
    let expected = try HullIdentities.efronVertices(points: count, dimension: dimension)
    var counts: [Double] = []
    for draw in 0..<60 {
      var stream = RandomStream(seed: 7, name: "efron \(dimension)", index: draw)
      let points = Tensor([count, dimension], (0..<count * dimension).map { _ in stream.nextNormal() })
      counts.append(Double(try extremePoints(points).count))
    }
    let mean = counts.reduce(0, +) / 60
    let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (59 * 60)
    #expect(abs(mean - expected) < 3 * variance.squareRoot())
  }
}
