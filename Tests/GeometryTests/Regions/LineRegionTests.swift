import Geometry
import Synchronization
import Tensors
import TestSupport
import Testing

@Suite("Regions on a line are exact")
struct LineRegionTests {
  static func point(_ a: Tensor, _ b: Tensor, _ t: Double) -> [Double] {
    zip(a.doubles, b.doubles).map { $0 + t * ($1 - $0) }
  }

  @Test(
    "Each breakpoint is a zero of its neuron, and neighbouring regions differ in that neuron alone",
    arguments: GoldenRegionTests.goldens, LineRegions.Extent.allCases)
  func zeros(golden: GoldenRegionTests.Golden, extent: LineRegions.Extent) throws {
    let network = try ReferenceNetwork(golden.widths, seed: golden.seed)
    let (a, b) = GoldenRegionTests.diagonal
    let regions = try linearRegions(of: network.map, from: a, to: b, extent: extent)
    for breakpoint in regions.breakpoints {
      let layers = network.preactivations(Self.point(a, b, breakpoint.position))
      let value = layers[breakpoint.layer][breakpoint.neuron]
      let size = layers[breakpoint.layer].map(abs).max() ?? 0
      // Interpolation and evaluation round at 2⁻⁵³ of the largest value a layer; at most 3 layers of 64.
      #expect(abs(value) < 1e-12 * max(size, 1))
    }
    let ends = extent == .segment ? (0.0, 1.0) : (regions.breakpoints[0].position - 1, 1e4)
    let knots = [ends.0] + regions.breakpoints.map(\.position) + [ends.1]
    let patterns = zip(knots, knots.dropFirst()).map { network.pattern(Self.point(a, b, ($0 + $1) / 2)) }
    for (index, breakpoint) in regions.breakpoints.enumerated() {
      var flipped = patterns[index]
      flipped[breakpoint.layer][breakpoint.neuron].toggle()
      #expect(patterns[index + 1] == flipped)
    }
    #expect(Set(patterns).count == regions.count)
  }

  @Test("No sample between two breakpoints sees another pattern")
  func sampled() throws {
    let network = try ReferenceNetwork([2, 32, 32, 32], seed: 7)
    let (a, b) = GoldenRegionTests.diagonal
    let knots = [0] + (try linearRegions(of: network.map, from: a, to: b)).breakpoints.map(\.position) + [1]
    for (low, high) in zip(knots, knots.dropFirst()) {
      let patterns = (1...9).map { network.pattern(Self.point(a, b, low + (high - low) * Double($0) / 10)) }
      #expect(Set(patterns).count == 1)
    }
  }

