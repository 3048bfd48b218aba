import Tensors

/// Which changes of state reach the output.
///
/// Where one unit changes, the slope of the network along the line changes by Δ·∂y/∂h, Δ the change of the unit's own
/// slope and ∂y/∂h in the states that hold on both sides. So a row Δ·e of the unit is sent through the rest of the
/// network, linearly, in the states at its knot. Units that change together have their rows added.
extension LineTracer {
  /// Outputs above this number are compared by 8 random combinations, which vanish together with probability 0 unless
  /// all do.
  private static let widestCompared = 16

  /// How many combinations of the outputs are compared; nil where the outputs are, or nothing is.
  var slopeCombinations: Int? {
    followsChanges && stages[stages.count - 1].activationCount > Self.widestCompared ? Self.combinationCount : nil
  }

  private static let combinationCount = 8
  /// The combinations of up to 1024 outputs, drawn once.
  private static let weights = drawWeights(1024)

  private static func drawWeights(_ outputs: Int) -> [Double] {
    var stream = RandomStream(seed: 0, name: "line changes")
    return (0..<outputs * combinationCount).map { _ in stream.nextNormal() }
  }

  /// Row-major [outputs, combinations]; those of fewer outputs are the first of those of more.
  private static func weights(_ outputs: Int) -> [Double] {
    let count = outputs * combinationCount
    return count > weights.count ? drawWeights(outputs) : Array(weights[..<count])
  }

  /// The changes of state at a gate.
  func append(to events: inout [LineEvent], _ ahead: LineKnots, _ cuts: [LineCut], at index: Int) {
    events.reserveCapacity(events.count + max(cuts.count - ahead.count, 0))
    for cut in cuts where !cut.isKnot { events.append(event(cut, ahead, index)) }
  }

  /// Hands the changes in front of a gate, and those that happen at it, on to the next stage.
  /// - Parameter columns: of the next stage's weights, where it is one dense layer, for the units that change.
  func addChanges(
    to knots: inout LineKnots, _ ahead: LineKnots, _ cuts: [LineCut], _ range: Range<Int>, _ columns: UnitColumns,
    at index: Int
  ) throws {
    let stage = stages[index], next = stages[index + 1]
    // The knot between two blocks is in both: its changes go with the later.
    let owned = range.lowerBound..<(range.upperBound == cuts.count ? cuts.count : range.upperBound - 1)
    let passed = passOld(to: &knots, ahead, cuts, owned, range, stage)
    let olds = try apply(next, passed, count: knots.changes.count, isLinear: true)
    var factors: [Double] = []
    var units: [Int] = []
    for item in owned where !cuts[item].isKnot {
      knots.changes.append(LineKnots.Change(event: event(cuts[item], ahead, index), knot: item - range.lowerBound))
      factors.append(slopeChange(cuts[item], ahead))
      units.append(Int(cuts[item].unit))
    }
    if next.denseStep != nil {
      knots.changeRows = Self.rows(olds, then: factors, times: columns)
    } else {
      knots.changeRows = olds
      knots.changeRows += try apply(
        next, Self.rows(units, factors, width: stage.activationCount), count: units.count, isLinear: true)
    }
  }

  /// What the last gate makes of the changes, and what of that reaches the output.
  func finish(_ ahead: LineKnots, _ cuts: [LineCut], at index: Int) throws -> LineFindings {
    let stage = stages[index]
    var knots = LineKnots()
    let all = 0..<cuts.count
    var olds = passOld(to: &knots, ahead, cuts, all, all, stage)
    let oldCount = knots.changes.count
    var events = knots.changes.map(\.event)
    append(to: &events, ahead, cuts, at: index)
    var factors: [Double] = []
    var units: [Int] = []
    for cut in cuts where !cut.isKnot {
      factors.append(slopeChange(cut, ahead))
      units.append(Int(cut.unit))
    }
    // A change of one unit is a multiple of what it alone sends on.
    var width = stage.activationCount
    var rows: [Double]?
    for next in stages[(index + 1)...] {
      olds = try apply(next, olds, count: oldCount, isLinear: true)
      if let values = rows {
        rows = try apply(next, values, count: units.count, isLinear: true)
      } else if let dense = next.denseStep {
        let values = Self.rows([], then: factors, times: dense.columns(units))
        if !KnotRows.isFinite(values) { throw RegionError.overflow(stage: next.name) }
        rows = values
      } else {
        rows = try apply(next, Self.rows(units, factors, width: width), count: units.count, isLinear: true)
      }
      width = next.activationCount
    }
    guard let combinations = slopeCombinations else {
      return LineFindings(
        events: events, changes: olds + (rows ?? Self.rows(units, factors, width: width)), width: width)
    }
    let weights = Self.weights(width)
    var changes = combined(olds, count: oldCount, width: width)
    if let rows {
      changes += combined(rows, count: units.count, width: width)
    } else {
      changes.reserveCapacity(events.count * combinations)
      for (unit, factor) in zip(units, factors) {
        for weight in weights[unit * combinations..<(unit + 1) * combinations] { changes.append(factor * weight) }
      }
    }
    return LineFindings(events: events, changes: changes, width: combinations)
  }

