import Networks

extension PruningSchedule {
  /// Prunes once on the way, after ⌊at · T⌋ steps.
  /// - Parameters:
  ///   - sparsity: what is reached, in (0, 1).
  ///   - time: when, as a fraction of the run in (0, 1].
  ///   - score: what elements are ranked by.
  ///   - scope: among which elements they compete.
  ///   - structure: what goes as one.
  ///   - excluded: layers by name that stay as they are.
  ///   - keeping: the least of a layer's elements that is left.
  public static func oneShot(
    to sparsity: Double, at time: Double = 0.5,
    by score: PruningScore = .magnitude, scope: Scope = .global, structure: Structure = .unstructured,
    excluding excluded: [String] = [], keeping: Int = 0
  ) -> PruningSchedule {
    let choices = PruningChoices(
      by: score, scope: scope, structure: structure, excluding: excluded, keeping: keeping)
    let target = PruningTarget(sparsity: sparsity, choices: choices)
    return PruningSchedule(
      OneShotSchedule(target: target, time: time))
  }
}

struct OneShotSchedule: ScheduleRule {
  let target: PruningTarget
  let time: Double

  var description: String { ".oneShot(to: \(target.sparsity), at: \(time), \(target.text))" }

  func validate(for network: Network, over length: RunLength) throws {
    guard time > 0, time <= 1, length.step(at: time) >= 1 else {
      throw PruningError.fraction(
        name: "at", expected: "a fraction of the run in (0, 1], after a step or more; 'prune' prunes before training",
        found: time)
    }
    try target.validate(for: network)
  }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
    step + 1 == length.step(at: time) ? .afterStep : nil
  }

  func intervene(in moment: TrainingMoment) throws -> InterventionOutcome { .change(try target.prune(moment.network)) }
}
