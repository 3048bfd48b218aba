import Geometry
import Tensors
import TestSupport
import Testing

/// The stated error of estimators from vectors and spectra against the scatter over draws from flat tori.
@Suite("Standard errors from vectors and spectra are honest")
struct VectorErrorTests {
  static let methods: [DimensionMethod] = [
    .pca(rule: .participationRatio), .fisherS(), .tle(), .ess(neighbors: 30), .ess(neighbors: 30, version: .b),
    .localPCA(rule: .participationRatio),
  ]

  /// The deviation of 60 draws is itself known to 9 %; the band has that much room around what 200 draws gave.
  @Test("The mean stated error is 0.75 to 1.35 of the deviation over 60 draws", arguments: [2, 5])
  func honesty(dimension: Int) throws {
    let ratios = try HonestyOnTori.ratios(of: Self.methods, dimension: dimension, draws: 60, neighbors: 30)
    for (method, ratio) in zip(Self.methods, ratios) { #expect((0.75...1.35).contains(ratio), "\(method): \(ratio)") }
  }

  @Test("Overlapping neighbourhoods are weighted by the root of the share that they have in common")
  func overlap() throws {
    let cloud = try PointCloud(ReferencePoints.b), lists = try cloud.neighbors(10)
    let estimate = try DimensionMethod.tle(neighbors: 10).estimate(cloud, lists)
    let count = lists.count
    let sets = (0..<count).map { point in
      Set(lists.indices[point * 10..<(point + 1) * 10].map { Int($0) } + [point])
    }
    let scores = estimate.local.map { $0 - estimate.value }
    var sum = 0.0, weights = 0.0
    for i in 0..<count {
      for j in 0..<count {
        let weight = (Double(sets[i].intersection(sets[j]).count) / 11).squareRoot()
        sum += weight * scores[i] * scores[j]
        weights += weight
      }
    }
    let squares = Double(count * count)
    let expected = (sum / squares / (1 - weights / squares)).squareRoot()
    // Scores sum to zero: cancellation among 250,000 terms leaves 1e-10 of the variance.
    #expect(abs(estimate.standardError / expected - 1) < 1e-9)
  }

  @Test("No error is stated where neighbourhoods span the set or the values are all alike")
  func unstated() throws {
    let wide = try intrinsicDimension(ReferencePoints.b, .tle(neighbors: 50))
    #expect(wide.standardError.isNaN && wide.notes.contains { $0.contains("at most a twenty-fifth of the points, 20") })
    let alike = try intrinsicDimension(ReferencePoints.b, .localPCA(neighbors: 20))
    #expect(alike.standardError.isNaN && alike.notes.contains { $0.contains("the same value") })
  }

  @Test("The participation ratio's error is that of its influence function where points are few and apart")
  func participation() throws {
    // Four corners (±1, ±s): all have the same quadratic forms, so the first order vanishes and the second remains.
    let points = Tensor([4, 2], [1.0, 3, 1, -3, -1, 3, -1, -3])
    let estimate = try intrinsicDimension(points, .pca(rule: .participationRatio))
    #expect(estimate.standardError > 0 && estimate.standardError < 1)
  }
}