  @Test("A layer of so many weights that no transpose of it is kept bends where its first half alone does")
  func largeLayer() throws {
    var stream = RandomStream(seed: 2, name: "large layer")
    let (hidden, outputs) = (2049, 2048)
    let first = try AffineStage.dense(
      "first", weights: Tensor([hidden, 2], (0..<hidden * 2).map { _ in stream.nextNormal() }),
      bias: Tensor([hidden], (0..<hidden).map { _ in stream.nextNormal() }))
    let weights = (0..<outputs * hidden).map { _ in stream.nextDouble() - 0.5 }
    let found = try [outputs, outputs / 2].map { outputs in
      let second = try AffineStage.dense(
        "second", weights: Tensor([outputs, hidden], Array(weights[..<(outputs * hidden)])), bias: nil)
      return try linearRegions(
        of: PiecewiseLinearMap([first, second]), from: Tensor([2], [-20.0, 10]), to: Tensor([2], [20.0, 5]))
    }
    let whole = found[0].breakpoints.filter { $0.layer == 0 || $0.neuron < outputs / 2 }
    #expect(found[1].layers.allSatisfy { $0.breakpoints > 100 })
    #expect(whole.map(\.neuron) == found[1].breakpoints.map(\.neuron))
    // Sums of 2,049 products round differently where a product is cut otherwise: 2⁻⁵³ times √2049 of the values, over
    // the share of the range that a value crosses between breakpoints.
    for (one, other) in zip(whole, found[1].breakpoints) { #expect(abs(one.position - other.position) < 1e-9) }
  }

  @Test("The convention says when slopes are compared by combinations of the outputs", arguments: [16, 17])
  func convention(outputs: Int) throws {
    let map = try ReferenceNetwork([3, 20, outputs], seed: 5).map
    let a = ReferencePoints.uniform(1, 3, seed: 1), b = ReferencePoints.uniform(1, 3, seed: 2)
    let line = try linearRegions(of: map, from: a, to: b)
    let curve = try linearRegions(of: map, along: Tensor([2, 3], a.doubles + b.doubles))
    let sample = try linearRegions(of: map, betweenPairs: a, b)
    for convention in [line.convention, curve.convention, sample.convention] {
      #expect(convention.contains("8 fixed random combinations of the outputs") == (outputs > 16))
      #expect(convention.contains("the slope of the output is the same") == (outputs <= 16))
    }
    #expect(line.slopeCombinations == (outputs > 16 ? 8 : nil))
    let plain = try linearRegions(of: map, from: a, to: b, comparesSlopes: false)
    #expect(plain.slopeCombinations == nil && !plain.convention.contains("linear regions"))
  }

  @Test("A line through one hidden layer crosses each of its neurons once")
  func wholeLine() throws {
    let network = try ReferenceNetwork([5, 40], seed: 3)
    let a = ReferencePoints.uniform(1, 5, seed: 1), b = ReferencePoints.uniform(1, 5, seed: 2)
    let line = try linearRegions(of: network.map, from: a, to: b, extent: .line)
    #expect(line.count == 41 && line.breakpointsPerNeuron == 1 && line.density == nil)
    #expect(Set(line.breakpoints.map(\.neuron)) == Set(0..<40))
    let segment = try linearRegions(of: network.map, from: a, to: b)
    let within = line.breakpoints.filter { (0...1).contains($0.position) }
    #expect(segment.breakpoints.map(\.neuron) == within.map(\.neuron))
    #expect(segment.density == Double(segment.count - 1) / segment.length)
    for (x, y) in zip(segment.breakpoints, within) { #expect(abs(x.position - y.position) < 1e-12) }
  }

  @Test("Turned round, the line has the same breakpoints in reverse", arguments: LineRegions.Extent.allCases)
  func reversed(extent: LineRegions.Extent) throws {
    let network = try ReferenceNetwork([2, 64, 64], seed: 11)
    let (a, b) = GoldenRegionTests.slanted
    let there = try linearRegions(of: network.map, from: a, to: b, extent: extent)
    let back = try linearRegions(of: network.map, from: b, to: a, extent: extent)
    #expect(back.layers == there.layers)
    for (x, y) in zip(there.breakpoints, back.breakpoints.reversed()) {
      #expect(abs(x.position - (1 - y.position)) < 1e-10 * max(1, abs(x.position)))
      #expect(x.layer == y.layer && x.neuron == y.neuron)
    }
  }

  @Test(
    "At initialisation a line through the origin has one breakpoint a neuron",
    arguments: [[2, 32, 32], [16, 32, 32, 32]])
  func initialisation(widths: [Int]) throws {
    var stream = RandomStream(seed: 1, name: "regions", index: widths.count)
    let ratios = try (0..<60).map { _ in
      let network = try ReferenceNetwork(normal: widths, stream: &stream)
      let direction = Tensor([widths[0]], (0..<widths[0]).map { _ in stream.nextNormal() })
      let origin = Tensor([widths[0]], [Double](repeating: 0, count: widths[0]))
      return try linearRegions(of: network.map, from: origin, to: direction, extent: .line).breakpointsPerNeuron
    }
    let mean = ratios.reduce(0, +) / 60
    let error = (ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (60 * 59)).squareRoot()
    #expect(error < 0.03 && abs(mean - 1) < 3 * error)
  }

  @Test("Proportional neurons break the line together and are counted once; dead ones never do")
  func degenerate() throws {
    let weights = Tensor([4, 2], [1.0, 2, 3, 6, 0, 0, 0.5, -1])
    let bias = Tensor([4], [-0.3, -0.9, 0, 0.25])
    let network = ReferenceNetwork(
      layers: [try .dense("fc1", weights: weights, bias: bias, isRectified: true)])
    let regions = try linearRegions(of: network.map, from: Tensor([2], [-1.0, -1]), to: Tensor([2], [1.0, 1]))
    #expect(regions.breakpoints.filter { $0.neuron < 2 }.count == 2)
    #expect(!regions.breakpoints.contains { $0.neuron == 2 })
    #expect(regions.breakpoints.count == 3 && regions.count == 3 && regions.degenerateGaps == 1)
  }

  @Test("A breakpoint at an end of the segment opens no region")
  func ends() throws {
    let network = ReferenceNetwork(
      layers: [
        try .dense("fc1", weights: Tensor([2, 1], [1.0, -1]), bias: Tensor([2], [0.0, 1]), isRectified: true)
      ])
    for (a, b) in [(0.0, 1.0), (1, 0)] {
      #expect(try linearRegions(of: network.map, from: Tensor([1], [a]), to: Tensor([1], [b])).count == 1)
    }
    #expect(try linearRegions(of: network.map, from: Tensor([1], [-1.0]), to: Tensor([1], [2.0])).count == 3)
  }

  @Test("Skip connections carried beside the rectified values are followed exactly")
  func residual() throws {
    let layers = try ReferenceNetwork([6, 6, 6], seed: 5).layers
    let operations = layers.map(\.operations)
    let network = try PiecewiseLinearMap([
      AffineStage("fc1", inputWidths: [6], [.duplicate] + operations[0], gate: .rectifier(count: 6, slope: 0)),
      AffineStage("fc2", inputWidths: [6, 6], operations[1] + [.add], gate: .rectifier(count: 6, slope: 0)),
    ])
    let a = ReferencePoints.uniform(1, 6, seed: 3).map { 4 * $0 - 2 }
    let b = ReferencePoints.uniform(1, 6, seed: 4).map { 4 * $0 - 2 }
    let regions = try linearRegions(of: network, from: a, to: b, extent: .line)
    func pattern(_ t: Double) -> [Bool] {
      let x = Self.point(a, b, t)
      let first = layers[0].apply(x, count: 1)
      let second = zip(layers[1].apply(first.map { max($0, 0) }, count: 1), x).map { $0 + $1 }
      return (first + second).map { $0 > 0 }
    }
    let knots = [-1e3] + regions.breakpoints.map(\.position) + [1e3]
    let patterns = zip(knots, knots.dropFirst()).map { pattern(($0 + $1) / 2) }
    for (one, next) in zip(patterns, patterns.dropFirst()) {
      #expect(zip(one, next).filter { $0 != $1 }.count == 1)
    }
    #expect(regions.layers[1].breakpoints > 0)
  }

  @Test("A line too long for the memory is followed piece after piece")
  func pieces() throws {
    // 3,400 breakpoints × 3,400 neurons exceed the values held at once; the second layer sees two pieces.
    var stream = RandomStream(seed: 2, name: "pieces")
    let network = try ReferenceNetwork(normal: [2, 3400, 3], stream: &stream)
    let a = Tensor([2], [0.1, 0.2]), b = Tensor([2], [0.5, -0.3])
    let regions = try linearRegions(of: network.map, from: a, to: b, extent: .line)
    #expect(regions.layers[0].breakpoints == 3400 && regions.layers[1].breakpoints > 0)
    for breakpoint in regions.breakpoints where breakpoint.layer == 1 {
      let layers = network.preactivations(Self.point(a, b, breakpoint.position))
      // Sums of 3,400 terms of the size of the position.
      #expect(abs(layers[1][breakpoint.neuron]) < 1e-10 * max(1, abs(breakpoint.position)))
    }
    // Between its own breakpoints no neuron of the second layer changes its sign.
    for neuron in 0..<3 {
      let own =
        [-50]
        + regions.breakpoints.filter { $0.layer == 1 && $0.neuron == neuron && abs($0.position) < 50 }
        .map(\.position) + [50]
      let signs = zip(own, own.dropFirst()).map {
        network.preactivations(Self.point(a, b, ($0 + $1) / 2))[1][neuron] > 0
      }
      #expect(zip(signs, signs.dropFirst()).allSatisfy { $0 != $1 })
    }
  }

  @Test("The bits are the same on one thread and on three")
  func threads() throws {
    let network = try ReferenceNetwork([2, 64, 64], seed: 11)
    let (a, b) = GoldenRegionTests.diagonal
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 1
    let one = try linearRegions(of: network.map, from: a, to: b)
    Parallel.threadCount = 3
    #expect(try linearRegions(of: network.map, from: a, to: b) == one)
  }

  @Test("An interrupt stops between layers, and progress is told")
  func interrupt() throws {
    let network = try ReferenceNetwork([2, 64, 64], seed: 11)
    let flag = InterruptFlag()
    let told = Mutex<[Int]>([])
    let checkpoint = Checkpoint(flag: flag) { progress in
      told.withLock { $0.append(progress.completed) }
      if progress.completed == 1 { flag.raise() }
    }
    let (a, b) = GoldenRegionTests.diagonal
    #expect(throws: Interrupted.self) { try linearRegions(of: network.map, from: a, to: b, checkpoint: checkpoint) }
    #expect(told.withLock { $0 } == [0, 1])
  }

  @Test("What cannot be counted is refused in words that name it")
  func refused() throws {
    let network = try ReferenceNetwork([2, 4], seed: 1)
    let wide = try ReferenceNetwork([3, 4], seed: 1)
    let (a, b) = GoldenRegionTests.diagonal
    let huge = ReferenceNetwork(
      layers: [
        try .dense(
          "fc1", weights: Tensor([1, 2], [Double.greatestFiniteMagnitude, 1e308]), bias: nil, isRectified: true)
      ])
    let cases: [(network: ReferenceNetwork, a: Tensor, b: Tensor, error: RegionError, words: String)] = [
      (network, Tensor([3], [1.0, 2, 3]), b, .pointShape([3], inputs: 2), "expected 2, found shape [3]"),
      (network, a, Tensor([], [1.0]), .pointShape([], inputs: 2), "found shape []"),
      (network, a, a, .samePoint, "same point twice"),
      (
        network, Tensor([2], [0.0, .infinity]), b, .notUsable(point: 0, coordinate: 1, value: .infinity),
        "found inf in coordinate 1 of the first point"
      ),
      (ReferenceNetwork(layers: []), a, b, .noStages, "found none"),
      (
        ReferenceNetwork(layers: network.layers + wide.layers), a, b,
        .stagesDisagree("fc1", outputs: 4, "fc1", inputs: 3), "found 4 and 3"
      ),
      (huge, a, b, .overflow(stage: "fc1"), "behind fc1"),
    ]
    for (network, a, b, error, words) in cases {
      #expect(throws: error) { try linearRegions(of: network.map, from: a, to: b) }
      #expect(error.description.contains(words))
    }
    #expect(throws: RegionError.stageShape("x", weights: [2, 2], bias: [3])) {
      try AffineStage.dense("x", weights: Tensor(zeros: [2, 2]), bias: Tensor(zeros: [3]), isRectified: true)
    }
  }
}
