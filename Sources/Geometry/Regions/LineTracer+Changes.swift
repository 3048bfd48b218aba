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

  /// Hands the changes in front of a gate, and those that happen at it, on to the next stage.
  func addChanges(
    to knots: inout LineKnots, _ ahead: LineKnots, _ cuts: [LineCut], _ range: Range<Int>, _ columns: [Double],
    at index: Int
  ) throws {
    let stage = stages[index], next = stages[index + 1]
    // The knot between two blocks is in both: its changes go with the later.
    let owned = range.lowerBound..<(range.upperBound == cuts.count ? cuts.count : range.upperBound - 1)
    var rows: [Double] = []
    passOld(to: &knots, ahead, cuts, owned, range, stage, &rows)
    if followsChanges {
      knots.changeRows = try apply(next, rows, count: knots.changes.count, isLinear: true)
    }
    let olds = knots.changes.count
    var news: [Double] = []
    let width = next.outputCount
    let isDense = next.denseStep != nil
    var column = 0
    for item in range where !cuts[item].isKnot {
      defer { column += 1 }
      guard owned.contains(item) else { continue }
      knots.changes.append(LineKnots.Change(event: event(cuts[item], ahead, index), knot: item - range.lowerBound))
      guard followsChanges else { continue }
      let change = slopeChange(cuts[item], ahead)
      if isDense {
        for output in column * width..<(column + 1) * width { knots.changeRows.append(change * columns[output]) }
      } else {
        let start = news.count
        news.append(contentsOf: repeatElement(0, count: stage.activationCount))
        news[start + Int(cuts[item].unit)] = change
      }
    }
    if followsChanges && !isDense {
      knots.changeRows += try apply(next, news, count: knots.changes.count - olds, isLinear: true)
    }
  }

  /// What the last gate makes of the changes, and what of that reaches the output.
  func finish(_ ahead: LineKnots, _ cuts: [LineCut], at index: Int) throws -> LineFindings {
    let stage = stages[index]
    var knots = LineKnots()
    var rows: [Double] = []
    let all = 0..<cuts.count
    if followsChanges {
      passOld(to: &knots, ahead, cuts, all, all, stage, &rows)
    } else {
      knots.changes = ahead.changes
    }
    for cut in cuts where !cut.isKnot {
      knots.changes.append(LineKnots.Change(event: event(cut, ahead, index), knot: 0))
      if followsChanges {
        let start = rows.count
        rows.append(contentsOf: repeatElement(0, count: stage.activationCount))
        rows[start + Int(cut.unit)] = slopeChange(cut, ahead)
      }
    }
    let events = knots.changes.map(\.event)
    guard followsChanges else { return LineFindings(events: events, changes: [], width: 0) }
    for next in stages[(index + 1)...] { rows = try apply(next, rows, count: events.count, isLinear: true) }
    let width = stages[stages.count - 1].activationCount
    guard width > Self.widestCompared else { return LineFindings(events: events, changes: rows, width: width) }
    var stream = RandomStream(seed: 0, name: "line changes")
    let directions = (0..<width * 8).map { _ in stream.nextNormal() }
    var combined = [Double](repeating: 0, count: events.count * 8)
    BLAS.multiply(
      MatrixOperand(rows, events.count, width), MatrixOperand(directions, width, 8), into: &combined)
    return LineFindings(events: events, changes: combined, width: 8)
  }

  /// The changes found at earlier gates, behind this one.
  private func passOld(
    to knots: inout LineKnots, _ ahead: LineKnots, _ cuts: [LineCut], _ owned: Range<Int>, _ range: Range<Int>,
    _ stage: AffineStage, _ rows: inout [Double]
  ) {
    if ahead.changes.isEmpty { return }
    var items = [Int](repeating: -1, count: ahead.count)
    for item in owned where cuts[item].isKnot { items[cuts[item].knot] = item }
    let width = stage.outputCount
    let winners = followsChanges ? self.winners(ahead, stage) : []
    let windows = ahead.count > 0 ? winners.count / ahead.count : 0
    if followsChanges { rows.reserveCapacity(ahead.changes.count * stage.activationCount) }
    ahead.rows.withUnsafeBufferPointer { values in
      ahead.changeRows.withUnsafeBufferPointer { changes in
        guard let values = values.baseAddress else { return }
        for (index, change) in ahead.changes.enumerated() where items[change.knot] >= 0 {
          knots.changes.append(
            LineKnots.Change(event: change.event, knot: items[change.knot] - range.lowerBound))
          guard followsChanges, let changes = changes.baseAddress else { continue }
          stage.passChange(
            changes + index * width, at: values + change.knot * width,
            winners: winners[change.knot * windows..<(change.knot + 1) * windows], into: &rows)
        }
      }
    }
  }

  private func event(_ cut: LineCut, _ ahead: LineKnots, _ layer: Int) -> LineEvent {
    LineEvent(
      piece: cut.ray >= 0 ? ahead.rays[Int(cut.ray)].piece : ahead.gaps[cut.knot].piece, position: cut.position,
      layer: Int32(layer), unit: cut.unit,
      isTied: cut.winner >= 0 && (cut.place == 0 || (cut.place == 1 && cut.ray < 0)))
  }

  /// By how much the slope in t of the unit's output changes.
  private func slopeChange(_ cut: LineCut, _ ahead: LineKnots) -> Double {
    if cut.ray >= 0 { return cut.change }
    let gap = ahead.gaps[cut.knot]
    return gap.to > gap.from ? cut.change / (gap.to - gap.from) : 0
  }
}
