import Geometry
import Tensors
import TestSupport
import Testing

/// Values of scikit-dimension 0.5.0 on the reference sets.
@Suite("Estimators from vectors and spectra agree with the peers' goldens")
struct GoldenVectorTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    let method: DimensionMethod
    let a: Double
    let b: Double

    var testDescription: String { method.description }
  }

  /// Means of 500 to 1,000 values of which each sums at most 2,500 logarithms or roots: rounding stays below
  /// 2,500 · 2⁻⁵², but the area of a pair at a small angle φ comes from 1 - cos²φ, off by 2⁻⁵³/φ² of it. Angles below
  /// 10⁻³ among a thousand pairs leave 1e-10 of a sum; a wrong pair or weight shows at 1e-4.
  static let tolerance = 1e-10

  static let goldens = [
    Golden(method: .pca(rule: .participationRatio), a: 4.78047722906885, b: 2.00392161318737),
    Golden(method: .tle(neighbors: 20), a: 4.85236330728814, b: 2.09940117538627),
    Golden(method: .tle(neighbors: 50), a: 4.50930886887099, b: 1.96160339562985),
    Golden(method: .fisherS(), a: 4.76634007819219, b: 1.94689295725995),
    Golden(method: .localPCA(neighbors: 20), a: 4.999, b: 2),
    Golden(method: .localPCA(neighbors: 20, rule: .fan()), a: 2.924, b: 1),
    Golden(method: .localPCA(neighbors: 20, rule: .largestGap), a: 5.128, b: 2),
    Golden(method: .localPCA(neighbors: 20, rule: .kaiser), a: 3.351, b: 1.606),
    Golden(method: .localPCA(neighbors: 20, rule: .minka), a: 5.714, b: 2),
    Golden(
      method: .localPCA(neighbors: 20, rule: .participationRatio), a: 3.860843021102566, b: 1.8149830700106868),
  ]

  @Test("The value is the golden one", arguments: goldens)
  func value(golden: Golden) throws {
    let a = try intrinsicDimension(ReferencePoints.a, golden.method)
    let b = try intrinsicDimension(ReferencePoints.b, golden.method)
    #expect(abs(a.value / golden.a - 1) < Self.tolerance)
    #expect(abs(b.value / golden.b - 1) < Self.tolerance)
  }

  @Test("Skewness of 30 neighbours of A and 50 of B has the golden means")
  func skewness() throws {
    for (version, a, b) in [
      (ExpectedSimplexSkewness.Version.a, 4.796677368132648, 1.9964294975533672),
      (.b, 4.745143590447597, 1.9698515758624162),
    ] {
      let ofA = try intrinsicDimension(ReferencePoints.a, .ess(neighbors: 30, version: version))
      let ofB = try intrinsicDimension(ReferencePoints.b, .ess(neighbors: 50, version: version))
      #expect(abs(ofA.value / a - 1) < Self.tolerance && abs(ofB.value / b - 1) < Self.tolerance)
      #expect(ofA.local.count == 1000 && abs(ofA.local.reduce(0, +) / 1000 - ofA.value) < 1e-12)
    }
  }

  @Test("Scale and offset of the points change no value", arguments: goldens)
  func units(golden: Golden) throws {
    let b = ReferencePoints.b
    // A power of two scales every product exactly; the offset of 3 rounds coordinates at 2⁻⁵².
    let scaled = Tensor(b.shape, b.doubles.map { $0 * 256 }), moved = Tensor(b.shape, b.doubles.map { $0 + 3 })
    let value = try intrinsicDimension(b, golden.method).value
    #expect(try abs(intrinsicDimension(scaled, golden.method).value / value - 1) < 1e-13)
    #expect(try abs(intrinsicDimension(moved, golden.method).value / value - 1) < 1e-8)
  }

  @Test("Single precision is taken as it is stored")
  func float() throws {
    let single = Tensor(ReferencePoints.b.shape, ReferencePoints.b.floats)
    let widened = Tensor(single.shape, single.doubles)
    for golden in Self.goldens {
      #expect(try intrinsicDimension(single, golden.method).value == intrinsicDimension(widened, golden.method).value)
    }
  }

  @Test("One thread gives the bits of two")
  func threads() throws {
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    let methods =
      Self.goldens.map(\.method) + [
        .ess(neighbors: 30), .danco(seed: 91), .geodesic(), .persistentHomology(sizes: 4, subsamples: 3),
        .localPCA(neighbors: 10, rule: .parallelAnalysis(permutations: 3)),
        .pca(rule: .parallelAnalysis(permutations: 3)),
      ]
    for method in methods {
      Parallel.threadCount = 1
      let one = try intrinsicDimension(ReferencePoints.b, method)
      Parallel.threadCount = 2
      let two = try intrinsicDimension(ReferencePoints.b, method)
      #expect(one.value.bitPattern == two.value.bitPattern, "\(method)")
      #expect(one.standardError.bitPattern == two.standardError.bitPattern, "\(method)")
    }
  }

  @Test("An interrupt before the start is heard by every estimator")
  func interrupted() throws {
    let flag = InterruptFlag()
    let cloud = try PointCloud(ReferencePoints.b), lists = try cloud.neighbors(100)
    flag.raise()
    let methods = Self.goldens.map(\.method) + [.ess(), .danco(), .geodesic(), .persistentHomology()]
    for method in methods {
      #expect(throws: Interrupted.self, "\(method)") {
        try method.estimate(cloud, lists, checkpoint: Checkpoint(flag: flag))
      }
    }
  }

  @Test("A simplex has no dimension by tight localities and its own by skewness")
  func simplex() throws {
    let points = Tensor([7, 7], (0..<49).map { $0 % 8 == 0 ? 1.0 : 0 })
    #expect(throws: DimensionError.nothingLeft(points: 7, dropped: 0, tied: 7)) {
      try intrinsicDimension(points, .tle(neighbors: 4))
    }
    // Vectors from the mean of k corners have cosines of -1/(k - 1).
    let local = try intrinsicDimension(points, .ess(neighbors: 6, version: .b))
    // E|cos| is 0.2 between n = 15 and 16 by Γ(n/2)/(√π Γ((n + 1)/2)): 0.20948 at 15 … 0.19638 at 17.
    #expect(local.value > 15 && local.value < 17)
    #expect(local.standardError.isNaN && local.notes.contains { $0.contains("too wide") })
  }
}
