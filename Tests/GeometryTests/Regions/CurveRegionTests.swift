import Glibc
import Geometry
import Synchronization
import Tensors
import TestSupport
import Testing

@Suite("Regions along curves and on many lines")
struct CurveRegionTests {
  @Test("The golden circle has 114 crossings at 256 and at 4,096 chords")
  func circle() throws {
    let map = try ReferenceNetwork([2, 32, 32, 32], seed: 7).map
    for chords in [256, 4096] {
      let regions = try linearRegions(of: map, along: .circle(radius: 0.8), chords: chords)
      #expect(regions.crossings == 114 && regions.count == 114 && regions.isClosed)
      #expect(regions.pieceCount == chords && regions.degenerateGaps == 0)
      #expect(regions.density == 114 / regions.length)
      // Chords are short by (π/n)²/6.
      #expect(abs(regions.length - 1.6 * .pi) < 1.6 * .pi * 2 / Double(chords * chords))
    }
    let found = try linearRegions(of: map, along: .circle(radius: 0.8))
    #expect(found.crossings == 114 && found.crossingsAtHalfTheChords == 114)
    #expect(found.convention.contains("half the chords find as many"))
  }

  @Test("A vertex on the way changes nothing, in one block of chords or several", arguments: [3, 50, 700])
  func subdivided(pieces: Int) throws {
    let map = try LineNetwork.mixed(seed: 4)
    let a = LineGateTests.point(1, 3, 3).doubles, b = LineGateTests.point(2, 3, 3).doubles
    let line = try linearRegions(of: map, from: Tensor([3], a), to: Tensor([3], b))
    // Steps that grow, so that no vertex lies on a breakpoint.
    let places = (0...pieces).map { Double($0 * ($0 + 1)) / Double(pieces * (pieces + 1)) }
    let vertices = Tensor([pieces + 1, 3], places.flatMap { t in zip(a, b).map { $0 + t * ($1 - $0) } })
    let curve = try linearRegions(of: map, along: vertices)
    #expect(curve.count == line.count && curve.linearCount == line.linearCount && curve.layers == line.layers)
    #expect(curve.breakpointsPerNeuron == line.breakpointsPerNeuron && !curve.isClosed)
    for (one, other) in zip(curve.breakpoints, line.breakpoints) {
      #expect(abs(one.arclength - other.position * line.length) < 1e-10 * line.length)
      #expect(one.layer == other.layer && one.neuron == other.neuron)
      #expect((0...1).contains(one.position) && (0..<pieces).contains(one.piece))
    }
  }

  @Test("A curve that is closed has the breakpoints of the chord that closes it too")
  func closed() throws {
    let map = try ReferenceNetwork([2, 16, 16], seed: 7).map
    let corners: [[Double]] = [[-0.9, -0.8], [0.9, -0.7], [0.1, 0.95]]
    let curve = try linearRegions(of: map, along: Tensor([3, 2], corners.flatMap(\.self)), isClosed: true)
    var sum = 0
    for (from, to) in zip(corners, corners.dropFirst() + [corners[0]]) {
      sum += try linearRegions(of: map, from: Tensor([2], from), to: Tensor([2], to)).count - 1
    }
    #expect(curve.crossings == sum && curve.count == sum && curve.pieceCount == 3)
    // Round no boundary at all it is one region.
    let tiny = Tensor([3, 2], [0.1, 0.2, 0.1001, 0.2, 0.1, 0.2001])
    #expect(try linearRegions(of: map, along: tiny, isClosed: true).count == 1)
  }

  @Test("Many lines in one pass are those lines", arguments: LineRegions.Extent.allCases)
  func pairs(extent: LineRegions.Extent) throws {
    let map = try LineNetwork.mixed(seed: 9)
    let a = ReferencePoints.uniform(300, 3, seed: 3).map { 8 * $0 - 4 }
    let b = ReferencePoints.uniform(300, 3, seed: 4).map { 8 * $0 - 4 }
    let sample = try linearRegions(of: map, betweenPairs: a, b, extent: extent)
    let singles = try (0..<300).map { line in
      let row = line * 3..<line * 3 + 3
      return try linearRegions(
        of: map, from: Tensor([3], Array(a.doubles[row])), to: Tensor([3], Array(b.doubles[row])), extent: extent)
    }
    #expect(sample.counts == singles.map(\.count) && sample.linearCounts == singles.compactMap(\.linearCount))
    #expect(sample.breakpointCounts == singles.map(\.breakpoints.count) && sample.lengths == singles.map(\.length))
    for layer in sample.layers.indices {
      #expect(sample.layers[layer].breakpoints == singles.reduce(0) { $0 + $1.layers[layer].breakpoints })
    }
    let mean = singles.reduce(0.0) { $0 + Double($1.count) } / 300
    // Sums of 300 integers, in another order.
    #expect(abs(sample.mean.value - mean) < 1e-12 * mean && (sample.mean.standardError ?? 0) > 0)
    #expect((sample.density == nil) == (extent == .line))
  }

