public import Datasets
public import Networks
public import Tensors

/// The samples that a network is least sure of, by moving means of a score: the bandits of dynamic data pruning.
///
/// Every `period` epochs all samples are scored by the network as it stands, x, and
///
///     mean ← (1 - weight) · mean + weight · x,  variance ← (1 - weight) · variance + weight · (x - mean before)²,
///
/// the mean starting at the first scores and the variance at 0; then the rule chooses, and its choice is visited, in a
/// fresh order every epoch, until the next.
///
/// Source: Raju, Daruwalla, Lipasti, "Accelerating deep learning with dynamic data pruning", arXiv:2111.12621. Its text
/// could not be read: period 10 and weight 0.8 are recalled, ε = 0.1, exploration 1 and the score 1 - max p are choices
/// made here.
public struct ScoredSelection: SampleSelector {
  /// How the moving means become a choice.
  public enum Rule: Hashable, Sendable {
    /// The largest means.
    case top
    /// The largest means, but for this fraction of the choice, which is random among the others.
    case epsilonGreedy(Double)
    /// The largest mean + this · √variance.
    case upperBound(Double)
  }

  /// The fraction of the training samples that an epoch visits.
  public let keep: Double
  /// Epochs from one choice to the next.
  public let period: Int
  /// What is averaged.
  public let score: SampleScore
  /// What the newest score counts in the moving mean, in (0, 1].
  public let weight: Double
  /// How the means become a choice.
  public let rule: Rule

  /// Means, variances, and 1 where a sample is chosen; nothing before the first choice.
  public var memory: [Tensor] = []

  /// A choice by moving means.
  public init(keep: Double, every period: Int, by score: SampleScore, weight: Double, rule: Rule) {
    self.keep = keep
    self.period = period
    self.score = score
    self.weight = weight
    self.rule = rule
  }

  public var description: String {
    let (name, own) =
      switch rule {
      case .top: ("uncertainty", "")
      case .epsilonGreedy(let epsilon): ("epsilonGreedy", "epsilon: \(epsilon), ")
      case .upperBound(let exploration): ("upperBound", "exploration: \(exploration), ")
      }
    return ".\(name)(keep: \(keep), \(own)every: \(period), by: .\(score.rawValue), weight: \(weight))"
  }

  public func count(of total: Int) -> Int { SampleShare.count(keep, of: total) }

  /// - Throws: `PruningError.fraction` and `.count` for settings out of range.
  public func validate(for data: Dataset) throws {
    try SampleShare.validate(keep)
    try SampleShare.validate(period: period)
    guard weight > 0, weight <= 1 else {
      throw PruningError.fraction(name: "samples", expected: "a weight of the newest score in (0, 1]", found: weight)
    }
    switch rule {
    case .top: break
    case .epsilonGreedy(let epsilon):
      guard epsilon >= 0, epsilon <= 1 else {
        throw PruningError.fraction(name: "samples", expected: "an epsilon in [0, 1]", found: epsilon)
      }
    case .upperBound(let exploration):
      guard exploration >= 0, exploration.isFinite else {
        throw PruningError.fraction(name: "samples", expected: "an exploration of at least 0", found: exploration)
      }
    }
  }

  public mutating func rows(for moment: SelectionMoment) throws -> [Int] {
    if memory.isEmpty || moment.epoch % period == 0 { try choose(moment) }
    let chosen = memory[2].floats
    return SampleShare.ordered(chosen.indices.filter { chosen[$0] == 1 }, seed: moment.seed, epoch: moment.epoch)
  }

  private mutating func choose(_ moment: SelectionMoment) throws {
    let scores = score.scores(try moment.logits(), labels: moment.labels)
    let total = scores.count
    var means = memory.first?.doubles ?? scores
    var variances = memory.isEmpty ? [Double](repeating: 0, count: total) : memory[1].doubles
    for row in scores.indices {
      let distance = scores[row] - means[row]
      variances[row] = (1 - weight) * variances[row] + weight * distance * distance
      means[row] += weight * distance
    }
    let count = count(of: total)
    let rows: [Int]
    switch rule {
    case .top: rows = SampleShare.top(count, by: means)
    case .upperBound(let exploration):
      rows = SampleShare.top(count, by: zip(means, variances).map { $0 + exploration * $1.squareRoot() })
    case .epsilonGreedy(let epsilon):
      let greedy = SampleShare.top(count - Int((epsilon * Double(count)).rounded()), by: means)
      let taken = Set(greedy)
      let others = (0..<total).filter { !taken.contains($0) }
      rows =
        greedy
        + SampleShare.random(count - greedy.count, of: others, seed: moment.seed, index: moment.epoch / period)
    }
    var marks = [Float](repeating: 0, count: total)
    for row in rows { marks[row] = 1 }
    memory = [
      Tensor([total], means.map(Float.init)), Tensor([total], variances.map(Float.init)), Tensor([total], marks),
    ]
  }
}
