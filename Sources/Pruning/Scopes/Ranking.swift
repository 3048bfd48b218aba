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
  /// - Throws: `Interrupted`.
  /// - Complexity: O(n) for n survivors.
  mutating func remove(
    _ count: Int, from layers: [Int], tiesTogether: Bool, checkpoint: Checkpoint
  ) throws(Interrupted) {
    guard count > 0 else { return }
    var open: [Double] = []
    open.reserveCapacity(survivors(of: layers))
    for layer in layers {
      try checkpoint.check()
      let (marks, scores, spared) = (marks[layer], scores[layer], spared[layer])
      for index in marks.indices where marks[index] != 0 && (spared.isEmpty || spared[index] == 0) {
        open.append(scores[index])
      }
    }
    let last = try OrderStatistic(count - 1, of: open, checkpoint: checkpoint)
    var ties = tiesTogether ? .max : count - last.below
    for layer in layers {
      try checkpoint.check()
      let (scores, spared) = (scores[layer], spared[layer])
      marks[layer].withUnsafeMutableBufferPointer { marks in
        for index in marks.indices where marks[index] != 0 && scores[index] <= last.value {
          if !spared.isEmpty && spared[index] != 0 { continue }
          if scores[index] == last.value {
            if ties == 0 { continue }
            ties -= 1
          }
          marks[index] = 0
        }
      }
    }
  }
}
