import Geometry
import Synchronization
import Tensors
import TestSupport
import Testing

@Suite("Regions in a plane are exact")
struct PlaneRegionTests {
  static let origin = PlaneGoldenTests.origin
  static let axes = PlaneGoldenTests.axes

  static func layer(_ weights: [Double], _ bias: [Double]) throws -> AffineStage {
    try .dense(
      "fc", weights: Tensor([bias.count, weights.count / bias.count], weights), bias: Tensor([bias.count], bias))
  }

  @Test("Proportional neurons cut once, opposite ones too, dead ones never, and they are counted")
  func duplicates() throws {
    let weights = [1.0, 2, 3, 6, -0.7, -1.4, 0, 0, 0.5, -1, 0.1, 0.1]
    let map = try PiecewiseLinearMap([Self.layer(weights, [-0.3, -0.9, 0.21, 0, 0.25, 5])])
    let regions = try linearRegions(of: map, origin: Self.origin, axes: Self.axes, extent: 1)
    #expect(regions.count == 4)
    let layer = regions.layers[0]
    #expect(layer.cutting == 2 && layer.duplicate == 2 && layer.constant == 2 && layer.units == 6)
    let checks = regions.checks
    #expect(checks.hold && checks.largestMultiplicity == 3 && checks.multipleEdges == 2 && checks.plainEdges == 2)
  }

  @Test("Without biases all lines meet in one point: two regions a neuron", arguments: [3, 16, 70])
  func concurrent(neurons: Int) throws {
    var stream = RandomStream(seed: 3, name: "concurrent")
    let weights = (0..<2 * neurons).map { _ in stream.nextNormal() }
    let map = try PiecewiseLinearMap([Self.layer(weights, [Double](repeating: 0, count: neurons))])
    for shift in [0, 0.1] {
      let corners = [SIMD2(-1 + shift, -1), SIMD2(1, -1), SIMD2(1, 1), SIMD2(-1, 1)]
      let regions = try linearRegions(of: map, origin: Self.origin, axes: Self.axes, window: corners)
      #expect(regions.count == 2 * neurons && regions.checks.hold && regions.checks.repairs == 0)
      #expect(regions.checks.multipleEdges == 0)
    }
  }

  @Test("Neurons that vanish on the lines of the layer before cut along them and no more")
  func stacked() throws {
    // The second layer's are relu(z), relu(z) - relu(z') and its opposite.
    let first = try Self.layer([1, 0.3, -0.4, 1], [0.1, -0.05])
    let second = try Self.layer([1, 0, 1, -1, -1, 1], [0, 0, 0])
    let regions = try linearRegions(
      of: PiecewiseLinearMap([first, second]), origin: Self.origin, axes: Self.axes, extent: 1)
    // Four quadrants; z = z' divides the one in which both are positive.
    #expect(regions.layers.map(\.regions) == [4, 5] && regions.checks.hold)
  }

  @Test("The largest of affine functions is cut along its creases only")
  func envelope() throws {
    // Three functions meet in a point; a fourth lies below everywhere, a fifth is a copy.
    let weights = [1.0, 0, -0.5, 0.9, -0.5, -0.9, 0.01, 0, 1, 0]
    let step = try DenseStep("fc", weights: Tensor([5, 2], weights), bias: Tensor([5], [0, 0.1, 0, -3, 0]))
    let windows = Gate.Windows(inputCount: 5, size: 5, members: [0, 1, 2, 3, 4])
    let map = try PiecewiseLinearMap([AffineStage("max", inputWidths: [2], [.apply(step)], gate: .largest(windows))])
    let regions = try linearRegions(of: map, origin: Self.origin, axes: Self.axes, extent: 1)
    #expect(regions.count == 3 && regions.vertexCount == 4 + 3 + 1 && regions.checks.hold)
    let winners = try (0..<3).map { try regions.pattern(of: $0).states(0)[0] }
    #expect(Set(winners) == [0, 1, 2])
    #expect(try regions.linearRegions().count == 3)
  }

