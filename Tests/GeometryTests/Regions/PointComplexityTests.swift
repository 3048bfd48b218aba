import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Local complexity and expected breakpoints")
struct PointComplexityTests {
  @Test(
    "Counts over the axes are the golden ones",
    arguments: [
      ([2, 32, 32, 32], [0.1, 0.2], 0.05, [1, 0, 0]), ([2, 32, 32, 32], [0.1, 0.2], 0.25, [8, 7, 6]),
      ([2, 32, 32, 32], [-0.5, 0.4], 0.05, [0, 1, 0]), ([2, 32, 32, 32], [-0.5, 0.4], 0.25, [3, 6, 4]),
      ([2, 16, 16], [0.1, 0.2], 0.05, [1, 1]), ([2, 16, 16], [0.1, 0.2], 0.25, [2, 5]),
    ])
  func golden(widths: [Int], point: [Double], radius: Double, expected: [Int]) throws {
    let map = try ReferenceNetwork(widths, seed: 7).map
    let found = try localComplexity(of: map, at: Tensor([1, 2], point), radius: radius, frame: .axes)
    #expect(found.layers.map(\.counts) == expected.map { [$0] })
    #expect(found.counts == [expected.reduce(0, +)] && found.convention.contains("lower bound"))
  }

  @Test("Every kind of layer: the counts are those of the vertices, one by one")
  func vertices() throws {
    let map = try MapReference.everything(seed: 90)
    let points = MapReference.tensor([5, 72], seed: 91)
    let frame = MapReference.tensor([7, 72], seed: 92)
    let radius = 0.1
    let found = try localComplexity(of: map, at: points, radius: radius, frame: .given(frame))
    for row in 0..<5 {
      let x = try points.row(row).doubles
      let patterns = (0..<14).map { vertex in
        MapReference.pattern(
          map,
          x.indices.map { x[$0] + (vertex % 2 == 0 ? radius : -radius) * frame.element(vertex / 2 * 72 + $0) })
      }
      for (place, layer) in found.layers.enumerated() {
        let changed = patterns[0][place].indices.filter { unit in
          patterns.contains { $0[place][unit] != patterns[0][place][unit] }
        }
        #expect(layer.counts[row] == changed.count)
      }
    }
    #expect(found.layers.contains { $0.mean.value > 0 } && found.layers[0].fraction == found.layers[0].mean.value / 144)
  }

  @Test("A random frame is orthonormal: in a first layer of one neuron a large radius always reaches it")
  func random() throws {
    let map = try ReferenceNetwork([30, 12, 9], seed: 4).map
    let points = MapReference.tensor([20, 30], seed: 5)
    let full = CrossPolytope.random(directions: 30, seed: 3)
    // Some v of an orthonormal basis has |w·v| ≥ |w|/√30, so at r = √30·distance the neuron's hyperplane is reached.
    let distances = try boundaryDistance(of: map, at: points).layers[0].distances
    for row in 0..<20 {
      let own = try points.row(row)
      let far = try localComplexity(
        of: map, at: own, radius: 30.0.squareRoot() * distances[row] * 1.000001, frame: full)
      #expect(far.layers[0].counts[0] >= 1)
      // The polytope lies within the ball.
      let near = try localComplexity(of: map, at: own, radius: distances[row] * 0.999999, frame: full)
      #expect(near.layers[0].counts[0] == 0)
    }
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 1
    let one = try localComplexity(of: map, at: points, radius: 0.3, frame: .random(directions: 5, seed: 1))
    Parallel.threadCount = 3
    #expect(try localComplexity(of: map, at: points, radius: 0.3, frame: .random(directions: 5, seed: 1)) == one)
  }

  @Test("Radii and frames out of range are refused")
  func refused() throws {
    let map = try ReferenceNetwork([3, 4], seed: 1).map
    let points = Tensor([2, 3], [0.0, 1, 2, 3, 4, 5])
    for radius in [0, -1, .nan, .infinity] {
      #expect(throws: RegionError.self) { try localComplexity(of: map, at: points, radius: radius, frame: .axes) }
    }
    for count in [0, 4, .max, -1] {
      #expect(throws: RegionError.self) {
        try localComplexity(of: map, at: points, radius: 1, frame: .random(directions: count, seed: 0))
      }
    }
    #expect(throws: RegionError.self) {
      try localComplexity(of: map, at: points, radius: 1, frame: .given(Tensor(zeros: [2, 4])))
    }
    #expect(throws: RegionError.self) {
      try localComplexity(of: map, at: Tensor(zeros: [2, 4]), radius: 1, frame: .axes)
    }
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) {
      try localComplexity(of: map, at: points, radius: 1, frame: .axes, checkpoint: Checkpoint(flag: flag))
    }
  }

  @Test(
    "First layers at initialisation have the expected breakpoints on a segment, and the Cauchy density at the origin")
  func expected() throws {
    let expectation = try ExpectedBreakpoints(weightDeviation: 0.5, biasDeviation: 0.3)
    let a = MapReference.tensor([6], seed: 1), b = MapReference.tensor([6], seed: 2)
    let share = expectation.perNeuron(from: a, to: b)
    var stream = RandomStream(seed: 3, name: "expected")
    let neurons = 40_000
    let map = try PiecewiseLinearMap([
      .dense(
        "fc1", weights: Tensor([neurons, 6], (0..<neurons * 6).map { _ in 0.5 * stream.nextNormal() }),
        bias: Tensor([neurons], (0..<neurons).map { _ in 0.3 * stream.nextNormal() }))
    ])
    let found = Double(try linearRegions(of: map, from: a, to: b).breakpoints.count) / Double(neurons)
    // Four standard errors of a binomial share.
    #expect(abs(found - share) < 4 * (share * (1 - share) / Double(neurons)).squareRoot())
    let measured = try #require(ExpectedBreakpoints(measuredFrom: map))
    #expect(abs(measured.weightDeviation - 0.5) < 0.01 && abs(measured.biasDeviation - 0.3) < 0.01)
    // Around the origin the density is s/(πt); its integral over the line is one breakpoint a neuron.
    #expect(abs(expectation.density(at: 0) - 0.5 / (.pi * 0.3)) < 1e-15)
    let tiny = Tensor([2], [0.0, 1e-6]), origin = Tensor([2], [0.0, 0])
    #expect(abs(expectation.perNeuron(from: origin, to: tiny) / 1e-6 / expectation.density(at: 0) - 1) < 1e-9)
    let far = Tensor([2], [0.0, 1e9]), opposite = Tensor([2], [0.0, -1e9])
    #expect(abs(expectation.perNeuron(from: opposite, to: far) - 1) < 1e-8)
    #expect(throws: RegionError.self) { try ExpectedBreakpoints(weightDeviation: 0, biasDeviation: 1) }
    #expect(throws: RegionError.self) { try ExpectedBreakpoints(weightDeviation: 1, biasDeviation: .nan) }
  }
}
