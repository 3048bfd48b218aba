import Tensors

/// Follows a line through the stages of a network, keeping the values at the breakpoints found so far.
struct LineTracer {
  /// Points of the line between which everything so far is linear, with the values there behind the last rectifier.
  struct Knots {
    var positions: [Double]
    /// One row of values a knot.
    var rows: [Double]
    /// The change of the row a unit of t outwards beyond the first knot, where the line goes on there.
    var before: [Double]?
    /// The same beyond the last knot.
    var after: [Double]?

    var count: Int { positions.count }
  }

  /// A knot of the next stage: a knot of this one, or a neuron's change of state.
  private struct Cut {
    let place: Place
    let position: Double
    let neuron: Int?
  }

  private enum Place {
    case knot(Int)
    /// A fraction of the way from a knot to the next.
    case between(Int, Double)
    /// A distance in t outwards beyond the first knot, and beyond the last.
    case before(Double)
    case after(Double)
  }

  let stages: [AffineStage]
  let checkpoint: Checkpoint
  private var found: [LineRegions.Breakpoint] = []

  /// Values held at once for a stage: 64 MB in front of its rectifier and as much behind.
  private static let capacity = 1 << 23
  /// Distances in t that are not told apart.
  private static let resolution = 1e-12

  init(stages: [AffineStage], checkpoint: Checkpoint) {
    // Nothing changes state behind the last rectifier.
    let last = stages.lastIndex { !$0.rectified.isEmpty }
    self.stages = stages
    end = last.map { $0 + 1 } ?? 0
    self.checkpoint = checkpoint
  }

  private let end: Int

  /// Follows the stages from `index` on, piece after piece where the values of all knots would not fit.
  /// - Throws: `RegionError.overflow`, `Interrupted`.
  mutating func trace(_ knots: Knots, from index: Int = 0) throws {
    if index >= end { return }
    checkpoint.report(Progress("regions", index, of: end, unit: "layer"))
    let stage = stages[index]
    let width = stage.outputCount
    let values = try apply(stage, to: knots.rows, count: knots.count)
    let before = slope(stage, knots.before), after = slope(stage, knots.after)
    let ahead = Knots(positions: knots.positions, rows: values, before: before, after: after)
    let cuts = self.cuts(ahead, stage)
    for cut in cuts {
      if let neuron = cut.neuron {
        found.append(LineRegions.Breakpoint(position: cut.position, layer: index, neuron: neuron))
      }
    }
    if index + 1 == end { return }
    let step = max(LineTracer.capacity / max(width, stages[index + 1].outputCount), 2) - 1
    // A lone knot of a whole line is a piece too.
    for first in stride(from: 0, to: max(cuts.count - 1, 1), by: step) {
      let last = min(first + step, cuts.count - 1)
      var piece = Knots(positions: [], rows: [])
      piece.rows.reserveCapacity((last - first + 1) * width)
      for cut in cuts[first...last] {
        piece.positions.append(cut.position)
        append(cut, ahead, stage, to: &piece.rows)
      }
      if first == 0 { piece.before = before.map { rectifiedSlope($0, stage) } }
      if last == cuts.count - 1 { piece.after = after.map { rectifiedSlope($0, stage) } }
      try trace(piece, from: index + 1)
    }
  }

  /// What was found, by position.
  func regions(extent: LineRegions.Extent, length: Double) -> LineRegions {
    let sorted = found.sorted { ($0.position, $0.layer, $0.neuron) < ($1.position, $1.layer, $1.neuron) }
    var distinct = 0, degenerate = 0
    var last = extent == .segment ? 0 : -Double.infinity
    for breakpoint in sorted {
      let isApart = breakpoint.position - last >= LineTracer.resolution
      let isInside = extent == .line || 1 - breakpoint.position >= LineTracer.resolution
      if isApart && isInside { distinct += 1 } else { degenerate += 1 }
      if isApart { last = breakpoint.position }
    }
    let layers = stages.enumerated().map { index, stage in
      LineRegions.Layer(
        name: stage.name, neurons: stage.rectified.count,
        breakpoints: sorted.reduce(0) { $0 + ($1.layer == index ? 1 : 0) })
    }
    return LineRegions(
      breakpoints: sorted, layers: layers, count: distinct + 1, degenerateGaps: degenerate, extent: extent,
      length: length)
  }

