import Synchronization
import Tensors

/// Times the steps of a training run from its reports of progress.
///
/// The first step is left out: it pays for memory that is touched for the first time.
final class StepWatch: Sendable {
  private struct Record {
    var start = 0.0
    var end = 0.0
    var losses: [Double] = []
  }

  /// Losses kept, for comparing.
  private static let watched = 10

  private let clock: Clock
  private let record = Mutex(Record())

  init(_ clock: Clock) { self.clock = clock }

  /// Looks at a report, made after each step.
  func observe(_ progress: Progress) {
    let now = clock.now
    record.withLock { record in
      if progress.completed == 1 { record.start = now }
      record.end = now
      if record.losses.count < StepWatch.watched, let loss = progress.measures.first(where: { $0.name == "loss" }) {
        record.losses.append(loss.value)
      }
    }
  }

  /// Seconds of one of `units` that the steps after the first handled together, and the losses of the first steps
  /// before their updates.
  func measurement(units: Int) -> Measurement {
    record.withLock { Measurement(seconds: ($0.end - $0.start) / Double(units), values: $0.losses) }
  }
}
