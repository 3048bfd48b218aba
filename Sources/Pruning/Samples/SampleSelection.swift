public import Networks

/// A part of the training samples for every epoch: dynamic data pruning.
///
/// A value that a cell can name: what chooses is one of the selectors of this folder, or one's own.
public struct SampleSelection: Sendable, CustomStringConvertible {
  /// What chooses.
  public let selector: any SampleSelector

  /// A selector of one's own.
  public init(_ selector: any SampleSelector) { self.selector = selector }

  /// How it is written in a cell.
  public var description: String { selector.description }

  /// The same random part in every epoch: the control.
  public static func staticRandom(keep: Double) -> SampleSelection {
    SampleSelection(RandomSelection(keep: keep, every: nil))
  }

  /// A fresh random part every so many epochs.
  public static func random(keep: Double, every period: Int = 1) -> SampleSelection {
    SampleSelection(RandomSelection(keep: keep, every: period))
  }

  /// Those of the largest moving mean of a score.
  public static func uncertainty(
    keep: Double, every period: Int = 10, by score: SampleScore = .leastConfidence, weight: Double = 0.8
  ) -> SampleSelection {
    SampleSelection(ScoredSelection(keep: keep, every: period, by: score, weight: weight, rule: .top))
  }

  /// Most of them by the largest moving mean of a score, a fraction ε at random among the others.
  public static func epsilonGreedy(
    keep: Double, epsilon: Double = 0.1, every period: Int = 10, by score: SampleScore = .leastConfidence,
    weight: Double = 0.8
  ) -> SampleSelection {
    SampleSelection(
      ScoredSelection(keep: keep, every: period, by: score, weight: weight, rule: .epsilonGreedy(epsilon)))
  }

  /// Those of the largest upper bound: moving mean + exploration · √(moving variance) of a score.
  public static func upperBound(
    keep: Double, exploration: Double = 1, every period: Int = 10, by score: SampleScore = .leastConfidence,
    weight: Double = 0.8
  ) -> SampleSelection {
    SampleSelection(
      ScoredSelection(keep: keep, every: period, by: score, weight: weight, rule: .upperBound(exploration)))
  }

  /// The hardest after some epochs on random parts, from then on always the same.
  public static func hardest(
    keep: Double, by difficulty: HardestSelection.Difficulty = .errorNorm, after warmup: Int = 5
  ) -> SampleSelection {
    SampleSelection(HardestSelection(keep: keep, by: difficulty, after: warmup))
  }
}

extension SampleSelection: Hashable {
  /// Selectors are the same if they are written the same, memory aside.
  public static func == (first: SampleSelection, second: SampleSelection) -> Bool {
    first.description == second.description
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