  @Test("At initialisation random lines through the origin have one breakpoint a neuron", arguments: [2, 16])
  func randomLines(inputs: Int) throws {
    // Lines through one network are not independent: one line for each of 100 networks.
    var stream = RandomStream(seed: 5, name: "networks")
    let ratios = try (0..<100).map { index in
      let map = try ReferenceNetwork(normal: [inputs, 32, 32, 32], stream: &stream).map
      return try linearRegions(of: map, onRandomLines: 1, seed: index, comparesSlopes: false).breakpointsPerNeuron.value
    }
    let (mean, error) = Self.mean(ratios)
    #expect(error < 0.03 && abs(mean - 1) < 3 * error)
  }

  static func mean(_ values: [Double]) -> (value: Double, error: Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    return (mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count * (count - 1))).squareRoot())
  }

  struct Expected: Sendable {
    let curve: DataCurve
    let inputs: Int
    /// The deviation of the biases of He-normal layers; nil for uniform ones.
    var bias: Double?
    let count: Double
  }

  @Test(
    "At initialisation the counts of 26 neurons on the circle and the tractrix are those of an independent code",
    arguments: [
      Expected(curve: .circle(), inputs: 2, count: 25.7), Expected(curve: .tractrix(), inputs: 2, count: 16.9),
      Expected(curve: .circle(), inputs: 5, count: 21.3), Expected(curve: .circle(), inputs: 10, count: 18.9),
      Expected(curve: .circle(), inputs: 20, count: 16.1), Expected(curve: .circle(), inputs: 30, count: 15.8),
      Expected(curve: .circle(), inputs: 2, bias: 0.1, count: 51.8),
      Expected(curve: .tractrix(), inputs: 2, bias: 0.1, count: 26.1),
      Expected(curve: .circle(), inputs: 2, bias: 1, count: 29.2),
      Expected(curve: .tractrix(), inputs: 2, bias: 1, count: 18.5),
    ])
  func initialisation(expected: Expected) throws {
    var stream = RandomStream(seed: 1, name: "initialisation", index: expected.inputs)
    let counts = try (0..<150).map { index in
      let widths = [expected.inputs, 8, 10, 8]
      let map: PiecewiseLinearMap
      if let bias = expected.bias {
        map = try PiecewiseLinearMap(
          zip(widths, widths.dropFirst()).map { inputs, outputs in
            try AffineStage(
              "fc", inputWidths: [inputs], [.apply(LineNetwork.dense(inputs, outputs, bias: bias, &stream))],
              gate: .rectifier(count: outputs, slope: 0))
          })
      } else {
        map = try LineNetwork.uniform(widths, &stream)
      }
      let regions = try linearRegions(of: map, along: expected.curve, chords: 512, seed: index, comparesSlopes: false)
      // The independent code counts the circle as an open curve, and so breakpoints + 1.
      return Double(regions.crossings + 1)
    }
    let (mean, error) = Self.mean(counts)
    // Three standard errors of the difference of two means over 150 networks each.
    #expect(abs(mean - expected.count) < 3 * 2.0.squareRoot() * error)
  }

  @Test("Without biases each of 26 neurons meets the circle twice")
  func hyperplanes() throws {
    var stream = RandomStream(seed: 2, name: "planes")
    let weights = Tensor([26, 2], (0..<52).map { _ in stream.nextNormal() })
    let bias = Tensor([26], (0..<26).map { _ in 1e-4 * stream.nextNormal() })
    let map = try PiecewiseLinearMap([.dense("fc", weights: weights, bias: bias)])
    let regions = try linearRegions(of: map, along: .circle())
    #expect(regions.crossings == 52 && regions.breakpointsPerNeuron == 2)
  }

  @Test("Curves have their lengths, in any space around them")
  func lengths() throws {
    // The arc of an Archimedean spiral: (t√(1 + t²) + asinh t)/2.
    func spiral(_ t: Double) -> Double { (t * (1 + t * t).squareRoot() + asinh(t)) / 2 }
    let cases: [(curve: DataCurve, length: Double)] = [
      (.circle(radius: 2), 4 * .pi), (.greatCircle(radius: 0.5), .pi), (.tractrix(), 2 * log(cosh(3.0))),
      (.swissRoll(height: 5), spiral(4.5 * .pi) - spiral(1.5 * .pi)),
    ]
    for (curve, length) in cases {
      for ambient in [curve.dimension, 12] {
        let vertices = try curve.vertices(chords: 2048, ambient: ambient, seed: 3)
        #expect(vertices.shape == [curve.isClosed ? 2048 : 2049, ambient])
        var stream = RandomStream(seed: 1, name: "any")
        let map = try LineNetwork.uniform([ambient, 4], &stream)
        let found = try linearRegions(of: map, along: vertices, isClosed: curve.isClosed).length
        // Chords are short by (Δθ)²/24, Δθ at most 3π/2048 here.
        #expect(found < length * (1 + 1e-12) && found > length * (1 - 2e-6))
      }
    }
    let one = try DataCurve.greatCircle().vertices(chords: 64, ambient: 3, seed: 1)
    #expect(try DataCurve.greatCircle().vertices(chords: 64, ambient: 3, seed: 1) == one)
    #expect(try DataCurve.greatCircle().vertices(chords: 64, ambient: 3, seed: 2) != one)
    for point in 0..<64 {
      let norm = one.doubles[3 * point..<3 * point + 3].reduce(0) { $0 + $1 * $1 }
      #expect(abs(norm - 1) < 1e-14)
    }
  }

  @Test("The bits are the same on one thread and on two")
  func threads() throws {
    let map = try LineNetwork.mixed(seed: 2)
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    func results() throws -> (CurveRegions, LineSample) {
      (
        try linearRegions(of: map, along: .swissRoll(), chords: 2048),
        try linearRegions(of: map, onRandomLines: 700)
      )
    }
    Parallel.threadCount = 1
    let one = try results()
    Parallel.threadCount = 2
    let two = try results()
    #expect(one.0 == two.0 && one.1 == two.1)
  }

  @Test("An interrupt stops between blocks, and progress is told")
  func interrupt() throws {
    let map = try LineNetwork.mixed(seed: 2)
    let flag = InterruptFlag()
    let told = Mutex<[Progress]>([])
    let checkpoint = Checkpoint(flag: flag) { progress in
      told.withLock { $0.append(progress) }
      if progress.completed == 1 { flag.raise() }
    }
    #expect(throws: Interrupted.self) {
      try linearRegions(of: map, along: .swissRoll(), chords: 65_536, checkpoint: checkpoint)
    }
    let progress = told.withLock { $0 }
    #expect(progress.first?.completed == 0 && progress.first?.total == 256 && progress.count < 10)
  }

  @Test("What cannot be counted is refused in words that name it")
  func refused() throws {
    let map = try ReferenceNetwork([2, 4], seed: 1).map
    let narrow = try ReferenceNetwork([1, 4], seed: 1).map
    func polyline(_ shape: Shape, _ values: [Double], isClosed: Bool = false) -> () throws -> Void {
      { _ = try linearRegions(of: map, along: Tensor(shape, values), isClosed: isClosed) }
    }
    func lines(_ a: Tensor, _ b: Tensor) -> () throws -> Void {
      { _ = try linearRegions(of: map, betweenPairs: a, b) }
    }
    func curve(_ curve: DataCurve, _ chords: Int?, _ map: PiecewiseLinearMap) -> () throws -> Void {
      { _ = try linearRegions(of: map, along: curve, chords: chords) }
    }
    func random(_ count: Int, _ point: Tensor? = nil) -> () throws -> Void {
      { _ = try linearRegions(of: map, onRandomLines: count, through: point) }
    }
    let pair = Tensor([2, 2], [0.0, 0, 1, 1])
    let cases: [(call: () throws -> Void, error: CurveError, words: String)] = [
      (polyline([2, 3], [1, 2, 3, 4, 5, 6]), .pointsShape([2, 3], inputs: 2), "found shape [2, 3]"),
      (polyline([4], [1, 2, 3, 4]), .pointsShape([4], inputs: 2), "reshape"),
      (polyline([1, 2], [1, 2]), .tooFewVertices(1, minimum: 2), "a polyline needs at least 2"),
      (polyline([2, 2], [1, 2, 3, 4], isClosed: true), .tooFewVertices(2, minimum: 3), "a closed curve"),
      (polyline([2, 2], [1, 2, .infinity, 4]), .notUsable(row: 1, value: .infinity), "inf in row 1"),
      (polyline([3, 2], [1, 2, 1, 2, 1, 2]), .noLength, "same point"),
      (lines(pair, Tensor([1, 2], [3.0, 4])), .endsDisagree(2, 1), "2 first and 1 second"),
      (lines(pair, Tensor([2, 2], [3.0, 4, 1, 1])), .samePoint(line: 1), "row 1"),
      (curve(.circle(), 3, map), .chordCount(3, maximum: 1 << 20), "found 3"),
      (curve(.circle(), .max, map), .chordCount(.max, maximum: 1 << 20), "between 4 and"),
      (curve(.circle(), nil, narrow), .ambient(inputs: 1, needed: 2), "1 inputs"),
      (curve(.greatCircle(), nil, map), .ambient(inputs: 2, needed: 3), "3 dimensions"),
      (curve(.circle(radius: 0), nil, map), .parameter("radius", 0), "positive"),
      (random(0), .lineCount(0, maximum: 1 << 25), "found 0"),
      (random(.max), .lineCount(.max, maximum: 1 << 25), "between 1 and"),
      (random(1, Tensor([3], [1.0, 2, 3])), .pointsShape([3], inputs: 2), "found shape [3]"),
    ]
    for (call, error, words) in cases {
      #expect(throws: error) { try call() }
      #expect(error.description.contains(words))
    }
    #expect(throws: CurveError.parameter("radius", .infinity)) {
      try DataCurve.circle(radius: .infinity).vertices(chords: 8, ambient: 2)
    }
    #expect(throws: CurveError.self) { try DataCurve.tractrix(extent: .nan).vertices(chords: 8, ambient: 2) }
    #expect(throws: CurveError.self) { try DataCurve.swissRoll(height: .nan).vertices(chords: 8, ambient: 3) }
  }
}
