public import Networks
public import Tensors

/// When weights go during a training, and whether they may come back: the fourth choice beside score, scope and
/// structure.
///
/// Times are fractions of the run, T its steps; step t is reached when t steps have been made. Before and after a
/// training `prune` does the same at once.
public struct PruningSchedule: Sendable {
  private var rule: any ScheduleRule

  init(_ rule: any ScheduleRule) { self.rule = rule }
}

/// One schedule.
protocol ScheduleRule: TrainingIntervention {
  /// Whether it can go with an optimiser.
  /// - Throws: what does not fit, before the first step.
  func validate(for optimizer: Optimizer) throws
}

extension ScheduleRule {
  func validate(for optimizer: Optimizer) throws {}
}

extension PruningSchedule: TrainingIntervention {
  /// The schedule as it is written in a cell.
  public var description: String { rule.description }

  /// Whether the optimiser goes on remembering weights that are pruned.
  public var remembersPruned: Bool { rule.remembersPruned }

  /// What it remembers.
  public var memory: [Tensor] {
    get { rule.memory }
    set { rule.memory = newValue }
  }

  /// Whether it can go with a network and a run.
  /// - Throws: `PruningError` for settings out of range, a network that is too sparse or not sparse, and a run too short.
  public func validate(for network: Network, over length: RunLength) throws {
    try rule.validate(for: network, over: length)
  }

  /// Whether it can go with an optimiser.
  /// - Throws: `PruningError.needsMomentum` where it goes by a mean of gradients that the optimiser does not keep.
  public func validate(for optimizer: Optimizer) throws { try rule.validate(for: optimizer) }

  /// When it wants to act in a step.
  public func timing(at step: Int, of length: RunLength) -> InterventionTiming? { rule.timing(at: step, of: length) }

  /// Acts.
  public mutating func intervene(in moment: TrainingMoment) throws -> InterventionOutcome {
    try rule.intervene(in: moment)
  }
}

extension PruningSchedule: Hashable {
  /// Two schedules that are written alike are the same.
  public static func == (a: PruningSchedule, b: PruningSchedule) -> Bool { a.description == b.description }

  /// Feeds how it is written.
  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
