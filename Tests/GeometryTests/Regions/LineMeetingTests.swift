import Geometry
import Tensors
import Testing

/// The zeros of proportional units are one place, but round to rows of their own, between which later units change.
@Suite("Lines tell the change of slope where units change together")
struct LineMeetingTests {
  private static let inputs = 3

  /// Rectified multiples s·(w·x + b) for three s in any order, the largest of them once more, and an independent unit.
  private static func rectified(_ stream: inout RandomStream) throws -> AffineStage {
    let weights = (0..<inputs).map { _ in stream.nextNormal() }, bias = 0.3 * stream.nextNormal()
    // Apart by a tenth at least, so that rounding moves where one overtakes another by little more than their zeros.
    let turn = stream.nextInt(below: 3)
    let scales = (0..<3).map { 0.2 + 0.3 * Double(($0 + turn) % 3) + 0.2 * stream.nextDouble() }
    let rows = (scales + [scales.max() ?? 0]).map { scale in (weights + [bias]).map { scale * $0 } }
    let all = rows + [(0...inputs).map { _ in stream.nextNormal() }]
    let step = try DenseStep(
      "fc", weights: Tensor([5, inputs], all.flatMap { $0[..<inputs] }), bias: Tensor([5], all.map { $0[inputs] }))
    return try AffineStage("fc", inputWidths: [inputs], [.apply(step)], gate: .rectifier(count: 5, slope: 0))
  }

  private static func line(_ stream: inout RandomStream) -> (from: Tensor, to: Tensor) {
    let ends = (0..<2).map { _ in Tensor([inputs], (0..<inputs).map { _ in stream.nextNormal() }) }
    return (ends[0], ends[1])
  }

  private static func windows(_ inputs: Int, _ members: [Int32]) -> Gate {
    .largest(Gate.Windows(inputCount: inputs, size: 3, members: members))
  }

  @Test("A window of proportional units bends with them", arguments: LineRegions.Extent.allCases)
  func bend(extent: LineRegions.Extent) throws {
    var bends = 0, wrong = 0
    for number in 0..<400 {
      var stream = RandomStream(seed: 1, name: "proportional", index: number)
      let stage = try Self.rectified(&stream)
      // The independent unit and the copy reach no window: their changes are none of the output.
      let pool = try AffineStage("pool", inputWidths: [5], [], gate: Self.windows(5, [0, 1, 2]))
      let map = try PiecewiseLinearMap([stage, pool])
      let (a, b) = Self.line(&stream)
      let line = try linearRegions(of: map, from: a, to: b, extent: extent)
      let zero = line.breakpoints.first { $0.layer == 0 && $0.neuron < 3 }
      // Far out the zeros, which round at some parts in 2⁻⁵², are told apart.
      if let zero, abs(zero.position) > 10 { continue }
      let isBent = zero != nil
      bends += isBent ? 1 : 0
      wrong += line.linearCount == (isBent ? 2 : 1) ? 0 : 1
    }
    // About half of the segments cross a plane, and nearly all whole lines do within this reach.
    #expect(wrong == 0 && bends > (extent == .line ? 300 : 100))
  }

  @Test("A window that is subtracted from its equal adds no region", arguments: [1, 20])
  func cancelled(outputs: Int) throws {
    var bends = 0, wrong = 0
    for number in 0..<200 {
      var stream = RandomStream(seed: 2, name: "proportional", index: number)
      let stage = try Self.rectified(&stream)
      let pool = try AffineStage(
        "pool", inputWidths: [5], [], gate: Self.windows(5, [0, 1, 2, 3, 3, 3, 4, 4, 4]))
      // More than 16 outputs are compared by combinations.
      let rows = (0..<outputs).map { [1, -1, Double($0 + 1)] }
      let output = try DenseStep("out", weights: Tensor([outputs, 3], rows.flatMap(\.self)), bias: nil)
      let map = try PiecewiseLinearMap([
        stage, pool, AffineStage("out", inputWidths: [3], [.apply(output)], gate: .open),
      ])
      let (a, b) = Self.line(&stream)
      let line = try linearRegions(of: map, from: a, to: b, extent: .line)
      if line.breakpoints.contains(where: { abs($0.position) > 10 }) { continue }
      bends += line.breakpoints.contains { $0.layer == 1 } ? 1 : 0
      wrong += line.linearCount == 2 ? 0 : 1
    }
    #expect(wrong == 0 && bends > 20)
  }

  @Test("Stacked lines and chords count as each line alone does")
  func stacked() throws {
    var stream = RandomStream(seed: 3, name: "proportional")
    let stage = try Self.rectified(&stream)
    let pool = try AffineStage("pool", inputWidths: [5], [], gate: Self.windows(5, [0, 1, 2]))
    let map = try PiecewiseLinearMap([stage, pool])
    let lines = (0..<300).map { _ in Self.line(&stream) }
    let starts = Tensor([300, Self.inputs], lines.flatMap { $0.from.doubles })
    let ends = Tensor([300, Self.inputs], lines.flatMap { $0.to.doubles })
    let alone = try lines.map { try linearRegions(of: map, from: $0.from, to: $0.to).linearCount ?? 0 }
    #expect(try linearRegions(of: map, betweenPairs: starts, ends).linearCounts == alone)
    #expect(alone.contains(1) && alone.contains(2) && !alone.contains(3))
    // Each chord crosses the plane of the units at most once, and nothing else reaches the window.
    let crossings = try alone.indices.dropLast().reduce(0) { sum, index in
      sum + (try linearRegions(of: map, from: lines[index].from, to: lines[index + 1].from).linearCount ?? 0) - 1
    }
    #expect(try linearRegions(of: map, along: starts).linearCrossings == crossings)
  }
}
