import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Scale curves")
struct ScaleCurveTests {
  @Test("The Gride curve holds the estimates at each pair of ranks")
  func gride() throws {
    let curve = try grideCurve(ReferencePoints.a, upTo: 64)
    #expect(curve.scales.count == 6)
    for (index, scale) in curve.scales.enumerated() {
      let single = try intrinsicDimension(ReferencePoints.a, .gride(n1: 1 << index))
      #expect(scale.value == single.value && scale.standardError == single.standardError)
      #expect(scale.radius == single.scale.upperBound)
    }
    #expect(curve.radii == curve.radii.sorted())
    let small = try grideCurve(Tensor([5, 1], [0.0, 1, 3, 7, 15]), upTo: 64)
    #expect(small.scales.count == 2 && small.notes.contains { $0.contains("left out") })
  }

  @Test("Halves are estimated as if they were given alone", arguments: [DimensionMethod.twoNN(), .mle(neighbors: 20)])
  func decimation(method: DimensionMethod) throws {
    let curve = try decimationCurve(ReferencePoints.a, method, halvings: 2, parts: 4, seed: 3)
    #expect(curve.scales.map(\.points) == [1000, 500, 250])
    #expect(try curve.values[0] == intrinsicDimension(ReferencePoints.a, method).value)
    var stream = RandomStream(seed: 3, name: "decimation")
    let order = stream.permutation(of: 1000)
    for level in 1...2 {
      let size = 1000 >> level, count = 1 << level
      let alone = try (0..<count).map { part in
        try intrinsicDimension(ReferencePoints.a.gather(order[part * size..<(part + 1) * size].sorted()), method)
      }
      // The same distances, but for a rounding of sums whose centre differs.
      let mean = alone.reduce(0) { $0 + $1.value } / Double(count)
      #expect(abs(curve.values[level] / mean - 1) < 1e-12)
      let error = alone.reduce(0) { $0 + $1.standardError * $1.standardError }.squareRoot() / Double(count)
      #expect(abs(curve.standardErrors[level] / error - 1) < 1e-9)
    }
    #expect(try decimationCurve(ReferencePoints.b, halvings: 30).notes.contains { $0.contains("too few points") })
  }

  @Test("Pairs are counted exactly at every radius, also at distances that are hit")
  func pairs() throws {
    // A lattice in single precision far from the origin: most distances are equal to a radius.
    let lattice = Tensor(
      [400, 2], (0..<400).flatMap { index -> [Float] in [Float(1000 + index % 20) / 8, Float(index / 20) / 8] })
    let cases: [(points: Tensor, radii: [Double])] = [
      (lattice, [0.125, 0.25, 0.5, 0.6, 0.625, 2, 4]), (ReferencePoints.b, [0.01, 0.1, 0.3, 1, 3]),
    ]
    for (points, radii) in cases {
      let curve = try correlationCurve(points, radii: radii)
      let values = points.doubles, width = points.shape[1], count = points.shape[0]
      var expected = [Int](repeating: 0, count: radii.count)
      for i in 0..<count {
        for j in 0..<i {
          var square = 0.0
          for c in 0..<width {
            let difference = values[i * width + c] - values[j * width + c]
            square += difference * difference
          }
          for (index, radius) in radii.enumerated() where square.squareRoot() < radius { expected[index] += 1 }
        }
      }
      #expect(curve.pairs == expected)
    }
  }

  @Test("On a torus the local slopes are its dimension, within their errors")
  func slopes() throws {
    var stream = RandomStream(seed: 7, name: "torus", index: 2)
    let points = ReferencePoints.torus(2, count: 1000, stream: &stream)
    let curve = try correlationCurve(points, radii: [0.1, 0.15, 0.2, 0.3])
    for scale in curve.slopes.scales {
      // A chord 2 sin(a/2) is short of its arc by a²/24: below 1 % of the slope up to 0.3.
      #expect(abs(scale.value - 2) < 4 * scale.standardError + 0.02)
    }
    let chosen = try correlationCurve(points)
    #expect(chosen.radii.count == 32 && chosen.correlations == chosen.correlations.sorted())
    #expect(chosen.pairs[31] > 499_000 && chosen.pairs[31] <= 499_500)
  }

  @Test("The curves are the same bits on one thread and on two")
  func threads() throws {
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 1
    let one = try (correlationCurve(ReferencePoints.a), decimationCurve(ReferencePoints.a))
    Parallel.threadCount = 2
    let two = try (correlationCurve(ReferencePoints.a), decimationCurve(ReferencePoints.a))
    #expect(one.0 == two.0 && one.1 == two.1)
  }

  @Test("What cannot be a curve is refused")
  func refusals() {
    #expect(throws: DimensionError.parameter("a radius", 0.2, expected: "positive, finite and above the one before it"))
    {
      try correlationCurve(ReferencePoints.b, radii: [0.3, 0.2])
    }
    #expect(throws: DimensionError.self) { try correlationCurve(ReferencePoints.b, radii: [.nan, 1]) }
    #expect(throws: DimensionError.self) { try correlationCurve(ReferencePoints.b, count: Int.max) }
    #expect(throws: DimensionError.self) { try correlationCurve(Tensor([1, 2], [1.0, 2])) }
    #expect(throws: DimensionError.self) { try grideCurve(ReferencePoints.b, upTo: 1) }
    #expect(throws: DimensionError.self) { try decimationCurve(ReferencePoints.b, halvings: -1) }
    #expect(throws: DimensionError.self) { try decimationCurve(ReferencePoints.b, parts: Int.max) }
    #expect(throws: DimensionError.self) { try decimationCurve(ReferencePoints.b, .mle(neighbors: Int.max)) }
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) { try correlationCurve(ReferencePoints.b, checkpoint: Checkpoint(flag: flag)) }
    #expect(throws: Interrupted.self) { try decimationCurve(ReferencePoints.b, checkpoint: Checkpoint(flag: flag)) }
  }
}