  /// The stage applied in panels of rows that an interrupt can wait for.
  private func apply(_ stage: AffineStage, to rows: [Double], count: Int) throws -> [Double] {
    let width = stage.inputCount
    let panel = max(50_000_000 / max(width * stage.outputCount, 1), 1)
    let parts = try Parallel.map((count + panel - 1) / panel, checkpoint: checkpoint) { shard in
      let range = shard * panel..<min((shard + 1) * panel, count)
      return stage.apply(Array(rows[range.lowerBound * width..<range.upperBound * width]), count: range.count)
    }
    let values = parts.count == 1 ? parts[0] : parts.flatMap(\.self)
    guard values.allSatisfy(\.isFinite) else { throw RegionError.overflow(stage: stage.name) }
    return values
  }

  private func slope(_ stage: AffineStage, _ slope: [Double]?) -> [Double]? {
    slope.map { stage.apply($0, count: 1, isLinear: true) }
  }

  /// Beyond the outermost change of state a rectified value rises or is zero.
  private func rectifiedSlope(_ slope: [Double], _ stage: AffineStage) -> [Double] {
    slope.enumerated().map { stage.rectified.contains($0) ? max($1, 0) : $1 }
  }

  /// The knots of the next stage in order. A value of zero counts as positive.
  private func cuts(_ ahead: Knots, _ stage: AffineStage) -> [Cut] {
    let width = stage.outputCount
    var cuts: [Cut] = []
    if let slope = ahead.before, let start = ahead.positions.first {
      for (distance, neuron) in changes(ahead.rows[0..<width], slope, stage).reversed() {
        cuts.append(Cut(place: .before(distance), position: start - distance, neuron: neuron))
      }
    }
    for knot in 0..<ahead.count {
      let position = ahead.positions[knot]
      cuts.append(Cut(place: .knot(knot), position: position, neuron: nil))
      if knot + 1 == ahead.count { break }
      var here: [(fraction: Double, neuron: Int)] = []
      for neuron in stage.rectified {
        let a = ahead.rows[knot * width + neuron], b = ahead.rows[(knot + 1) * width + neuron]
        if (a < 0) != (b < 0) { here.append((a / (a - b), neuron)) }
      }
      here.sort { ($0.fraction, $0.neuron) < ($1.fraction, $1.neuron) }
      let gap = ahead.positions[knot + 1] - position
      for change in here {
        cuts.append(
          Cut(
            place: .between(knot, change.fraction), position: position + gap * change.fraction, neuron: change.neuron))
      }
    }
    if let slope = ahead.after, let end = ahead.positions.last {
      for (distance, neuron) in changes(ahead.rows[((ahead.count - 1) * width)...], slope, stage) {
        cuts.append(Cut(place: .after(distance), position: end + distance, neuron: neuron))
      }
    }
    return cuts
  }

  /// Changes of state along a ray, nearest first.
  private func changes(
    _ values: ArraySlice<Double>, _ slope: [Double], _ stage: AffineStage
  ) -> [(distance: Double, neuron: Int)] {
    stage.rectified.compactMap { neuron -> (distance: Double, neuron: Int)? in
      let value = values[values.startIndex + neuron], change = slope[neuron]
      guard (value < 0 && change > 0) || (value >= 0 && change < 0) else { return nil }
      let distance = -value / change
      return distance.isFinite ? (abs(distance), neuron) : nil
    }
    .sorted { ($0.distance, $0.neuron) < ($1.distance, $1.neuron) }
  }

  /// The values at a cut behind the rectifiers.
  private func append(_ cut: Cut, _ ahead: Knots, _ stage: AffineStage, to rows: inout [Double]) {
    let width = stage.outputCount
    let start = rows.count
    switch cut.place {
    case .knot(let knot):
      rows += ahead.rows[knot * width..<(knot + 1) * width]
    case .between(let knot, let fraction):
      for column in 0..<width {
        let a = ahead.rows[knot * width + column], b = ahead.rows[(knot + 1) * width + column]
        rows.append(a + fraction * (b - a))
      }
    case .before(let distance):
      for column in 0..<width { rows.append(ahead.rows[column] + distance * (ahead.before?[column] ?? 0)) }
    case .after(let distance):
      let last = (ahead.count - 1) * width
      for column in 0..<width { rows.append(ahead.rows[last + column] + distance * (ahead.after?[column] ?? 0)) }
    }
    if let neuron = cut.neuron { rows[start + neuron] = 0 }
    for neuron in stage.rectified where rows[start + neuron] < 0 { rows[start + neuron] = 0 }
  }
}
