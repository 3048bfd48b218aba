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
    return try follow(ahead, at: 0, reportsStages: reportsStages)
  }

  /// Goes on from the values in front of a gate.
  private func follow(_ knots: LineKnots, at start: Int, reportsStages: Bool) throws -> LineFindings {
    var ahead = knots
    for index in start..<end {
      if reportsStages && index > 0 { checkpoint.report(Progress("regions", index, of: end, unit: "layer")) }
      try checkpoint.check()
      let stage = stages[index]
      let cuts = self.cuts(ahead, stage)
      if index + 1 == end { return try finish(ahead, cuts, at: index) }
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
      return LineFindings(joining: parts)
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
    let exact = try apply(next, activations(ahead, cuts, fresh, stage), count: fresh.count, isChecked: false)
    var news: [Int] = []
    if followsChanges || fresh.count < range.count { news = range.filter { !cuts[$0].isKnot } }
    var columns: [Double] = []
    if let dense, !news.isEmpty {
      columns = KnotRows.gather(
        news.map { Int(cuts[$0].unit) }, of: dense.weights, inputs: dense.inputCount, outputs: dense.outputCount)
    }
    if fresh.count == range.count {
      knots.rows = exact
    } else {
      knots.rows = walk(cuts, range, fresh, exact, columns, width: next.outputCount)
    }
    guard KnotRows.isFinite(knots.rows) else { throw RegionError.overflow(stage: next.name) }
    try addRays(to: &knots, ahead, cuts, range, stage, next)
    try addChanges(to: &knots, ahead, cuts, range, columns, at: index)
    return knots
  }

  /// What joins each knot of the range to the next.
  private func gaps(_ ahead: LineKnots, _ cuts: [LineCut], _ range: Range<Int>) -> [LineKnots.Gap] {
    var gaps: [LineKnots.Gap] = []
    gaps.reserveCapacity(range.count)
    for item in range.dropLast() {
      let cut = cuts[item], next = cuts[item + 1]
      let piece: Int32
      if cut.ray >= 0 {
        // Outwards the next cut is on the same ray or, past the outermost on the right, another line's.
        let ray = ahead.rays[Int(cut.ray)]
        piece = next.ray == cut.ray || (ray.sign < 0 && next.isKnot) ? ray.piece : -1
      } else if next.ray >= 0 {
        let ray = ahead.rays[Int(next.ray)]
        piece = ray.sign > 0 && ray.knot == cut.knot ? ray.piece : -1
      } else {
        piece = ahead.gaps[cut.knot].piece
      }
      let to: Double
      if next.isKnot {
        to = cut.ray >= 0 ? ahead.rays[Int(cut.ray)].start : ahead.gaps[cut.knot].to
      } else {
        to = next.position
      }
      var from = cut.position
      if cut.isKnot, next.ray >= 0 { from = ahead.rays[Int(next.ray)].start }
      gaps.append(piece < 0 ? .none : LineKnots.Gap(piece: piece, from: from, to: to))
    }
    gaps.append(.none)
    return gaps
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
    var rows = [Double](unsafeUninitializedCapacity: items.count * width) { buffer, count in
      count = items.count * width
      guard let out = buffer.baseAddress else { return }
      ahead.rows.withUnsafeBufferPointer { rows in
        ahead.slopes.withUnsafeBufferPointer { slopes in
          guard let base = rows.baseAddress else { return }
          for (index, item) in items.enumerated() {
            let cut = cuts[item]
            let row = base + cut.knot * width, target = out + index * width
            if cut.isKnot {
              target.update(from: row, count: width)
              continue
            }
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
          }
        }
      }
    }
    stage.pass(&rows, count: items.count)
    return rows
  }

  /// Fills the rows between the fresh ones from the changes of slope there.
  private func walk(
    _ cuts: [LineCut], _ range: Range<Int>, _ fresh: [Int], _ exact: [Double], _ columns: [Double], width: Int
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: range.count * width) { buffer, count in
      count = range.count * width
      guard let out = buffer.baseAddress else { return }
      withUnsafeTemporaryAllocation(of: Double.self, capacity: width) { scratch in
        guard let slope = scratch.baseAddress else { return }
        exact.withUnsafeBufferPointer { exact in
          columns.withUnsafeBufferPointer { columns in
            guard let exact = exact.baseAddress else { return }
            var column = 0
            for (index, item) in fresh.enumerated() {
              let row = out + (item - range.lowerBound) * width
              row.update(from: exact + index * width, count: width)
              let own = cuts[item].isKnot ? nil : columns.baseAddress.map { $0 + column * width }
              if own != nil { column += 1 }
              guard index + 1 < fresh.count, fresh[index + 1] > item + 1 else { continue }
              let stop = fresh[index + 1]
              guard let bends = columns.baseAddress.map({ $0 + column * width }) else { continue }
              let low = cuts[item].isKnot ? 0 : cuts[item].place
              let end = cuts[stop]
              let high = end.isKnot ? (cuts[stop - 1].ray >= 0 ? 0 : 1) : end.place
              let span = high - low
              // σ·span = y(high) - y(low) - Σ (high - x)·Δ
              KnotRows.add(exact + (index + 1) * width, -1, row, into: slope, count: width)
              for inner in item + 1..<stop {
                KnotRows.add(
                  slope, -(high - cuts[inner].place) * cuts[inner].change, bends + (inner - item - 1) * width,
                  into: slope, count: width)
              }
              // In units of the span, which may be tiny.
              var last = low
              for inner in item + 1..<stop {
                let here = out + (inner - range.lowerBound) * width
                let part = span > 0 ? (cuts[inner].place - last) / span : 0
                KnotRows.add(here - width, part, slope, into: here, count: width)
                KnotRows.add(
                  slope, span * cuts[inner].change, bends + (inner - item - 1) * width, into: slope, count: width)
                last = cuts[inner].place
              }
              column += stop - item - 1
            }
          }
        }
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
  func apply(
    _ stage: AffineStage, _ rows: [Double], count: Int, isLinear: Bool = false, isChecked: Bool = true
  ) throws -> [Double] {
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
    if isChecked, !KnotRows.isFinite(values) { throw RegionError.overflow(stage: stage.name) }
    return values
  }
}
