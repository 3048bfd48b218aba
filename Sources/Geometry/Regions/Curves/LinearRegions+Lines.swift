public import Tensors

/// The regions on the lines from each row of `starts` to the same row of `ends`, exactly and in one pass.
/// - Parameters:
///   - map: the network.
///   - starts: one point a line, [n, D] or one sample a row.
///   - ends: as many.
///   - extent: the segments between them or the whole lines.
///   - comparesSlopes: whether linear regions are told from activation regions.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `CurveError` for points of the wrong size, not finite or equal; `RegionError.overflow`; `Interrupted`.
/// - Complexity: as of one line, times n; blocks of up to 256 lines share one product a stage and run side by side.
public func linearRegions(
  of map: PiecewiseLinearMap, betweenPairs starts: Tensor, _ ends: Tensor, extent: LineRegions.Extent = .segment,
  comparesSlopes: Bool = true, checkpoint: Checkpoint = .none
) throws -> LineSample {
  let width = map.inputCount
  let count = try checkedRows(starts, inputs: width)
  let others = try checkedRows(ends, inputs: width)
  guard count == others else { throw CurveError.endsDisagree(count, others) }
  let (a, b) = (starts.doubles, ends.doubles)
  let lengths = (0..<count).map { line in
    (line * width..<(line + 1) * width).reduce(0.0) { $0 + (b[$1] - a[$1]) * (b[$1] - a[$1]) }.squareRoot()
  }
  if let line = lengths.firstIndex(where: { !($0 > 0) }) { throw CurveError.samePoint(line: line) }
  let tracer = LineTracer(map, followsChanges: comparesSlopes, checkpoint: checkpoint)
  let step = tracer.linesInBlock
  let findings = try tracer.trace(blocks: (count + step - 1) / step) { block in
    var knots = LineKnots()
    for line in block * step..<min((block + 1) * step, count) {
      let row = line * width..<(line + 1) * width
      knots.append(line: Int32(line), Array(a[row]), Array(b[row]), extent)
    }
    return knots
  }
  var tallies: [LineTally] = []
  var breakpoints: [Int] = []
  var first = 0
  for line in 0..<count {
    var last = first
    while last < findings.events.count, findings.events[last].piece == Int32(line) { last += 1 }
    tallies.append(
      LineTally(
        findings, first..<last, firstPiece: Int32(line), ends: extent == .segment ? .fixed(pieces: 1) : .infinite))
    breakpoints.append(last - first)
    first = last
  }
  return LineSample(
    counts: tallies.map { $0.distinct + 1 },
    linearCounts: comparesSlopes ? tallies.map { ($0.linear ?? 0) + 1 } : nil,
    slopeCombinations: tracer.slopeCombinations, breakpointCounts: breakpoints, lengths: lengths,
    layers: findings.shares(map.stages),
    degenerateGaps: tallies.reduce(0) { $0 + $1.degenerate }, extent: extent)
}

/// The regions on whole lines through one point, in directions drawn uniformly.
///
/// At initialisation the mean is one breakpoint a neuron (Hanin and Rolnick, arXiv:1901.09021).
/// - Parameters:
///   - map: the network.
///   - count: how many lines.
///   - point: the point that all pass through, such as a sample; the origin by default.
///   - seed: of the directions.
///   - comparesSlopes: whether linear regions are told from activation regions.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `CurveError` for a point of the wrong size or not finite, and for a count below 1 or whose directions
///   would need more than 512 MB; `RegionError.overflow`; `Interrupted`.
public func linearRegions(
  of map: PiecewiseLinearMap, onRandomLines count: Int, through point: Tensor? = nil, seed: Int = 0,
  comparesSlopes: Bool = true, checkpoint: Checkpoint = .none
) throws -> LineSample {
  let width = map.inputCount
  let maximum = max((1 << 26) / max(width, 1), 1)
  guard (1...maximum).contains(count) else { throw CurveError.lineCount(count, maximum: maximum) }
  var origin = [Double](repeating: 0, count: width)
  if let point {
    guard point.count == width else { throw CurveError.pointsShape(point.shape, inputs: width) }
    if let offset = point.firstOutOfRange { throw CurveError.notUsable(row: 0, value: point.element(offset)) }
    origin = point.doubles
  }
  var starts: [Double] = [], ends: [Double] = []
  for line in 0..<count {
    var stream = RandomStream(seed: seed, name: "lines", index: line)
    let direction = (0..<width).map { _ in stream.nextNormal() }
    let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    starts += origin
    for (start, change) in zip(origin, direction) { ends.append(start + change / length) }
  }
  return try linearRegions(
    of: map, betweenPairs: Tensor([count, width], starts), Tensor([count, width], ends), extent: .line,
    comparesSlopes: comparesSlopes, checkpoint: checkpoint)
}
