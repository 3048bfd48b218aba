import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Lines pass every gate exactly")
struct LineGateTests {
  static func point(_ seed: Int, _ count: Int, _ scale: Double) -> Tensor {
    var stream = RandomStream(seed: seed, name: "end")
    return Tensor([count], (0..<count).map { _ in scale * stream.nextNormal() })
  }

  /// Breakpoints that lie together, and the open intervals between.
  static func groups(_ regions: LineRegions) -> [[LineRegions.Breakpoint]] {
    regions.breakpoints.reduce(into: []) { groups, breakpoint in
      if let last = groups.last?.first, breakpoint.position - last.position < 1e-12 {
        groups[groups.count - 1].append(breakpoint)
      } else {
        groups.append([breakpoint])
      }
    }
  }

  @Test(
    "Inside a region no unit changes, and at each breakpoint exactly the listed ones do", arguments: 0..<60,
    LineRegions.Extent.allCases)
  func property(seed: Int, extent: LineRegions.Extent) throws {
    let map = try LineNetwork.mixed(seed: seed)
    let a = Self.point(2 * seed, 3, 3), b = Self.point(2 * seed + 1, 3, 3)
    let regions = try linearRegions(of: map, from: a, to: b, extent: extent)
    #expect(!regions.breakpoints.isEmpty)
    let groups = Self.groups(regions)
    #expect(regions.count == groups.count + 1 && regions.degenerateGaps == 0)
    let places = groups.map { $0[0].position }
    let ends = extent == .segment ? (0.0, 1.0) : ((places.first ?? 0) - 1, (places.last ?? 0) + 1)
    let knots = [ends.0] + places + [ends.1]
    var before: [[Int]]?
    for (index, (low, high)) in zip(knots, knots.dropFirst()).enumerated() {
      let states = [0.05, 0.3, 0.5, 0.7, 0.95].map {
        LineNetwork.evaluate(map, LineRegionTests.point(a, b, low + (high - low) * $0)).states
      }
      // Closer than this a sample's rounding may fall beyond the breakpoint.
      let isWide = high - low > 1e-9 * max(1, abs(low))
      if isWide { #expect(Set(states).count == 1) }
      if let before, isWide {
        var changed: Set<[Int]> = []
        for (layer, (one, next)) in zip(before, states[2]).enumerated() {
          for unit in one.indices where one[unit] != next[unit] { changed.insert([layer, unit]) }
        }
        // A pooling whose winner changes twice at one place is listed twice.
        #expect(changed == Set(groups[index - 1].map { [$0.layer, $0.neuron] }))
      }
      before = isWide ? states[2] : nil
    }
  }

  @Test("Linear regions are those between which the slope of the output differs", arguments: 0..<40)
  func slopes(seed: Int) throws {
    // Narrow layers, so that many changes die behind them.
    var stream = RandomStream(seed: seed, name: "narrow")
    let widths = [2, 12, 2, 8]
    var stages = try zip(widths, widths.dropFirst()).map { inputs, outputs in
      try AffineStage(
        "fc", inputWidths: [inputs], [.apply(LineNetwork.dense(inputs, outputs, bias: 1, &stream))],
        gate: .rectifier(count: outputs, slope: 0))
    }
    let output = try LineNetwork.dense(8, seed % 2 == 0 ? 3 : 40, &stream)
    stages.append(try AffineStage("out", inputWidths: [8], [.apply(output)], gate: .open))
    let map = try PiecewiseLinearMap(stages)
    let a = Self.point(2 * seed, 2, 4), b = Self.point(2 * seed + 1, 2, 4)
    let regions = try linearRegions(of: map, from: a, to: b)
    let knots = [0] + Self.groups(regions).map { $0[0].position } + [1]
    var slopes: [[Double]] = []
    for (low, high) in zip(knots, knots.dropFirst()) {
      let near = LineNetwork.evaluate(map, LineRegionTests.point(a, b, low + 0.25 * (high - low))).output
      let far = LineNetwork.evaluate(map, LineRegionTests.point(a, b, low + 0.75 * (high - low))).output
      slopes.append(zip(near, far).map { ($1 - $0) / (0.5 * (high - low)) })
    }
    let size = slopes.joined().map(abs).max() ?? 0
    let narrowest = zip(knots, knots.dropFirst()).map { $1 - $0 }.min() ?? 1
    // Differences of values that round at 2⁻⁵³ of their size, over the narrowest gap.
    let rounding = max(1e-12 / narrowest, 1e-9)
    let changes = zip(slopes, slopes.dropFirst()).map { zip($0, $1).map { abs($1 - $0) }.max() ?? 0 }
    let expected = changes.filter { $0 > rounding * max(size, 1) }.count + 1
    #expect(regions.linearCount == expected && expected <= regions.count)
  }

  @Test("A dead unit and two that cancel open activation regions but no linear ones")
  func cancelled() throws {
    func count(_ output: [Double], slope: Double = 0) throws -> LineRegions {
      // Units x, -x and x - 0.5.
      let hidden = try DenseStep(
        "fc1", weights: Tensor([3, 1], [1.0, -1, 1]), bias: Tensor([3], [0.0, 0, -0.5]))
      let out = try DenseStep("fc2", weights: Tensor([1, 3], output), bias: nil)
      let map = try PiecewiseLinearMap([
        AffineStage("fc1", inputWidths: [1], [.apply(hidden)], gate: .rectifier(count: 3, slope: slope)),
        AffineStage("fc2", inputWidths: [3], [.apply(out)], gate: .open),
      ])
      return try linearRegions(of: map, from: Tensor([1], [-1.0]), to: Tensor([1], [1.0]))
    }
    let dead = try count([1, 0, 0])
    #expect(dead.count == 3 && dead.linearCount == 2 && dead.breakpoints.count == 3)
    // max(x, 0) - max(-x, 0) = x, and max(x, 0) + max(-x, 0) = |x|.
    #expect(try count([1, -1, 1]).linearCount == 2)
    #expect(try count([1, 1, 0]).linearCount == 2)
    #expect(try count([1, 1, 1]).linearCount == 3)
    #expect(try count([1, 0, 1], slope: 0.3).linearCount == 3)
    let blind = try linearRegions(
      of: ReferenceNetwork([2, 16], seed: 7).map, from: GoldenRegionTests.diagonal.from,
      to: GoldenRegionTests.diagonal.to, comparesSlopes: false)
    #expect(blind.linearCount == nil && blind.count == 13)
  }

  @Test("A pooling window breaks the line where the upper envelope of its members does", arguments: 0..<20)
  func envelope(seed: Int) throws {
    var stream = RandomStream(seed: seed, name: "envelope")
    let map = try PiecewiseLinearMap([
      AffineStage(
        "pool", inputWidths: [2], [.apply(LineNetwork.dense(2, 30, bias: 1, &stream))],
        gate: LineNetwork.windows(30, size: 30, stride: 30))
    ])
    let a = Self.point(seed, 2, 1), b = Self.point(seed + 100, 2, 1)
    let regions = try linearRegions(of: map, from: a, to: b, extent: .line)
    let start = map.stages[0].apply(a.doubles, count: 1), end = map.stages[0].apply(b.doubles, count: 1)
    // Where two members meet above all others, by all pairs.
    var expected: [Double] = []
    for i in 0..<30 {
      for j in 0..<i {
        let slopes = (end[i] - start[i], end[j] - start[j])
        let t = (start[i] - start[j]) / (slopes.1 - slopes.0)
        let height = start[i] + t * slopes.0
        if (0..<30).allSatisfy({ start[$0] + t * (end[$0] - start[$0]) <= height + 1e-9 }) { expected.append(t) }
      }
    }
    expected.sort()
    #expect(regions.breakpoints.count == expected.count && regions.layers[0].kind == "max-pool")
    for (breakpoint, t) in zip(regions.breakpoints, expected) {
      // Two divisions of values of a few units by differences of slopes.
      #expect(abs(breakpoint.position - t) < 1e-9 * max(1, abs(t)))
    }
    let inside = try linearRegions(of: map, from: a, to: b)
    #expect(inside.count == expected.filter { (0...1).contains($0) }.count + 1 && inside.count == inside.linearCount)
  }

  @Test("Many changes in one gap are carried on without adding up rounding")
  func runs() throws {
    // 1,500 changes of the first layer in one gap; the second layer's zeros are those of its own evaluation.
    var stream = RandomStream(seed: 3, name: "runs")
    let network = try ReferenceNetwork(normal: [4, 1500, 20], stream: &stream)
    let a = Self.point(1, 4, 20), b = Self.point(2, 4, 20)
    let regions = try linearRegions(of: network.map, from: a, to: b)
    #expect(regions.layers[0].breakpoints > 500 && regions.layers[1].breakpoints > 5)
    for breakpoint in regions.breakpoints where breakpoint.layer == 1 {
      let values = network.preactivations(LineRegionTests.point(a, b, breakpoint.position))[1]
      // Sums of 1,500 terms up to the size of the ends, about 50.
      #expect(abs(values[breakpoint.neuron]) < 1e-11 * 50)
    }
  }
}
