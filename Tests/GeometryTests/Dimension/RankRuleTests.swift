import Geometry
import Tensors
import TestSupport
import Testing

/// Ranks recorded with scikit-dimension 0.5.0's lPCA on the same numbers, unless a closed form stands in their place.
@Suite("Rank rules read spectra")
struct RankRuleTests {
  /// 300 × 40 uniform numbers of variance 1, the first three columns 6, 4 and 3 times as wide.
  static let noisy: Tensor = {
    let u = ReferencePoints.uniform(300, 40, seed: 7).doubles
    return Tensor(
      [300, 40],
      u.enumerated().map { index, value in
        let width = [6.0, 4, 3]
        return 12.0.squareRoot() * (value - 0.5) * (index % 40 < 3 ? width[index % 40] : 1)
      })
  }()

  struct Rank: Sendable, CustomTestStringConvertible {
    let rule: RankRule
    let a: Double
    let b: Double
    let noisy: Double
    /// Of the first 30 rows: fewer points than coordinates.
    let wide: Double

    var testDescription: String { "\(rule)" }
  }

  // On 30 × 40 the peer counts the eigenvalue that centring makes zero: it finds 6 by Fan's rule and 29 by the largest
  // gap.
  static let ranks = [
    Rank(rule: .fukunagaOlsen(), a: 5, b: 2, noisy: 7, wide: 11),
    Rank(rule: .fan(), a: 3, b: 1, noisy: 5, wide: 5),
    Rank(rule: .largestGap, a: 5, b: 2, noisy: 3, wide: 3),
    Rank(rule: .kaiser, a: 5, b: 2, noisy: 3, wide: 5),
    Rank(rule: .brokenStick, a: 0, b: 0, noisy: 3, wide: 3),
    Rank(rule: .marchenkoPastur, a: 3, b: 1, noisy: 3, wide: 3),
    Rank(rule: .gavishDonoho, a: 1, b: 0, noisy: 3, wide: 3),
    Rank(rule: .kritchmanNadler(), a: 7, b: 2, noisy: 3, wide: 3),
    Rank(rule: .minka, a: 7, b: 2, noisy: 3, wide: 3),
    Rank(rule: .explainedVariance(share: 0.5), a: 2, b: 1, noisy: 2, wide: 2),
  ]

  @Test("The rank is the recorded one", arguments: ranks)
  func rank(rank: Rank) throws {
    func value(_ points: Tensor) throws -> Double { try intrinsicDimension(points, .pca(rule: rank.rule)).value }
    #expect(try value(ReferencePoints.a) == rank.a && value(ReferencePoints.b) == rank.b)
    #expect(try value(Self.noisy) == rank.noisy)
    #expect(try value(Tensor([30, 40], Array(Self.noisy.doubles.prefix(1200)))) == rank.wide)
  }

  @Test("The participation ratio of fewer points than coordinates is the recorded one")
  func wide() throws {
    let wide = Tensor([30, 40], Array(Self.noisy.doubles.prefix(1200)))
    let estimate = try intrinsicDimension(wide, .pca(rule: .participationRatio))
    #expect(abs(estimate.value / 5.788210060774619 - 1) < 1e-12)
    #expect(estimate.standardError > 0)
  }

  @Test("Parallel analysis finds the columns that vary together, alike for a seed")
  func parallel() throws {
    let u = Self.noisy.doubles
    // Two sums shared by ten columns each; every column of about the same variance.
    let points = Tensor(
      [300, 20],
      (0..<300).flatMap { row -> [Double] in
        (0..<20).map { column -> Double in
          let own = row * 40 + 10 + column, shared = row * 40 + 30 + column / 10
          return u[own] + 2 * u[shared]
        }
      })
    let first = try intrinsicDimension(points, .pca(rule: .parallelAnalysis(), seed: 4))
    #expect(first.value == 2)
    let again = try intrinsicDimension(points, .pca(rule: .parallelAnalysis(), seed: 4))
    #expect(again.value == first.value && again.notes == first.notes)
    #expect(try intrinsicDimension(ReferencePoints.b, .pca(rule: .parallelAnalysis())).value == 2)
  }

