import Networks

extension PruningSchedule {
  /// The masks stay as they are: the baseline of dynamic sparse training.
  public static let `static` = PruningSchedule(StaticSchedule())
}

struct StaticSchedule: ScheduleRule {
  let description = ".static"

  func validate(for network: Network, over length: RunLength) throws {
    guard network.sparsity > 0 else { throw PruningError.needsSparse(schedule: description) }
  }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? { nil }

  func intervene(in moment: TrainingMoment) -> InterventionOutcome { .goOn }
}
