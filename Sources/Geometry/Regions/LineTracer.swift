import Tensors

/// Follows lines through the stages of a network, keeping the values at the breakpoints found so far.
///
/// Between two knots all is linear, so the states of the next gate change where linear interpolation says. Lines are
/// independent and stacked: one product a stage serves all of them. Blocks of knots that would not fit in memory are
/// followed one after another, or side by side.
struct LineTracer: Sendable {
  let stages: [AffineStage]
  /// Whether the effect of each change on the slope of the output is followed.
  let followsChanges: Bool
  let checkpoint: Checkpoint
  /// Stages up to the last that changes state.
  let end: Int

  /// Values held at once for a stage of a block: 64 MB in front of its gate and as much behind.
  static let capacity = 1 << 23
  /// Changes in a row whose values are carried on from their neighbours, before one is computed afresh.
  private static let runLength = 32

  init(_ map: PiecewiseLinearMap, followsChanges: Bool, checkpoint: Checkpoint) {
    stages = map.stages
    end = map.stages.lastIndex { $0.gate.unitCount > 0 }.map { $0 + 1 } ?? 0
    self.followsChanges = followsChanges
    self.checkpoint = checkpoint
  }

  /// What the knots' lines meet.
  /// - Parameter reportsStages: whether progress is told stage by stage.
  /// - Throws: `RegionError.overflow`, `Interrupted`.
  func trace(_ inputs: LineKnots, reportsStages: Bool) throws -> LineFindings {
    if end == 0 { return LineFindings() }
    let first = stages[0]
    var ahead = inputs
    if reportsStages { checkpoint.report(Progress("regions", 0, of: end, unit: "layer")) }
    ahead.rows = try apply(first, inputs.rows, count: inputs.count)
    ahead.slopes = try apply(first, inputs.slopes, count: inputs.rays.count, isLinear: true)
    return try resolved(follow(ahead, at: 0, reportsStages: reportsStages), on: inputs)
  }

  /// Goes on from the values in front of a gate.
  private func follow(_ knots: LineKnots, at start: Int, reportsStages: Bool) throws -> LineFindings {
    var ahead = knots
    var events: [LineEvent] = []
    for index in start..<end {
      if reportsStages && index > 0 { checkpoint.report(Progress("regions", index, of: end, unit: "layer")) }
      try checkpoint.check()
      let stage = stages[index]
      let cuts = self.cuts(ahead, stage)
      if !followsChanges { append(to: &events, ahead, cuts, at: index) }
      if index + 1 == end {
        return followsChanges ? try finish(ahead, cuts, at: index) : LineFindings(events: events, changes: [], width: 0)
      }
      let next = stages[index + 1]
      let step = max(LineTracer.capacity / max(stage.outputCount, next.outputCount), 2) - 1
      if cuts.count <= step + 1 {
        ahead = try advance(ahead, cuts, 0..<cuts.count, at: index)
        continue
      }
      let blocks = (cuts.count - 2) / step + 1
      let parts = try Parallel.map(blocks, checkpoint: checkpoint) { [ahead] block in
        let range = block * step..<min((block + 1) * step + 1, cuts.count)
        return try follow(advance(ahead, cuts, range, at: index), at: index + 1, reportsStages: false)
      }
      return LineFindings(joining: [LineFindings(events: events, changes: [], width: 0)] + parts)
    }
    return LineFindings()
  }

  /// The knots in `range` in front of the gate of the next stage.
  ///
  /// Where that stage is one dense layer, only the knots that were there before pass through it. A change of state
  /// alters the slope of one unit, so that of the layer's outputs changes by a multiple of a column of W, and the
  /// values at new knots follow from their neighbours', with a fresh row every 32 so that rounding does not add up.
  private func advance(
    _ ahead: LineKnots, _ cuts: [LineCut], _ range: Range<Int>, at index: Int
  ) throws -> LineKnots {
    let stage = stages[index], next = stages[index + 1]
    let dense = next.denseStep
    var knots = LineKnots()
    knots.gaps = gaps(ahead, cuts, range)
    let fresh = self.fresh(cuts, range, all: dense == nil)
    let exact = try apply(next, activations(ahead, cuts, fresh, stage), count: fresh.count)
    var columns = UnitColumns()
    if let dense, followsChanges || fresh.count < range.count {
      var units: [Int] = []
      units.reserveCapacity(range.count)
      for item in range where !cuts[item].isKnot { units.append(Int(cuts[item].unit)) }
      columns = dense.columns(units)
    }
    if fresh.count == range.count {
      knots.rows = exact
    } else {
      knots.rows = try walk(cuts, range, fresh, exact, columns, next)
    }
    try addRays(to: &knots, ahead, cuts, range, stage, next)
    if followsChanges { try addChanges(to: &knots, ahead, cuts, range, columns, at: index) }
    return knots
  }

