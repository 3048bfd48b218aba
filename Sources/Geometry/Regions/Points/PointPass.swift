import Tensors

/// A map at some points: the values in front of its gates, and with them the affine map that holds around each point.
struct PointPass {
  let map: PiecewiseLinearMap
  /// Points.
  let count: Int
  /// Values in front of each stage's gate, rows of `outputCount`.
  let ahead: [[Double]]
  /// Of each window the place that wins among its stage's values, the first of equals; empty for other gates.
  let winners: [[Int32]]

  /// Follows `count` rows of inputs through the first `end` stages.
  /// - Throws: `RegionError.overflow`, `Interrupted`.
  init(_ map: PiecewiseLinearMap, _ rows: [Double], count: Int, end: Int, checkpoint: Checkpoint) throws {
    self.map = map
    self.count = count
    var values = rows
    var ahead: [[Double]] = [], winners: [[Int32]] = []
    for stage in map.stages[..<end] {
      try checkpoint.check()
      let before = stage.apply(values, count: count)
      guard before.allSatisfy(\.isFinite) else { throw RegionError.overflow(stage: stage.name) }
      winners.append(stage.winners(before, count: count))
      ahead.append(before)
      if ahead.count < end { values = stage.activate(before, count: count) }
    }
    self.ahead = ahead
    self.winners = winners
  }

  /// Directions, `each` rows a point, behind the gate of a stage.
  func gate(_ index: Int, _ rows: [Double], each: Int) -> [Double] {
    let stage = map.stages[index], width = stage.outputCount
    switch stage.gate {
    case .open: return rows
    case .rectifier(let units, let slope):
      var values = rows
      GateRows.rectify(
        &values, each: each, ahead: ahead[index], points: count, width: width, units: units, slope: slope)
      return values
    case .largest(let windows):
      var values: [Double] = []
      values.reserveCapacity(count * each * stage.activationCount)
      for row in 0..<count * each {
        let start = row * width, first = row / each * windows.count
        for window in first..<first + windows.count { values.append(rows[start + Int(winners[index][window])]) }
        values += rows[start + windows.inputCount..<start + width]
      }
      return values
    }
  }

  /// Gradients with respect to the values behind the gate of a stage, `each` rows a point, as gradients with respect to
  /// those in front of it.
  func gateAdjoint(_ index: Int, _ rows: [Double], each: Int) -> [Double] {
    let stage = map.stages[index], width = stage.outputCount
    guard case .largest(let windows) = stage.gate else { return gate(index, rows, each: each) }
    var values = [Double](repeating: 0, count: count * each * width)
    let behind = stage.activationCount
    for row in 0..<count * each {
      let first = row / each * windows.count
      for window in 0..<windows.count {
        values[row * width + Int(winners[index][first + window])] += rows[row * behind + window]
      }
      for place in windows.count..<behind {
        values[row * width + windows.inputCount + place - windows.count] = rows[row * behind + place]
      }
    }
    return values
  }
}

extension AffineStage {
  /// The place that wins each window, the first of equals; empty for other gates.
  func winners(_ rows: [Double], count: Int) -> [Int32] {
    guard case .largest(let windows) = gate else { return [] }
    var winners: [Int32] = []
    winners.reserveCapacity(count * windows.count)
    for row in 0..<count {
      let start = row * outputCount
      for window in 0..<windows.count {
        var best = windows.members[window * windows.size]
        for member in windows.members[window * windows.size..<(window + 1) * windows.size]
        where rows[start + Int(member)] > rows[start + Int(best)] { best = member }
        winners.append(best)
      }
    }
    return winners
  }
}
