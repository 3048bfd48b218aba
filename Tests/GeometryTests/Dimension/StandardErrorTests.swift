import Geometry
import Glibc
import Tensors
import TestSupport
import Testing

/// The stated error against the scatter of the values over draws from flat tori, which have no boundary.
@Suite("Standard errors are honest")
struct StandardErrorTests {
  static let methods: [DimensionMethod] = [
    .mle(neighbors: 20), .mle(neighbors: 20, aggregation: .mean), .mle(neighbors: 20, aggregation: .median),
    .mle(neighbors: 10, aggregation: .mean, normalization: .kMinusTwo), .twoNN(), .twoNN(method: .mle),
    .twoNN(method: .censored, trim: 0.1),
  ]

  @Test("The mean stated error is 0.75 to 1.35 of the deviation over 100 draws", arguments: [2, 5])
  func honesty(dimension: Int) throws {
    let ratios = try HonestyOnTori.ratios(of: Self.methods, dimension: dimension, draws: 100, neighbors: 20)
    for (method, ratio) in zip(Self.methods, ratios) { #expect((0.75...1.35).contains(ratio), "\(method): \(ratio)") }
  }

  @Test("With neighbourhoods that overlap the stated error exceeds Fisher's")
  func overlap() throws {
    let estimate = try intrinsicDimension(ReferencePoints.a, .mle(neighbors: 20))
    #expect(estimate.standardError > 1.1 * estimate.fisherStandardError)
    #expect(abs(estimate.fisherStandardError - estimate.value / (1000.0 * 19).squareRoot()) < 1e-12)
  }

  @Test("The stated error sums the products of scores over all pairs of points that are neighbours")
  func pairs() throws {
    let reach = 5, count = 500
    let (distances, indices) = NeighborsTests.naive(ReferencePoints.b, reach)
    let lists = (0..<count).map { Set(indices[$0 * reach..<($0 + 1) * reach].map { Int($0) }) }
    let sums = (0..<count).map { point -> Double in
      let radii = distances[point * reach..<(point + 1) * reach].map { log($0) }
      return radii.reduce(0) { $0 + radii[reach - 1] - $1 }
    }
    let estimate = try intrinsicDimension(ReferencePoints.b, .mle(neighbors: reach))
    let scores = sums.map { Double(reach - 1) - estimate.value * $0 }
    var variance = 0.0
    for i in 0..<count {
      for j in 0..<count where i == j || lists[i].contains(j) || lists[j].contains(i) {
        variance += scores[i] * scores[j]
      }
    }
    let expected = variance.squareRoot() / sums.reduce(0, +)
    // The scores sum to zero: cancellation among 500 terms of size 4 leaves 1e-12 of the variance.
    #expect(abs(estimate.standardError / expected - 1) < 1e-10)
  }

  @Test("The exact interval has the quantiles of χ²")
  func interval() throws {
    // SciPy 1.17.1, chi2.ppf([0.025, 0.975], 2n) for n = 900 (censored) and n = 1000; given to 1e-12 relative.
    let expected: [(method: DimensionMethod, used: Double, low: Double, high: Double)] = [
      (.twoNN(method: .censored, trim: 0.1), 900, 1684.3077769870158, 1919.4805319887935),
      (.twoNN(method: .mle), 1000, 1877.9460368153905, 2125.8423024497756),
    ]
    for (method, used, low, high) in expected {
      let estimate = try intrinsicDimension(ReferencePoints.a, method)
      let total = (used - 1) / estimate.value
      let interval = try #require(estimate.interval)
      #expect(abs(interval.lowerBound * 2 * total / low - 1) < 1e-11)
      #expect(abs(interval.upperBound * 2 * total / high - 1) < 1e-11)
      #expect(interval.contains(estimate.value))
    }
  }

  @Test("The scale is the mean distance to the first and to the last neighbour")
  func scale() throws {
    let (distances, _) = NeighborsTests.naive(ReferencePoints.b, 5)
    let estimate = try intrinsicDimension(ReferencePoints.b, .mle(neighbors: 5))
    let first = stride(from: 0, to: 2500, by: 5).map { distances[$0] }.reduce(0, +) / 500
    let last = stride(from: 4, to: 2500, by: 5).map { distances[$0] }.reduce(0, +) / 500
    #expect(abs(estimate.scale.lowerBound - first) < 1e-12 && abs(estimate.scale.upperBound - last) < 1e-12)
  }
}