  @Test("Exact planes have their rank, and the note says what is missing")
  func plane() throws {
    let u = ReferencePoints.uniform(200, 2, seed: 5).doubles
    let plane = Tensor(
      [200, 6],
      (0..<200).flatMap { row -> [Double] in
        let x = u[2 * row], y = u[2 * row + 1]
        return [x, y, x - y, 3, 2 * x, 0]
      })
    for rule in [RankRule.largestGap, .fukunagaOlsen(), .explainedVariance(share: 1)] {
      let estimate = try intrinsicDimension(plane, .pca(rule: rule))
      #expect(estimate.value == 2 && estimate.notes.contains { $0.contains("span 2 of 6") })
      #expect(estimate.standardError.isNaN && estimate.notes.contains { $0.contains("integer rank") })
    }
    #expect(try intrinsicDimension(plane, .localPCA(neighbors: 10)).value == 2)
    #expect(try intrinsicDimension(Tensor([200], Array(u.prefix(200))), .pca()).value == 1)
  }

  @Test("Two axes of variances 1 and λ have the participation ratio (1 + λ)²/(1 + λ²)")
  func participation() throws {
    // Corners (±1, ±s) have exactly these variances up to a common factor.
    let points = Tensor([4, 2], [1.0, 3, 1, -3, -1, 3, -1, -3])
    let estimate = try intrinsicDimension(points, .pca(rule: .participationRatio))
    #expect(abs(estimate.value - 100.0 / 82) < 1e-14)
    #expect(abs(estimate.scale.upperBound - 12.0.squareRoot()) < 1e-14)
  }

  @Test("An order above the panels of the solver gives the eigenvalues that the trace demands")
  func panels() throws {
    // 300 coordinates: three panels and the rest. Equal variances: the participation ratio of N - 1 = 399 degrees of
    // freedom is about D/(1 + D/N), far from what one wrong eigenvalue in 300 would leave.
    let u = ReferencePoints.uniform(400, 300, seed: 3)
    let whole = try intrinsicDimension(u, .pca(rule: .participationRatio)).value
    var trace = 0.0, square = 0.0
    let means = (0..<300).map { column in (0..<400).reduce(0.0) { $0 + u.doubles[$1 * 300 + column] } / 400 }
    let values = u.doubles
    var centred = values
    for index in centred.indices { centred[index] -= means[index % 300] }
    for row in 0..<400 {
      for other in 0...row {
        let product = (0..<300).reduce(0.0) { $0 + centred[row * 300 + $1] * centred[other * 300 + $1] }
        if row == other { trace += product }
        square += (row == other ? 1 : 2) * product * product
      }
    }
    #expect(abs(whole / (trace * trace / square) - 1) < 1e-11)
  }

  @Test("Parameters out of range are refused by name")
  func parameters() {
    let refusals: [(DimensionMethod, String)] = [
      (.pca(rule: .fukunagaOlsen(fraction: 1)), "fraction"), (.pca(rule: .fan(gap: 1)), "gap"),
      (.pca(rule: .fan(balance: 0)), "balance"), (.pca(rule: .fan(signal: .nan)), "signal"),
      (.pca(rule: .explainedVariance(share: 0)), "share"),
      (.pca(rule: .kritchmanNadler(significance: 0.2)), "significance"),
      (.localPCA(rule: .parallelAnalysis(permutations: 0)), "permutations"),
      (.pca(rule: .parallelAnalysis(quantile: 2)), "quantile"), (.danco(draws: 0), "draws"),
      (.persistentHomology(power: 0), "power"), (.persistentHomology(sizes: 1), "sizes"),
      (.persistentHomology(subsamples: 0), "subsamples"), (.persistentHomology(smallest: 1), "smallest"),
      (.geodesic(sources: 0), "sources"),
    ]
    for (method, name) in refusals {
      let error = #expect(throws: DimensionError.self) { try intrinsicDimension(ReferencePoints.b, method) }
      guard case .parameter(let found, _, _) = error else {
        Issue.record("\(method): \(String(describing: error))")
        continue
      }
      #expect(found == name && error?.description.hasPrefix("\(name) must be") == true)
    }
  }

  @Test("Equal points and single points leave nothing to measure")
  func nothing() {
    for method in [DimensionMethod.pca(), .fisherS(), .persistentHomology()] {
      #expect(throws: DimensionError.self) { try intrinsicDimension(Tensor([1, 3], [1.0, 2, 3]), method) }
      #expect(throws: DimensionError.self) {
        try intrinsicDimension(Tensor([6, 2], [Double](repeating: 2, count: 12)), method, duplicates: .drop)
      }
    }
    #expect(throws: DimensionError.wideNeighborhood(2001, limit: 2000)) {
      let cloud = try PointCloud(ReferencePoints.b)
      return try DimensionMethod.tle(neighbors: 2001).estimate(cloud, cloud.neighbors(2))
    }
  }
}
