public import Tensors

/// The regions along a polyline or a closed curve of chords, exactly.
/// - Parameters:
///   - map: the network.
///   - points: the vertices in order, [P, D] or one sample a row.
///   - isClosed: whether the last vertex is joined to the first.
///   - comparesSlopes: whether linear regions are told from activation regions.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `CurveError` for points of the wrong size or too few, not finite or all the same; `RegionError.overflow`;
///   `Interrupted`.
/// - Complexity: O(Σ (P + B)·n·m) over stages of n inputs and m outputs with B breakpoints so far, in blocks of 256
///   chords whose values fill at most 128 MB a stage and thread.
public func linearRegions(
  of map: PiecewiseLinearMap, along points: Tensor, isClosed: Bool = false, comparesSlopes: Bool = true,
  checkpoint: Checkpoint = .none
) throws -> CurveRegions {
  let width = map.inputCount
  let vertices = try checkedRows(points, inputs: width)
  guard vertices >= (isClosed ? 3 : 2) else {
    throw CurveError.tooFewVertices(vertices, minimum: isClosed ? 3 : 2)
  }
  var coordinates = points.doubles
  if isClosed { coordinates += coordinates[0..<width] }
  let pieces = isClosed ? vertices : vertices - 1
  let lengths = (0..<pieces).map { piece in
    (0..<width).reduce(0.0) {
      let change = coordinates[(piece + 1) * width + $1] - coordinates[piece * width + $1]
      return $0 + change * change
    }.squareRoot()
  }
  let starts = lengths.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
  guard starts[pieces] > 0 else { throw CurveError.noLength }
  let tracer = LineTracer(map, followsChanges: comparesSlopes, checkpoint: checkpoint)
  let step = LineTracer.chordsInBlock
  let findings = try tracer.trace(blocks: (pieces + step - 1) / step) { [coordinates] block in
    let chords = block * step..<min((block + 1) * step, pieces)
    var knots = LineKnots()
    knots.rows = Array(coordinates[chords.lowerBound * width..<(chords.upperBound + 1) * width])
    knots.gaps = chords.map { LineKnots.Gap(piece: Int32($0)) } + [.none]
    return knots
  }
  let tally = LineTally(
    findings, findings.events.indices, ends: isClosed ? .joined(pieces: pieces) : .fixed(pieces: pieces))
  return CurveRegions(
    breakpoints: findings.events.map {
      let piece = Int($0.piece)
      return CurveRegions.Breakpoint(
        piece: piece, position: $0.position, arclength: starts[piece] + $0.position * lengths[piece],
        layer: Int($0.layer), neuron: Int($0.unit))
    },
    layers: findings.shares(map.stages), crossings: tally.distinct,
    linearCrossings: comparesSlopes ? tally.linear ?? 0 : nil,
    slopeCombinations: tracer.slopeCombinations, degenerateGaps: tally.degenerate, isClosed: isClosed,
    pieceCount: pieces, length: starts[pieces], crossingsAtHalfTheChords: nil)
}

/// The number of rows, where all of them are inputs of the network.
func checkedRows(_ points: Tensor, inputs: Int) throws(CurveError) -> Int {
  guard points.rank >= 2, points.shape[0] > 0, points.count == points.shape[0] * inputs,
    points.shape[0] < Int(Int32.max)
  else { throw .pointsShape(points.shape, inputs: inputs) }
  if let offset = points.firstOutOfRange {
    throw .notUsable(row: offset / inputs, value: points.element(offset))
  }
  return points.shape[0]
}
