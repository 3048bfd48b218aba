import Networks
import Tensors

extension PruningSchedule {
  /// RigL: every Δ steps up to T_end, in every layer that is sparse, k = trunc(f(t) · present) weights of least
  /// magnitude go and the k places of greatest dense gradient come, f(t) = α/2 · (1 + cos(πt/T_end)).
  ///
  /// Places just dropped compete as well, and one that comes back at once keeps its value; a new one starts at 0, of
  /// which the optimiser knows nothing. The batch of an exchange moves no weights. Counts stay as they are, layer by
  /// layer. The first exchange is at t = Δ.
  ///
  /// Source: Evci, Gale, Menick, Castro, Elsen, "Rigging the lottery: making all tickets winners", arXiv:1911.11134,
  /// and its code.
  /// - Parameters:
  ///   - every: Δ in steps.
  ///   - fraction: α in (0, 1].
  ///   - end: T_end as a fraction of the run, in (0, 1].
  public static func rigl(every: Int = 100, fraction: Double = 0.3, until end: Double = 0.75) -> PruningSchedule {
    PruningSchedule(RigLSchedule(clock: ExchangeClock(every: every, fraction: fraction, until: end)))
  }
}

struct RigLSchedule: ScheduleRule {
  let clock: ExchangeClock

  var description: String { ".rigl(\(clock.settings))" }

  func validate(for network: Network, over length: RunLength) throws {
    try clock.validate(for: network, over: length, in: ".rigl")
  }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
    clock.isDue(after: step, of: length) ? .insteadOfStep : nil
  }

  func intervene(in moment: TrainingMoment) throws -> InterventionOutcome {
    guard let gradient = moment.gradient else { return .goOn }
    let fraction = clock.fraction(after: moment.step, of: moment.length)
    return .change(try moment.network.exchanging(fraction) { gradient[$0].doubles })
  }
}