  @Test("The creases of many functions are those of their envelope", arguments: 0..<20)
  func envelopes(number: Int) throws {
    var stream = RandomStream(seed: 4, name: "envelope", index: number)
    // Tangent planes of a paraboloid: the cells are those of a Voronoi diagram, so every member wins somewhere.
    let sites = (0..<12).map { _ in SIMD2(1.8 * stream.nextDouble() - 0.9, 1.8 * stream.nextDouble() - 0.9) }
    let step = try DenseStep(
      "fc", weights: Tensor([12, 2], sites.flatMap { [2 * $0.x, 2 * $0.y] }),
      bias: Tensor([12], sites.map { -($0.x * $0.x + $0.y * $0.y) }))
    let windows = Gate.Windows(inputCount: 12, size: 12, members: Array(0..<12))
    let map = try PiecewiseLinearMap([AffineStage("max", inputWidths: [2], [.apply(step)], gate: .largest(windows))])
    let regions = try linearRegions(of: map, origin: Self.origin, axes: Self.axes, extent: 1)
    #expect(regions.count == 12 && regions.checks.hold && regions.checks.repairs == 0)
    for (region, polygon) in regions.polygons.enumerated() {
      let winner = try regions.pattern(of: region).states(0)[0]
      #expect(PlaneSamplingTests.depth(sites[winner], in: polygon) > 0)
    }
    let decision = try linearRegions(
      of: PiecewiseLinearMap([AffineStage("fc", inputWidths: [2], [.apply(step)], gate: .open)]), origin: Self.origin,
      axes: Self.axes, extent: 1
    ).decision()
    #expect(decision.areas.sorted() == regions.areas.sorted())
  }

  @Test("Neighbours with one map are one linear region, and only those")
  func linear() throws {
    // The second output layer ignores neurons 2 and 3 of the first.
    let weights = [1.0, 0.2, -0.3, 1, 0.8, 0.7, 0.9, -0.4]
    let first = try Self.layer(weights, [0.1, -0.2, 0.05, 0.3])
    let all = try AffineStage.dense("head", weights: Tensor([1, 4], [1.0, -2, 0, 0]), bias: nil, isRectified: false)
    let regions = try linearRegions(
      of: PiecewiseLinearMap([first, all]), origin: Self.origin, axes: Self.axes, extent: 1)
    let kept = try linearRegions(
      of: PiecewiseLinearMap([Self.layer(Array(weights.prefix(4)), [0.1, -0.2])]), origin: Self.origin,
      axes: Self.axes, extent: 1)
    let linear = try regions.linearRegions()
    #expect(regions.count > kept.count && linear.count == kept.count)
    for (one, other) in zip(linear.areas.sorted(), kept.areas.sorted()) { #expect(abs(one - other) < 1e-14) }
    // A slope of 1 bends nothing: one linear region whatever the patterns.
    let straight = try AffineStage(
      "fc", inputWidths: [2], first.operations, gate: .rectifier(count: 4, slope: 1))
    let flat = try linearRegions(
      of: PiecewiseLinearMap([straight]), origin: Self.origin, axes: Self.axes, extent: 1)
    #expect(flat.count == regions.count)
    #expect(try flat.linearRegions().count == 1)
  }

  @Test("A single output decides by its sign")
  func sign() throws {
    let head = try AffineStage.dense(
      "head", weights: Tensor([1, 2], [1.0, 1]), bias: Tensor([1], [0.5]), isRectified: false)
    let regions = try linearRegions(
      of: PiecewiseLinearMap([head]), origin: Self.origin, axes: Self.axes, extent: 1)
    let decision = try regions.decision()
    #expect(regions.count == 1 && decision.classes.sorted() == [0, 1] && decision.segments.count == 1)
    // x + y ≥ -1/2 leaves a triangle of legs 3/2.
    #expect(abs(decision.classAreas[0] - 1.125) < 1e-15 && abs(decision.length - 1.5 * 2.0.squareRoot()) < 1e-15)
  }

  @Test("Each edge is where the unit named for it bends")
  func edges() throws {
    let golden = PlaneGoldenTests.goldens[1]
    let network = try ReferenceNetwork(golden.widths, seed: golden.seed)
    let regions = try PlaneGoldenTests.regions(golden)
    for edge in regions.edges {
      guard let layer = edge.layer, let unit = edge.unit, let right = edge.right else { continue }
      let middle = (edge.start + edge.end) / 2
      // Values of some units, rounded in two layers.
      #expect(abs(network.preactivations([middle.x, middle.y])[layer][unit]) < 1e-13)
      var one = try regions.pattern(of: edge.left).states(layer)
      one[unit] = 1 - one[unit]
      #expect(try one == regions.pattern(of: right).states(layer))
    }
  }

  @Test("The bits are the same on one thread and on two")
  func threads() throws {
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 1
    let one = try PlaneGoldenTests.regions(PlaneGoldenTests.goldens[3])
    Parallel.threadCount = 2
    let two = try PlaneGoldenTests.regions(PlaneGoldenTests.goldens[3])
    #expect(one.polygons == two.polygons && one.areas == two.areas && one.layers == two.layers)
    #expect(try one.linearRegions() == two.linearRegions())
  }

  @Test("An interrupt stops between layers, and progress is told")
  func interrupt() throws {
    let flag = InterruptFlag()
    let told = Mutex<[Int]>([])
    let checkpoint = Checkpoint(flag: flag) { progress in
      told.withLock { $0.append(progress.completed) }
      if progress.completed == 1 { flag.raise() }
    }
    #expect(throws: Interrupted.self) {
      try PlaneGoldenTests.regions(PlaneGoldenTests.goldens[3], checkpoint: checkpoint)
    }
    #expect(told.withLock { $0 } == [0, 1])
  }

