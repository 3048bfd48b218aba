extension LineTracer {
  /// The knots behind a gate, line after line in the order of t: those in front of it and the changes of state.
  ///
  /// At a knot a rectifier is active where z ≥ 0 and the first of the largest members wins.
  func cuts(_ ahead: LineKnots, _ stage: AffineStage) -> [LineCut] {
    var cuts: [LineCut] = []
    cuts.reserveCapacity(ahead.count * 2 + stage.gate.unitCount)
    let width = stage.outputCount
    let winners = self.winners(ahead, stage)
    let negatives = self.negatives(ahead, stage)
    let words = ahead.count > 0 ? negatives.count / ahead.count : 0
    var found: [LineCut] = []
    let crossings = Crossings(capacity: stage.gate.unitCount)
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
          case .rectifier(_, let slope):
            crossings.find(row, row + width, negatives, words: knot * words..<(knot + 1) * words)
            for index in 0..<crossings.count {
              let (place, unit) = crossings[index]
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

  /// A bit a rectifier, set where it is inactive, whole words for each knot; empty for other gates.
  private func negatives(_ ahead: LineKnots, _ stage: AffineStage) -> [UInt64] {
    guard case .rectifier(let count, _) = stage.gate else { return [] }
    return KnotRows.negativeBits(ahead.rows, stride: stage.outputCount, columns: count)
  }

  /// Where rectifiers change their state between two knots: fractions of the way and units, by place, then unit.
  private final class Crossings {
    private(set) var count = 0
    private let places: UnsafeMutablePointer<Double>
    private let units: UnsafeMutablePointer<Int32>
    private let ranks: UnsafeMutablePointer<Int32>
    /// Places in the order of the ranks.
    private let order: UnsafeMutablePointer<Int32>

    /// Above this many the standard sort is faster than comparing all pairs.
    private static let mostRanked = 256

    init(capacity: Int) {
      places = .allocate(capacity: max(capacity, 1))
      units = .allocate(capacity: max(capacity * 3, 1))
      units.initialize(repeating: 0, count: max(capacity * 3, 1))
      ranks = units + capacity
      order = ranks + capacity
    }

    deinit {
      places.deallocate()
      units.deallocate()
    }

    subscript(index: Int) -> (place: Double, unit: Int32) {
      let item = Int(order[index])
      return (places[item], units[item])
    }

    /// - Parameter words: of the first knot's bits; the second's follow.
    func find(
      _ row: UnsafePointer<Double>, _ next: UnsafePointer<Double>, _ negatives: [UInt64], words: Range<Int>
    ) {
      count = 0
      for word in words {
        var changed = negatives[word] ^ negatives[word + words.count]
        while changed != 0 {
          let unit = (word - words.lowerBound) * 64 + changed.trailingZeroBitCount
          changed &= changed - 1
          places[count] = row[unit] / (row[unit] - next[unit])
          units[count] = Int32(unit)
          count += 1
        }
      }
      switch count {
      case 0: return
      case 1: order[0] = 0
      case 2:
        let swaps: Int32 = places[1] < places[0] ? 1 : 0
        (order[0], order[1]) = (swaps, 1 - swaps)
      case ...Self.mostRanked:
        KnotRows.rank(places, count: count, into: ranks)
        for index in 0..<count { order[Int(ranks[index])] = Int32(index) }
      default:
        for index in 0..<count { order[index] = Int32(index) }
        var all = UnsafeMutableBufferPointer(start: order, count: count)
        all.sort {
          places[Int($0)] != places[Int($1)] ? places[Int($0)] < places[Int($1)] : $0 < $1
        }
      }
    }
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
