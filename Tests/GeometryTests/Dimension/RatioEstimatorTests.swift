import Geometry
import Glibc
import Tensors
import TestSupport
import Testing

@Suite("Estimators from distances and counts")
struct RatioEstimatorTests {
  @Test("The correction for noise agrees with independent quadrature")
  func noise() throws {
    // record_noise_corrected.py: SciPy's quad to 1e-12. scikit-dimension's own, to 1e-2, differ by up to 2e-3.
    let expected: [(points: Tensor, noise: Double, value: Double)] = [
      (ReferencePoints.a, 0.02, 4.413532692955606), (ReferencePoints.a, 0.05, 4.147923199349202),
      (ReferencePoints.b, 0.02, 1.820840263449658), (ReferencePoints.b, 0.05, 2.0461646091241104),
    ]
    for (points, noise, value) in expected {
      let estimate = try intrinsicDimension(points, .noisyMLE(neighbors: 10, noise: noise))
      #expect(abs(estimate.value / value - 1) < 1e-9)
    }
    let plain = try intrinsicDimension(ReferencePoints.a, .mle(neighbors: 10))
    #expect(
      try abs(intrinsicDimension(ReferencePoints.a, .noisyMLE(neighbors: 10, noise: 0)).value / plain.value - 1) < 1e-12
    )
    #expect(throws: DimensionError.self) { try intrinsicDimension(ReferencePoints.b, .noisyMLE(noise: 10)) }
  }

  @Test("MiND-KL finds the dimension of balls, its own kind, whatever the seed", arguments: [1, 3, 8])
  func divergence(dimension: Int) throws {
    // A ball by rejection from the sphere: normals over their length, times u^(1/d).
    var stream = RandomStream(seed: 5, name: "ball", index: dimension)
    var values: [Double] = []
    for _ in 0..<1000 {
      let normals = (0..<dimension).map { _ in stream.nextNormal() }
      let length = normals.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let radius = pow(stream.nextDouble(), 1 / Double(dimension))
      values += normals.map { $0 / length * radius } + [0, 0]
    }
    let points = Tensor([1000, dimension + 2], values)
    for seed in 0..<2 {
      let estimate = try intrinsicDimension(points, .mindKL(seed: seed))
      #expect(abs(estimate.value - Double(dimension)) <= (dimension < 8 ? 0 : 1))
      #expect(estimate.standardError.isNaN && estimate.notes.contains { $0.contains("no standard error") })
    }
  }

  @Test("The graph of nearest neighbours grows as the dimension says")
  func growth() throws {
    for (dimension, tolerance) in [(1, 0.1), (2, 0.15), (3, 0.4)] {
      var stream = RandomStream(seed: 2, name: "torus", index: dimension)
      let points = ReferencePoints.torus(dimension, count: 1000, stream: &stream)
      let slope = try intrinsicDimension(points, .knn())
      #expect(abs(slope.value - Double(dimension)) < tolerance)
      #expect(try intrinsicDimension(points, .knn(version: .integer)).value == Double(dimension))
      #expect(slope.standardError.isNaN)
    }
  }

  @Test("MiND is bounded by the number of coordinates")
  func bounded() throws {
    let cube = ReferencePoints.uniform(60, 2, seed: 3)
    // The second coordinate repeats the first: a line in two coordinates, so between 1 and 2.
    let line = Tensor([60, 1], cube.doubles.enumerated().filter { $0.offset % 2 == 0 }.map(\.element))
    let estimate = try intrinsicDimension(line, .mind(k: 5))
    #expect(estimate.value == 1)
    #expect(estimate.notes.contains { $0.contains("bounds it") })
  }

  @Test("Values out of range are refused in words that name them")
  func refusals() {
    let cases: [(DimensionMethod, String)] = [
      (.gride(n1: 0), "n1 must be at least 1"), (.gride(n1: 3, n2: 3), "n2 must be above n1 = 3"),
      (.gride(n1: Int.max), "neighbours"), (.mom(neighbors: 1), "at least 2"), (.mada(neighbors: 1), "at least 2"),
      (.mind(k: 0), "k must be"), (.mind(k: Int.max), "neighbours"), (.mindKL(calibrations: 0), "calibrations"),
      (.binomial(radius: 0), "radius"), (.binomial(radius: .nan), "radius"),
      (.binomial(radius: 1, ratio: 1), "ratio must be above 0 and below 1"), (.binomial(neighbors: 1), "at least 2"),
      (.binomial(radius: 1e-9), "choose a larger radius"),
      (.binomial(radius: 100, ratio: 0.9), "smaller radius or ratio"),
      (.correlationIntegral(k1: 5, k2: 5), "k2 must be above"), (.correlationIntegral(k1: 0), "k1"),
      (.knn(k: 0), "k must be"), (.knn(k: Int.max), "at most N/8"), (.knn(power: 0), "power"),
      (.knn(sizes: 1), "sizes"),
      (.noisyMLE(neighbors: 1, noise: 0), "at least 2"), (.noisyMLE(noise: -1), "noise"),
    ]
    for (method, words) in cases {
      let error = #expect(throws: DimensionError.self) { try intrinsicDimension(ReferencePoints.b, method) }
      #expect(error?.description.contains(words) == true, "\(method): \(error?.description ?? String())")
    }
  }

  @Test("Points equally far from each other leave nothing, or are counted")
  func degenerate() {
    let simplex = Tensor([40, 40], (0..<1600).map { $0 % 41 == 0 ? 1.0 : 0 })
    for method: DimensionMethod in [
      .gride(n1: 2), .mom(neighbors: 10), .mada(neighbors: 10), .mind(), .mindKL(), .correlationIntegral(),
      .binomial(neighbors: 10), .noisyMLE(neighbors: 10, noise: 0),
    ] {
      #expect(throws: DimensionError.self) { try intrinsicDimension(simplex, method) }
    }
    let flag = InterruptFlag()
    flag.raise()
    for method: DimensionMethod in [.mindKL(), .knn(), .binomial(radius: 0.1), .correlationIntegral()] {
      #expect(throws: Interrupted.self) {
        try intrinsicDimension(ReferencePoints.b, method, checkpoint: Checkpoint(flag: flag))
      }
    }
  }

  @Test("A mean over neighbourhoods that are much of the set says that its error can be too large")
  func wideNeighborhoods() throws {
    func warns(_ neighbors: Int) throws -> Bool {
      try intrinsicDimension(ReferencePoints.b, .mom(neighbors: neighbors)).notes.contains { $0.contains("fifteenth") }
    }
    #expect(try warns(100))
    #expect(try !warns(20))
  }
}
