extension LineTracer {
  /// The knots behind a gate, line after line in the order of t: those in front of it and the changes of state.
  ///
  /// At a knot a rectifier is active where z ≥ 0 and the first of the largest members wins.
  func cuts(_ ahead: LineKnots, _ stage: AffineStage) -> [LineCut] {
    var cuts: [LineCut] = []
    cuts.reserveCapacity(ahead.count * 2 + stage.gate.unitCount)
    let width = stage.outputCount
    let winners = self.winners(ahead, stage)
    var found: [LineCut] = []
    var places: [(place: Double, unit: Int32)] = []
    var ray = 0
    ahead.rows.withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return }
      for knot in 0..<ahead.count {
        let gap = ahead.gaps[knot]
        let row = base + knot * width
        if ray < ahead.rays.count, ahead.rays[ray].knot == knot, ahead.rays[ray].sign < 0 {
          changes(along: ray, ahead, stage, winners, into: &found)
          cuts += found.reversed()
          ray += 1
        }
        cuts.append(LineCut(knot: knot, position: gap.from))
        if gap.piece >= 0 {
          found.removeAll(keepingCapacity: true)
          switch stage.gate {
          case .open: break
          case .rectifier(let count, let slope):
            places.removeAll(keepingCapacity: true)
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { units in
              guard let changed = units.baseAddress else { return }
              for index in 0..<KnotRows.signChanges(row, row + width, count: count, into: changed) {
                let unit = Int(changed[index])
                places.append((row[unit] / (row[unit] - row[width + unit]), changed[index]))
              }
            }
            if places.count > 1 { places.sort { ($0.place, $0.unit) < ($1.place, $1.unit) } }
            for (place, unit) in places {
              let change = (1 - slope) * abs(row[width + Int(unit)] - row[Int(unit)])
              cuts.append(
                LineCut(knot: knot, place: place, position: gap.position(place), unit: unit, change: change))
            }
          case .largest(let windows):
            for window in 0..<windows.count {
              let first = winners[knot * windows.count + window], last = winners[(knot + 1) * windows.count + window]
              if first != last {
                envelope(
                  windows, window, from: first, to: last, LinearPath(values: row, next: row + width)
                ) { place, loser, winner, change in
                  found.append(
                    LineCut(
                      knot: knot, place: place, position: gap.position(place),
                      unit: Int32(window), loser: loser, winner: winner, change: change))
                }
              }
            }
          }
          if found.count > 1 { found.sort { ($0.place, $0.unit) < ($1.place, $1.unit) } }
          if !found.isEmpty { cuts += found }
        }
        if ray < ahead.rays.count, ahead.rays[ray].knot == knot {
          changes(along: ray, ahead, stage, winners, into: &found)
          cuts += found
          ray += 1
        }
      }
    }
    return cuts
  }

  /// The first of the largest members of each window, [knots·windows]; empty for other gates.
  func winners(_ ahead: LineKnots, _ stage: AffineStage) -> [Int32] {
    guard case .largest(let windows) = stage.gate else { return [] }
    let width = stage.outputCount
    var winners: [Int32] = []
    winners.reserveCapacity(ahead.count * windows.count)
    for knot in 0..<ahead.count {
      for window in 0..<windows.count {
        let members = window * windows.size..<(window + 1) * windows.size
        var best = windows.members[members.lowerBound]
        for place in members.dropFirst() {
          let member = windows.members[place]
          if ahead.rows[knot * width + Int(member)] > ahead.rows[knot * width + Int(best)] { best = member }
        }
        winners.append(best)
      }
    }
    return winners
  }

  /// Values that change linearly: a + x·s, s given or the difference to the next row.
  private struct LinearPath {
    let values: UnsafePointer<Double>
    var next: UnsafePointer<Double>?
    var slopes: UnsafePointer<Double>?

    func slope(_ member: Int32) -> Double {
      if let slopes { return slopes[Int(member)] }
      return (next?[Int(member)] ?? 0) - values[Int(member)]
    }
  }

  /// Follows the largest member of a window from x = 0: who overtakes whom, and where.
  ///
  /// Slopes rise from winner to winner, so there are fewer changes than members.
  /// - Parameter last: who wins at x = 1, where the path ends there.
  private func envelope(
    _ windows: Gate.Windows, _ window: Int, from first: Int32, to last: Int32?,
    _ path: LinearPath, _ body: (_ place: Double, _ loser: Int32, _ winner: Int32, _ change: Double) -> Void
  ) {
    var winner = first
    var here = 0.0
    while winner != last {
      let slope = path.slope(winner)
      var best: (place: Double, member: Int32, slope: Double)?
      for member in windows.members[window * windows.size..<(window + 1) * windows.size] {
        let steeper = path.slope(member)
        guard steeper > slope else { continue }
        // Rounding must not send the path back.
        let place = max((path.values[Int(winner)] - path.values[Int(member)]) / (steeper - slope), here)
        if let best, place > best.place || (place == best.place && steeper <= best.slope) { continue }
        best = (place, member, steeper)
      }
      if let last, best.map({ $0.place >= 1 }) ?? true {
        // Equals at the end: the first of them is the winner there.
        body(1, winner, last, path.slope(last) - slope)
        return
      }
      guard let best, best.place.isFinite else { return }
      body(best.place, winner, best.member, best.slope - slope)
      (winner, here) = (best.member, best.place)
    }
  }

  /// Changes of state along a ray, nearest first.
  private func changes(
    along ray: Int, _ ahead: LineKnots, _ stage: AffineStage, _ winners: [Int32], into found: inout [LineCut]
  ) {
    found.removeAll(keepingCapacity: true)
    let way = ahead.rays[ray]
    let width = stage.outputCount
    ahead.rows.withUnsafeBufferPointer { rows in
      ahead.slopes.withUnsafeBufferPointer { slopes in
        guard let values = rows.baseAddress, let outwards = slopes.baseAddress else { return }
        let row = values + way.knot * width, slope = outwards + ray * width
        func append(_ distance: Double, _ unit: Int, _ loser: Int32, _ winner: Int32, _ change: Double) {
          found.append(
            LineCut(
              knot: way.knot, place: way.sign * distance, position: way.start + way.sign * distance,
              unit: Int32(unit), loser: loser, winner: winner, change: change, ray: Int32(ray)))
        }
        switch stage.gate {
        case .open: break
        case .rectifier(let count, let leak):
          for unit in 0..<count {
            guard (row[unit] < 0 && slope[unit] > 0) || (row[unit] >= 0 && slope[unit] < 0) else { continue }
            let distance = abs(row[unit] / slope[unit])
            if distance.isFinite { append(distance, unit, -1, -1, (1 - leak) * abs(slope[unit])) }
          }
        case .largest(let windows):
          for window in 0..<windows.count {
            envelope(
              windows, window, from: winners[way.knot * windows.count + window], to: nil,
              LinearPath(values: row, slopes: slope)
            ) { append($0, window, $1, $2, $3) }
          }
        }
      }
    }
    found.sort { (abs($0.place), $0.unit) < (abs($1.place), $1.unit) }
  }
}