  /// What joins each knot of the range to the next.
  private func gaps(_ ahead: LineKnots, _ cuts: [LineCut], _ range: Range<Int>) -> [LineKnots.Gap] {
    [LineKnots.Gap](unsafeUninitializedCapacity: range.count) { buffer, count in
      guard var out = buffer.baseAddress, !range.isEmpty else { return }
      ahead.gaps.withUnsafeBufferPointer { gaps in
        cuts.withUnsafeBufferPointer { cuts in
          for item in range.dropLast() {
            let cut = cuts[item], next = cuts[item + 1]
            if cut.ray < 0 && next.ray < 0 {
              let gap = gaps[cut.knot]
              let to = next.isKnot ? gap.to : next.position
              out.initialize(
                to: gap.piece < 0 ? .none : LineKnots.Gap(piece: gap.piece, from: cut.position, to: to))
            } else {
              out.initialize(to: outerGap(ahead, cut, next))
            }
            out += 1
          }
        }
      }
      out.initialize(to: .none)
      count = range.count
    }
  }

  /// What joins a cut to the next where one of them lies on a ray.
  private func outerGap(_ ahead: LineKnots, _ cut: LineCut, _ next: LineCut) -> LineKnots.Gap {
    let piece: Int32
    if cut.ray >= 0 {
      // Outwards the next cut is on the same ray or, past the outermost on the right, another line's.
      let ray = ahead.rays[Int(cut.ray)]
      piece = next.ray == cut.ray || (ray.sign < 0 && next.isKnot) ? ray.piece : -1
    } else {
      let ray = ahead.rays[Int(next.ray)]
      piece = ray.sign > 0 && ray.knot == cut.knot ? ray.piece : -1
    }
    if piece < 0 { return .none }
    let to = next.isKnot ? ahead.rays[Int(cut.ray)].start : next.position
    let from = cut.isKnot && next.ray >= 0 ? ahead.rays[Int(next.ray)].start : cut.position
    return LineKnots.Gap(piece: piece, from: from, to: to)
  }

  /// The items of the range whose rows are computed rather than carried on: knots, ends, outermost ones on a ray, and
  /// one in 32 of those in between.
  private func fresh(_ cuts: [LineCut], _ range: Range<Int>, all: Bool) -> [Int] {
    if all { return Array(range) }
    var fresh: [Int] = []
    fresh.reserveCapacity(range.count)
    var run = 0
    for item in range {
      let cut = cuts[item]
      run += 1
      var isFresh = cut.isKnot || item == range.lowerBound || item + 1 == range.upperBound || run == Self.runLength
      if !isFresh && cut.ray >= 0 {
        isFresh = cut.place < 0 ? cuts[item - 1].ray != cut.ray : cuts[item + 1].ray != cut.ray
      }
      if isFresh {
        fresh.append(item)
        run = 0
      }
    }
    return fresh
  }

  /// The values behind the gate at some of the cuts.
  private func activations(
    _ ahead: LineKnots, _ cuts: [LineCut], _ items: [Int], _ stage: AffineStage
  ) -> [Double] {
    let width = stage.outputCount
    // A rectifier bends the first of the values while they are copied.
    var bent = 0, slope = 1.0
    if case .rectifier(let count, let leak) = stage.gate { (bent, slope) = (count, leak) }
    var rows = [Double](unsafeUninitializedCapacity: items.count * width) { buffer, count in
      count = items.count * width
      guard var target = buffer.baseAddress else { return }
      ahead.rows.withUnsafeBufferPointer { rows in
        ahead.slopes.withUnsafeBufferPointer { slopes in
          guard let base = rows.baseAddress else { return }
          for item in items {
            let cut = cuts[item]
            var row = base + cut.knot * width
            if !cut.isKnot {
              if cut.ray >= 0, let outwards = slopes.baseAddress {
                KnotRows.add(row, abs(cut.place), outwards + Int(cut.ray) * width, into: target, count: width)
              } else {
                KnotRows.interpolate(row, row + width, cut.place, into: target, count: width)
              }
              // What meets here is equal to the bit, so that no later stage sees another change.
              if cut.winner >= 0 {
                target[Int(cut.winner)] = target[Int(cut.loser)]
              } else {
                target[Int(cut.unit)] = 0
              }
              row = UnsafePointer(target)
            } else if bent < width {
              (target + bent).update(from: row + bent, count: width - bent)
            }
            if bent > 0 { KnotRows.gate(row, where: row, slope: slope, into: target, count: bent) }
            target += width
          }
        }
      }
    }
    if case .largest = stage.gate { rows = stage.activate(rows, count: items.count) }
    return rows
  }