  @Test("More regions than fit the memory are refused before it is taken")
  func memory() throws {
    let map = try ReferenceNetwork([2, 64, 64], seed: 11).map
    let corners = [SIMD2(-1.0, -1), SIMD2(1, -1), SIMD2(1, 1), SIMD2(-1, 1)]
    #expect {
      try linearRegions(of: map, origin: Self.origin, axes: Self.axes, window: corners, memory: 1 << 20)
    } throws: { error in
      guard case .plane(.tooManyRegions(let stage, let found, let bytes, let limit))? = error as? RegionError else {
        return false
      }
      return stage == "fc2" && found > 617 && bytes > limit && limit == 1 << 20 && "\(error)".contains("smaller extent")
    }
  }

  @Test("What makes no plane is refused in words that name it")
  func refused() throws {
    let map = try ReferenceNetwork([3, 4], seed: 1).map
    let o = Tensor([3], [0.0, 0, 0]), u = Tensor([3], [1.0, 0, 0]), v = Tensor([3], [0.0, 1, 0])
    let cases: [(origin: Tensor, axes: [Tensor], extent: Double, error: RegionError, words: String)] = [
      (Tensor([2], [0.0, 0]), [u, v], 1, .pointShape([2], inputs: 3), "expected 3, found shape [2]"),
      (o, [u], 1, .plane(.axisCount(1)), "found 1"),
      (o, [u, Tensor([2], [1.0, 1])], 1, .plane(.axisShape([2], axis: 1, inputs: 3)), "the second axis"),
      (
        o, [Tensor([3], [1.0, 0, .infinity]), v], 1, .plane(.axisNotUsable(axis: 0, coordinate: 2, value: .infinity)),
        "found inf in coordinate 2 of the first axis"
      ),
      (o, [u, Tensor([3], [0.0, 0, 0])], 1, .plane(.zeroAxis(1)), "zeros in the second axis"),
      (o, [u, Tensor([3], [-3.0, 0, 0])], 1, .plane(.parallelAxes(sine: 0)), "different directions"),
      (o, [u, v], 0, .plane(.extent(0)), "found 0.0"),
      (o, [u, v], -1, .plane(.extent(-1)), "above 0"),
      (o, [u, v], .infinity, .plane(.extent(.infinity)), "found inf"),
      (o, [u, v], 1e70, .plane(.extent(1e70)), "below 1e60"),
      (Tensor([3], [1e9, 0, 0]), [u, v], 0.01, .plane(.tooSmall(size: 0.02, origin: 1e9 + 0.01)), "larger extent"),
    ]
    for (origin, axes, extent, error, words) in cases {
      #expect(throws: error) { try linearRegions(of: map, origin: origin, axes: axes, extent: extent) }
      #expect(error.description.contains(words), "\(error.description)")
    }
    #expect {
      try linearRegions(of: map, origin: o, axes: [u, v], extent: .nan)
    } throws: {
      if case .plane(.extent)? = $0 as? RegionError { true } else { false }
    }
    let windows: [[SIMD2<Double>]] = [
      [], [SIMD2(0, 0), SIMD2(1, 0)], [SIMD2(0, 0), SIMD2(1, 0), SIMD2(2, 0)],
      [SIMD2(0, 0), SIMD2(2, 0), SIMD2(0.5, 0.5), SIMD2(0, 2)], [SIMD2(0, 0), SIMD2(1, 0), SIMD2(0, .nan)],
      // A pentagram turns the same way at each corner, twice round.
      (0..<5).map { SIMD2([0, 0.588, -0.951, 0.951, -0.588][$0], [1, -0.809, 0.309, 0.309, -0.809][$0]) },
    ]
    for window in windows {
      #expect(throws: RegionError.plane(.window(corners: window.count))) {
        try linearRegions(of: map, origin: o, axes: [u, v], window: window)
      }
    }
    let regions = try linearRegions(of: map, origin: o, axes: [u, v], extent: 1)
    for region in [-1, regions.count] {
      #expect(throws: RegionError.plane(.noRegion(region, count: regions.count))) { try regions.pattern(of: region) }
      #expect(throws: RegionError.plane(.noRegion(region, count: regions.count))) { try regions.polygon(region) }
    }
  }
}
