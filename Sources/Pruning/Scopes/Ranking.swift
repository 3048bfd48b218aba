import Tensors

/// Which weights go: the lowest scores among the survivors.
struct Ranking {
  /// The marks of each layer, 1 for a weight that is present.
  private(set) var marks: [[UInt8]]
  private let scores: [[Double]]

  init(marks: [[UInt8]], scores: [[Double]]) {
    self.marks = marks
    self.scores = scores
  }

  /// Removes the `count` lowest scores of the given layers; of equal scores the weight that comes first, layers in
  /// order. With `tiesTogether`, everything that equals the last one removed goes too.
  /// - Precondition: the layers have that many survivors; no score is NaN.
  /// - Throws: `Interrupted`, looked for at every comparison, since sorting millions takes seconds.
  /// - Complexity: O(n log n) for n survivors.
  mutating func remove(
    _ count: Int, from layers: [Int], tiesTogether: Bool, checkpoint: Checkpoint
  ) throws(Interrupted) {
    guard count > 0 else { return }
    var sorted: [Double] = []
    for layer in layers {
      try checkpoint.check()
      for (index, mark) in marks[layer].enumerated() where mark != 0 { sorted.append(scores[layer][index]) }
    }
    do {
      try sorted.sort {
        try checkpoint.check()
        return $0 < $1
      }
    } catch { throw Interrupted() }
    let threshold = sorted[count - 1]
    let below = sorted.firstIndex(of: threshold) ?? 0
    var ties = tiesTogether ? .max : count - below
    for layer in layers {
      try checkpoint.check()
      for (index, mark) in marks[layer].enumerated() where mark != 0 && scores[layer][index] <= threshold {
        if scores[layer][index] == threshold {
          if ties == 0 { continue }
          ties -= 1
        }
        marks[layer][index] = 0
      }
    }
  }
}
