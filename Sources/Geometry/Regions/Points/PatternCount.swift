import Tensors

/// The count of the patterns on points, chunk after chunk.
struct PatternCount {
  let map: PiecewiseLinearMap
  /// [N, D].
  let points: Tensor

  /// Words of patterns that are kept to be compared: 256 MB.
  private static let capacity = 1 << 25

  /// The packed states of a chunk of points.
  private struct Part {
    /// By stage, rows of words.
    var words: [[UInt64]]
    var positives: [[Int]]
    var zeros: [[Int]]
  }

  func run(checkpoint: Checkpoint) throws -> ActivationPatterns {
    let count = points.shape[0]
    let stages = map.stages.indices.filter { map.stages[$0].gate.unitCount > 0 }
    let end = (stages.last ?? -1) + 1
    let schedule = PointSchedule(points: count, rows: 1, stages: map.stages[..<max(end, 1)])
    let widths = stages.map { map.stages[$0].gate.wordCount }
    // Each stage's table and that of the whole pattern hold as many words.
    let keeps = widths.reduce(0, +) <= Self.capacity / 2 / max(count, 1)
    var tables = widths.map { PatternTable(width: $0, comparesWords: keeps) }
    var whole = PatternTable(width: widths.reduce(0, +), comparesWords: keeps)
    var positives = stages.map { map.stages[$0].neuronZeros }, zeros = positives
    var done = 0
    for round in schedule.rounds {
      checkpoint.report(Progress("activation patterns", done, of: count, unit: "point"))
      let parts = try Parallel.map(round.count, checkpoint: checkpoint) { index in
        let range = schedule.points(of: round.lowerBound + index)
        let pass = try PointPass(
          map, points.doubles(rows: range), count: range.count, end: end, checkpoint: checkpoint)
        return part(pass, stages)
      }
      for (index, part) in parts.enumerated() {
        try checkpoint.check()
        for point in schedule.points(of: round.lowerBound + index).indices.enumerated().map(\.offset) {
          var pattern: [UInt64] = []
          for place in stages.indices {
            let words = part.words[place][point * widths[place]..<(point + 1) * widths[place]]
            tables[place].insert(words)
            pattern += words
          }
          whole.insert(pattern[...])
        }
        for place in stages.indices {
          for unit in positives[place].indices {
            positives[place][unit] += part.positives[place][unit]
            zeros[place][unit] += part.zeros[place][unit]
          }
        }
      }
      done = schedule.points(of: round.upperBound - 1).upperBound
    }
    checkpoint.report(Progress("activation patterns", count, of: count, unit: "point"))
    let layers = stages.enumerated().map { place, stage in
      ActivationPatterns.Layer(
        name: map.stages[stage].name, units: map.stages[stage].gate.unitCount,
        spread: ActivationPatterns.Spread(tables[place].counts), positives: positives[place], zeros: zeros[place],
        points: count)
    }
    return ActivationPatterns(
      layers: layers, spread: ActivationPatterns.Spread(whole.counts), points: count, isCompared: keeps)
  }

  private func part(_ pass: PointPass, _ stages: [Int]) -> Part {
    var part = Part(words: [], positives: [], zeros: [])
    for index in stages {
      let stage = map.stages[index], width = stage.gate.wordCount
      var words = [UInt64](repeating: 0, count: pass.count * width)
      var positives = stage.neuronZeros, zeros = positives
      switch stage.gate {
      case .open: break
      case .rectifier(let units, _):
        for point in 0..<pass.count {
          let start = point * stage.outputCount
          for unit in 0..<units {
            let value = pass.ahead[index][start + unit]
            if value >= 0 { words[point * width + unit >> 6] |= 1 << UInt64(unit & 63) }
            if value > 0 { positives[unit] += 1 } else if value == 0 { zeros[unit] += 1 }
          }
        }
      case .largest(let windows):
        for point in 0..<pass.count {
          for window in 0..<windows.count {
            let winner = pass.winners[index][point * windows.count + window]
            let members = windows.members[window * windows.size..<(window + 1) * windows.size]
            let place = (members.firstIndex(of: winner) ?? members.startIndex) - members.startIndex
            words[point * width + window >> 2] |= UInt64(place & 0xFFFF) << UInt64(16 * (window & 3))
          }
        }
      }
      part.words.append(words)
      part.positives.append(positives)
      part.zeros.append(zeros)
    }
    return part
  }
}

extension Gate {
  /// Words that a point's states take: a bit a neuron, 16 a window.
  fileprivate var wordCount: Int {
    switch self {
    case .open: 0
    case .rectifier(let count, _): (count + 63) / 64
    case .largest(let windows): (windows.count + 3) / 4
    }
  }
}

extension AffineStage {
  /// A zero for each neuron; none for windows.
  fileprivate var neuronZeros: [Int] {
    if case .rectifier(let count, _) = gate { [Int](repeating: 0, count: count) } else { [] }
  }
}
