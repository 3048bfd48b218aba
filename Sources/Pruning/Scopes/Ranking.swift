import Tensors

/// Which elements go: the lowest scores among the survivors.
struct Ranking {
  /// Whether the scores of a layer's survivors tell them apart.
  enum Constant: Hashable {
    /// They do.
    case no
    /// All are this.
    case all(Double)
  }

  /// The marks of each layer, 1 for an element that is present.
  private(set) var marks: [[UInt8]]
  private let scores: [[Double]]
  /// Marks of those that must stay, layer by layer; empty for none.
  private var spared: [[UInt8]]

  init(marks: [[UInt8]], scores: [[Double]]) {
    self.marks = marks
    self.scores = scores
    spared = marks.map { _ in [] }
  }

  /// How many are there.
  func survivors(of layers: [Int]) -> Int { layers.reduce(0) { $0 + marks[$1].reduce(0) { $0 + Int($1) } } }

  /// Whether all survivors of a layer have one score; a layer without any has none.
  func constant(of layer: Int) -> Constant {
    var first: Double?
    for (index, mark) in marks[layer].enumerated() where mark != 0 {
      let score = scores[layer][index]
      if let first, first != score { return .no }
      first = score
    }
    return first.map { .all($0) } ?? .no
  }

  /// Takes the best so many of each layer out of the ranking; of equal scores those that come last.
  /// - Throws: `Interrupted`.
  mutating func spare(_ least: Int, in layers: [Int], checkpoint: Checkpoint) throws(Interrupted) {
    guard least > 0 else { return }
    for layer in layers {
      var best = Ranking(marks: marks, scores: scores)
      try best.remove(
        max(0, survivors(of: [layer]) - least), from: [layer], tiesTogether: false, checkpoint: checkpoint)
      spared[layer] = best.marks[layer]
    }
  }

  /// Removes the `count` lowest scores of the given layers; of equal scores the element that comes first, layers in
  /// order. With `tiesTogether`, everything that equals the last one removed goes too.
  /// - Precondition: the layers have that many survivors that are not spared; no score is NaN.
  /// - Throws: `Interrupted`, looked for at every comparison, since sorting millions takes seconds.
  /// - Complexity: O(n log n) for n survivors.
  mutating func remove(
    _ count: Int, from layers: [Int], tiesTogether: Bool, checkpoint: Checkpoint
  ) throws(Interrupted) {
    guard count > 0 else { return }
    var sorted: [Double] = []
    for layer in layers {
      try checkpoint.check()
      for (index, mark) in marks[layer].enumerated() where mark != 0 && isOpen(layer, index) {
        sorted.append(scores[layer][index])
      }
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
        if !isOpen(layer, index) { continue }
        if scores[layer][index] == threshold {
          if ties == 0 { continue }
          ties -= 1
        }
        marks[layer][index] = 0
      }
    }
  }

  @inline(__always)
  private func isOpen(_ layer: Int, _ index: Int) -> Bool { spared[layer].isEmpty || spared[layer][index] == 0 }
}
