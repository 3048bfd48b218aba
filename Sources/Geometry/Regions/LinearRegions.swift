public import Tensors

/// The regions on the line through two inputs, exactly: no grid, no sampling.
///
/// Between two breakpoints found so far everything is linear, so a unit of the next stage changes its state where
/// linear interpolation says. A dense stage is applied to the breakpoints that its predecessor was given; the values
/// at the new ones follow from theirs.
/// - Parameters:
///   - map: the network.
///   - start: a, at t = 0; as many coordinates as the network has inputs.
///   - end: b, at t = 1.
///   - extent: the segment between them or the whole line.
///   - comparesSlopes: whether linear regions are told from activation regions.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `RegionError` for points of the wrong size, not finite, too large or equal, and networks whose
///   stages overflow; `Interrupted`.
/// - Complexity: O(Σ B·n·m) over stages of n inputs and m outputs with B breakpoints so far, about one a neuron at
///   initialisation (Hanin and Rolnick, arXiv:1901.09021). Memory: at most 128 MB a stage.
public func linearRegions(
  of map: PiecewiseLinearMap, from start: Tensor, to end: Tensor, extent: LineRegions.Extent = .segment,
  comparesSlopes: Bool = true, checkpoint: Checkpoint = .none
) throws -> LineRegions {
  let a = try checkedPoint(start, 0, inputs: map.inputCount)
  let b = try checkedPoint(end, 1, inputs: map.inputCount)
  let direction = zip(a, b).map { $1 - $0 }
  let length = direction.reduce(0.0) { $0 + $1 * $1 }.squareRoot()
  guard length > 0 else { throw RegionError.samePoint }
  let tracer = LineTracer(map, followsChanges: comparesSlopes, checkpoint: checkpoint)
  var knots = LineKnots()
  knots.append(line: 0, a, b, extent)
  let findings = try tracer.trace(knots, reportsStages: true).sorted()
  let tally = LineTally(
    findings, findings.events.indices, ends: extent == .segment ? .fixed(pieces: 1) : .infinite)
  return LineRegions(
    breakpoints: findings.events.map {
      LineRegions.Breakpoint(position: $0.position, layer: Int($0.layer), neuron: Int($0.unit))
    },
    layers: findings.shares(map.stages), count: tally.distinct + 1,
    linearCount: comparesSlopes ? (tally.linear ?? 0) + 1 : nil, slopeCombinations: tracer.slopeCombinations,
    degenerateGaps: tally.degenerate, extent: extent, length: length)
}

extension LineKnots {
  /// Puts the line through a and b behind those already there.
  mutating func append(line: Int32, _ a: [Double], _ b: [Double], _ extent: LineRegions.Extent) {
    switch extent {
    case .segment:
      rows += a
      rows += b
      gaps.append(Gap(piece: line))
      gaps.append(.none)
    case .line:
      rows += a
      rays.append(Ray(knot: count, piece: line, start: 0, sign: -1))
      rays.append(Ray(knot: count, piece: line, start: 0, sign: 1))
      gaps.append(.none)
      for (from, to) in zip(a, b) { slopes.append(from - to) }
      for (from, to) in zip(a, b) { slopes.append(to - from) }
    }
  }
}

private func checkedPoint(_ point: Tensor, _ number: Int, inputs: Int) throws(RegionError) -> [Double] {
  guard point.count == inputs else { throw .pointShape(point.shape, inputs: inputs) }
  if let offset = point.firstOutOfRange {
    throw .notUsable(point: number, coordinate: offset, value: point.element(offset))
  }
  return point.doubles
}