  /// The combinations of rows of the outputs that are compared; the rows themselves where those are.
  func combined(_ rows: [Double], count: Int, width: Int) -> [Double] {
    guard let combinations = slopeCombinations else { return rows }
    var combined = [Double](repeating: 0, count: count * combinations)
    BLAS.multiply(
      MatrixOperand(rows, count, width), MatrixOperand(Self.weights(width), width, combinations), into: &combined)
    return combined
  }

  /// Rows of zeros but for one unit's factor each.
  private static func rows(_ units: [Int], _ factors: [Double], width: Int) -> [Double] {
    var rows = [Double](repeating: 0, count: units.count * width)
    for (index, unit) in units.enumerated() { rows[index * width + unit] = factors[index] }
    return rows
  }

  /// Some rows, and behind them multiples of others.
  private static func rows(
    _ first: [Double], then factors: [Double], times columns: UnitColumns
  ) -> [Double] {
    let width = columns.width
    return [Double](unsafeUninitializedCapacity: first.count + factors.count * width) { buffer, count in
      count = first.count + factors.count * width
      guard let out = buffer.baseAddress else { return }
      first.withUnsafeBufferPointer { if let from = $0.baseAddress { out.update(from: from, count: $0.count) } }
      columns.values.withUnsafeBufferPointer { values in
        guard let from = values.baseAddress else { return }
        for (index, factor) in factors.enumerated() {
          KnotRows.scale(
            factor, from + columns.rows[index] * width, into: out + first.count + index * width, count: width)
        }
      }
    }
  }

  /// The changes found at earlier gates, behind this one; one row each is returned.
  private func passOld(
    to knots: inout LineKnots, _ ahead: LineKnots, _ cuts: [LineCut], _ owned: Range<Int>, _ range: Range<Int>,
    _ stage: AffineStage
  ) -> [Double] {
    if ahead.changes.isEmpty { return [] }
    var items = [Int](repeating: -1, count: ahead.count)
    for item in owned where cuts[item].isKnot { items[cuts[item].knot] = item }
    let width = stage.outputCount, passed = stage.activationCount
    let winners = self.winners(ahead, stage)
    let windows = ahead.count > 0 ? winners.count / ahead.count : 0
    knots.changes.reserveCapacity(ahead.changes.count + owned.count)
    return [Double](unsafeUninitializedCapacity: ahead.changes.count * passed) { buffer, count in
      guard let out = buffer.baseAddress else { return }
      ahead.rows.withUnsafeBufferPointer { values in
        ahead.changeRows.withUnsafeBufferPointer { changes in
          guard let values = values.baseAddress, let changes = changes.baseAddress else { return }
          for (index, change) in ahead.changes.enumerated() where items[change.knot] >= 0 {
            knots.changes.append(
              LineKnots.Change(event: change.event, knot: items[change.knot] - range.lowerBound))
            stage.passChange(
              changes + index * width, at: values + change.knot * width,
              winners: winners[change.knot * windows..<(change.knot + 1) * windows], width: width, into: out + count)
            count += passed
          }
        }
      }
    }
  }

  private func event(_ cut: LineCut, _ ahead: LineKnots, _ layer: Int) -> LineEvent {
    let isTied = cut.winner >= 0 && (cut.place == 0 || (cut.place == 1 && cut.ray < 0))
    if cut.ray >= 0 {
      return LineEvent(
        piece: ahead.rays[Int(cut.ray)].piece, position: cut.position, layer: Int32(layer), unit: cut.unit,
        isTied: isTied, isBetweenEquals: false)
    }
    let gap = ahead.gaps[cut.knot]
    return LineEvent(
      piece: gap.piece, position: cut.position, layer: Int32(layer), unit: cut.unit, isTied: isTied,
      isBetweenEquals: gap.to - gap.from < LineTally.resolution)
  }

  /// By how much the slope in t of the unit's output changes; between knots at one place, where `resolved` sees to it,
  /// this means little.
  private func slopeChange(_ cut: LineCut, _ ahead: LineKnots) -> Double {
    if cut.ray >= 0 { return cut.change }
    let gap = ahead.gaps[cut.knot]
    return gap.to > gap.from ? cut.change / (gap.to - gap.from) : 0
  }
}