  /// Fills the rows between the fresh ones from the changes of slope there.
  private func walk(
    _ cuts: [LineCut], _ range: Range<Int>, _ fresh: [Int], _ exact: [Double], _ columns: UnitColumns,
    _ next: AffineStage
  ) throws -> [Double] {
    let width = next.outputCount
    var isFinite = true
    let rows = [Double](unsafeUninitializedCapacity: range.count * width) { buffer, count in
      count = range.count * width
      guard let out = buffer.baseAddress else { return }
      var run = Run()
      cuts.withUnsafeBufferPointer { cuts in
        exact.withUnsafeBufferPointer { exact in
          columns.values.withUnsafeBufferPointer { values in
            guard let exact = exact.baseAddress else { return }
            var column = 0
            for (index, item) in fresh.enumerated() {
              let left = exact + index * width
              let row = out + (item - range.lowerBound) * width
              row.update(from: left, count: width)
              if !cuts[item].isKnot { column += 1 }
              guard index + 1 < fresh.count, fresh[index + 1] > item + 1, let values = values.baseAddress else {
                continue
              }
              let stop = fresh[index + 1]
              run.fill(cuts, from: item, to: stop)
              run.bends.removeAll(keepingCapacity: true)
              for bend in column..<column + stop - item - 1 { run.bends.append(values + columns.rows[bend] * width) }
              column += stop - item - 1
              isFinite =
                run.steps.withUnsafeBufferPointer {
                  KnotRows.carry(from: left, to: left + width, bends: run.bends, $0, width: width, into: row + width)
                } && isFinite
            }
          }
        }
      }
    }
    guard isFinite else { throw RegionError.overflow(stage: next.name) }
    return rows
  }

  /// The way from one fresh item to the next.
  private struct Run {
    var steps: [KnotRows.Step] = []
    var bends: [UnsafePointer<Double>?] = []

    init() {
      steps.reserveCapacity(LineTracer.runLength)
      bends.reserveCapacity(LineTracer.runLength)
    }

    mutating func fill(_ cuts: UnsafeBufferPointer<LineCut>, from item: Int, to stop: Int) {
      steps.removeAll(keepingCapacity: true)
      let low = cuts[item].isKnot ? 0 : cuts[item].place
      let end = cuts[stop]
      let high = end.isKnot ? (cuts[stop - 1].ray >= 0 ? 0 : 1) : end.place
      // In units of the span, which may be tiny: σ·span = y(high) - y(low) - Σ (high - x)·Δ.
      let span = high - low
      var last = low
      for inner in item + 1..<stop {
        let (place, change) = (cuts[inner].place, cuts[inner].change)
        steps.append(
          KnotRows.Step(
            back: -(high - place) * change, part: span > 0 ? (place - last) / span : 0, bend: span * change))
        last = place
      }
    }
  }

  /// The ways on beyond the outermost cuts.
  private func addRays(
    to knots: inout LineKnots, _ ahead: LineKnots, _ cuts: [LineCut], _ range: Range<Int>, _ stage: AffineStage,
    _ next: AffineStage
  ) throws {
    if ahead.rays.isEmpty { return }
    let width = stage.outputCount
    var slopes: [Double] = []
    var outermost = [Int](repeating: -1, count: ahead.rays.count)
    var ray = 0
    for (item, cut) in cuts.enumerated() {
      if cut.ray >= 0 {
        let index = Int(cut.ray)
        if ahead.rays[index].sign > 0 || outermost[index] < 0 { outermost[index] = item }
      } else if cut.isKnot {
        while ray < ahead.rays.count, ahead.rays[ray].knot == cut.knot {
          if outermost[ray] < 0 { outermost[ray] = item }
          ray += 1
        }
      }
    }
    for (index, ray) in ahead.rays.enumerated() where range.contains(outermost[index]) {
      let item = outermost[index]
      // The knot between two blocks is in both; a ray belongs to the one in which its line begins or ends.
      if ray.sign < 0
        ? item == range.upperBound - 1 && item + 1 < cuts.count
        : item == range.lowerBound && item > 0
      {
        continue
      }
      var moved = ray
      moved.knot = item - range.lowerBound
      if !cuts[item].isKnot { moved.start = cuts[item].position }
      knots.rays.append(moved)
      slopes += stage.passSlope(Array(ahead.slopes[index * width..<(index + 1) * width]))
    }
    knots.slopes = try apply(next, slopes, count: knots.rays.count, isLinear: true)
  }

  /// The stage applied in panels of rows that an interrupt can wait for.
  func apply(_ stage: AffineStage, _ rows: [Double], count: Int, isLinear: Bool = false) throws -> [Double] {
    if count == 0 { return [] }
    let width = stage.inputCount
    let panel = max(50_000_000 / max(width * stage.outputCount, 1), 1)
    let values: [Double]
    if count <= panel {
      values = stage.apply(rows, count: count, isLinear: isLinear)
    } else {
      values = try Parallel.map((count + panel - 1) / panel, checkpoint: checkpoint) { shard in
        let range = shard * panel..<min((shard + 1) * panel, count)
        return stage.apply(
          Array(rows[range.lowerBound * width..<range.upperBound * width]), count: range.count, isLinear: isLinear)
      }.flatMap(\.self)
    }
    if !KnotRows.isFinite(values) { throw RegionError.overflow(stage: stage.name) }
    return values
  }
}
