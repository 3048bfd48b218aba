import Tensors

/// The states of a map's units at the vertices of cross-polytopes.
struct CrossPolytopeProbe {
  let map: PiecewiseLinearMap
  let radius: Double
  /// What the first stage's linear part makes of the directions, one row each.
  let images: [Double]
  /// Directions m.
  let count: Int

  func run(_ points: Tensor, checkpoint: Checkpoint) throws -> LocalComplexity {
    let total = points.shape[0]
    let stages = map.stages.indices.filter { map.stages[$0].gate.unitCount > 0 }
    let end = (stages.last ?? -1) + 1
    let schedule = PointSchedule(points: total, rows: 2 * count, stages: map.stages[..<max(end, 1)])
    // Of each unit the largest of the directions, all that a first rectified stage needs.
    let reach = largest()
    var counts = stages.map { _ in [Int]() }
    var done = 0
    for round in schedule.rounds {
      checkpoint.report(Progress("local complexity", done, of: total, unit: "point"))
      let parts = try Parallel.map(round.count, checkpoint: checkpoint) { index in
        let range = schedule.points(of: round.lowerBound + index)
        var changed = [Changes](repeating: Changes(), count: end)
        let centres = try PointPass(
          map, points.doubles(rows: range), count: range.count, end: min(end, 1), checkpoint: checkpoint)
        for block in (0..<schedule.groups).flatMap({ schedule.blocks(of: $0) }) {
          try follow(centres, block, reach, end, &changed, checkpoint)
        }
        return stages.map { changed[$0].counts(map.stages[$0].gate.unitCount, points: range.count) }
      }
      for part in parts { for place in stages.indices { counts[place] += part[place] } }
      done = counts.first?.count ?? total
    }
    checkpoint.report(Progress("local complexity", total, of: total, unit: "point"))
    return LocalComplexity(
      layers: stages.enumerated().map { place, stage in
        LocalComplexity.Layer(
          name: map.stages[stage].name, units: map.stages[stage].gate.unitCount, counts: counts[place])
      }, radius: radius, directions: count)
  }

  /// Which units of a stage have shown two states, a row of units a point.
  private struct Changes {
    /// The state at the first vertex: 0 or 1 of a neuron, the winner's place of a window.
    var first: [Int32] = []
    var changed: [Bool] = []

    func counts(_ units: Int, points: Int) -> [Int] {
      (0..<points).map { point in
        changed.isEmpty ? 0 : changed[point * units..<(point + 1) * units].reduce(0) { $0 + ($1 ? 1 : 0) }
      }
    }

    mutating func note(_ states: [Int32], points: Int, each: Int, units: Int) {
      if first.isEmpty {
        changed = [Bool](repeating: false, count: points * units)
        first.reserveCapacity(points * units)
        for point in 0..<points { first += states[point * each * units..<(point * each + 1) * units] }
      }
      for point in 0..<points {
        for row in point * each..<(point + 1) * each {
          for unit in 0..<units where states[row * units + unit] != first[point * units + unit] {
            changed[point * units + unit] = true
          }
        }
      }
    }
  }

  /// Follows some of the vertices of a chunk's points; vertex 2i is x + r·v_i and 2i + 1 is x - r·v_i.
  private func follow(
    _ centres: PointPass, _ block: Range<Int>, _ reach: [Double], _ end: Int, _ changed: inout [Changes],
    _ checkpoint: Checkpoint
  ) throws {
    if end == 0 { return }
    let points = centres.count, rowCount = points * block.count
    var rows: [Double] = []
    for index in 0..<end {
      try checkpoint.check()
      let stage = map.stages[index]
      rows = index == 0 ? vertices(centres.ahead[0], block, points) : stage.apply(rows, count: rowCount)
      guard rows.allSatisfy(\.isFinite) else { throw RegionError.overflow(stage: stage.name) }
      if index == 0, case .rectifier(let units, _) = stage.gate {
        if changed[0].changed.isEmpty {
          changed[0].changed = (0..<points * units).map { place in
            radius * reach[place % units] > abs(centres.ahead[0][place / units * stage.outputCount + place % units])
          }
        }
      } else if stage.gate.unitCount > 0 {
        changed[index].note(
          states(stage, rows, rowCount), points: points, each: block.count, units: stage.gate.unitCount)
      }
      if index + 1 < end { rows = stage.activate(rows, count: rowCount) }
    }
  }

  /// The first stage's values at vertices, z ± r·G.
  private func vertices(_ centres: [Double], _ block: Range<Int>, _ points: Int) -> [Double] {
    let width = map.stages[0].outputCount
    var rows: [Double] = []
    rows.reserveCapacity(points * block.count * width)
    for point in 0..<points {
      for vertex in block {
        let step = vertex % 2 == 0 ? radius : -radius, start = vertex / 2 * width
        for column in 0..<width { rows.append(centres[point * width + column] + step * images[start + column]) }
      }
    }
    return rows
  }

  private func states(_ stage: AffineStage, _ rows: [Double], _ count: Int) -> [Int32] {
    guard case .rectifier(let units, _) = stage.gate else { return stage.winners(rows, count: count) }
    var states: [Int32] = []
    states.reserveCapacity(count * units)
    for row in 0..<count {
      let start = row * stage.outputCount
      for unit in start..<start + units { states.append(rows[unit] < 0 ? 0 : 1) }
    }
    return states
  }

  private func largest() -> [Double] {
    let width = map.stages[0].outputCount
    var reach = [Double](repeating: 0, count: width)
    for row in 0..<count {
      for column in 0..<width { reach[column] = max(reach[column], abs(images[row * width + column])) }
    }
    return reach
  }
}
