import Glibc
public import Datasets
public import Networks
public import Tensors

/// The hardest samples by a score taken once: static data pruning.
///
/// The first epochs visit random parts, a fresh one each, of the same size; then the samples are scored and the hardest
/// visited to the end. The papers score with runs of their own over all samples, ten of them for the error norm; here
/// the one run, its updates those of any other selection, scores for itself.
///
/// Source: Paul, Ganguli, Dziugaite, "Deep learning on a data diet", arXiv:2107.07075 (error norm); Toneva et al., "An
/// empirical study of example forgetting", arXiv:1812.05159.
public struct HardestSelection: SampleSelector {
  /// What makes a sample hard.
  public enum Difficulty: String, Hashable, Sendable, CaseIterable {
    /// ‖softmax - one-hot label‖₂, known as EL2N, at the end of the first epochs.
    case errorNorm
    /// How often a sample was classified correctly at the beginning of one epoch and wrongly at that of the next, over
    /// the first epochs; samples never classified correctly come first.
    case forgetting
  }

  /// The fraction of the training samples that an epoch visits.
  public let keep: Double
  /// What makes a sample hard.
  public let difficulty: Difficulty
  /// Epochs before the choice.
  public let warmup: Int

  /// With forgetting, how often each sample was forgotten, whether it was right last, and whether it ever was; after the
  /// choice, 1 where a sample is chosen, alone.
  public var memory: [Tensor] = []

  /// The hardest samples.
  public init(keep: Double, by difficulty: Difficulty, after warmup: Int) {
    self.keep = keep
    self.difficulty = difficulty
    self.warmup = warmup
  }

  public var description: String {
    ".hardest(keep: \(keep), by: .\(difficulty.rawValue), after: \(warmup))"
  }

  public func count(of total: Int) -> Int { SampleShare.count(keep, of: total) }

  /// - Throws: `PruningError.fraction` and `.count` for settings out of range.
  public func validate(for data: Dataset) throws {
    try SampleShare.validate(keep)
    guard warmup >= 1, warmup <= 1 << 20 else {
      throw PruningError.count(name: "samples", expected: "a choice after 1 to 1048576 epochs", found: warmup)
    }
  }

  public mutating func rows(for moment: SelectionMoment) throws -> [Int] {
    let total = moment.labels.count
    if moment.epoch < warmup {
      if difficulty == .forgetting { record(try moment.logits(), labels: moment.labels) }
      let chosen = SampleShare.random(
        count(of: total), of: Array(0..<total), seed: moment.seed, index: moment.epoch)
      return SampleShare.ordered(chosen, seed: moment.seed, epoch: moment.epoch)
    }
    if memory.count != 1 {
      let logits = try moment.logits()
      let scores: [Double]
      switch difficulty {
      case .errorNorm: scores = HardestSelection.errorNorms(logits, labels: moment.labels)
      case .forgetting:
        record(logits, labels: moment.labels)
        scores = zip(memory[0].doubles, memory[2].doubles).map { forgotten, known in
          known == 0 ? .infinity : forgotten
        }
      }
      var marks = [Float](repeating: 0, count: total)
      for row in SampleShare.top(count(of: total), by: scores) { marks[row] = 1 }
      memory = [Tensor([total], marks)]
    }
    let marks = memory[0].floats
    return SampleShare.ordered(marks.indices.filter { marks[$0] == 1 }, seed: moment.seed, epoch: moment.epoch)
  }

  /// ‖softmax - one-hot label‖₂ of every row of logits.
  public static func errorNorms(_ logits: Tensor, labels: [Int]) -> [Double] {
    let (values, classes) = (logits.doubles, logits.shape[1])
    return labels.enumerated().map { row, label in
      let row = values[row * classes..<(row + 1) * classes]
      let top = row.max() ?? 0
      let exponentials = row.map { exp($0 - top) }
      let total = exponentials.reduce(0, +)
      let squares = exponentials.enumerated().reduce(0.0) { sum, entry in
        let distance = entry.element / total - (entry.offset == label ? 1 : 0)
        return sum + distance * distance
      }
      return squares.squareRoot()
    }
  }

  private mutating func record(_ logits: Tensor, labels: [Int]) {
    let (values, classes, total) = (logits.doubles, logits.shape[1], labels.count)
    var state = memory.map(\.floats)
    if state.isEmpty { state = Array(repeating: [Float](repeating: 0, count: total), count: 3) }
    for (row, label) in labels.enumerated() {
      let row_ = values[row * classes..<(row + 1) * classes]
      let own = row_[row_.startIndex + label]
      let isRight = own == row_.max() && row_.firstIndex(of: own) == row_.startIndex + label
      if state[1][row] == 1, !isRight { state[0][row] += 1 }
      state[1][row] = isRight ? 1 : 0
      if isRight { state[2][row] = 1 }
    }
    memory = state.map { Tensor([total], $0) }
  }
}
