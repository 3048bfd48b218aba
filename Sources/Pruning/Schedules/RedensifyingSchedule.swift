import Networks

extension PruningSchedule {
  /// Takes all masks off after ⌊at · T⌋ steps; what was pruned goes on from 0.
  ///
  /// Source: Han et al., "DSD: dense-sparse-dense training for deep neural networks", arXiv:1607.04381.
  /// - Parameter time: when, as a fraction of the run in (0, 1).
  public static func redensify(at time: Double = 0.5) -> PruningSchedule {
    PruningSchedule(RedensifyingSchedule(time: time))
  }
}

struct RedensifyingSchedule: ScheduleRule {
  let time: Double

  var description: String { ".redensify(at: \(time))" }

  func validate(for network: Network, over length: RunLength) throws {
    guard time > 0, time < 1, length.step(at: time) >= 1 else {
      throw PruningError.fraction(
        name: "at", expected: "a fraction of the run in (0, 1), after a step or more", found: time)
    }
    guard network.sparsity > 0 else { throw PruningError.needsSparse(schedule: ".redensify") }
  }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
    step + 1 == length.step(at: time) ? .afterStep : nil
  }

  func intervene(in moment: TrainingMoment) throws -> InterventionOutcome {
    .change(try moment.network.masked(by: [:]))
  }
}
