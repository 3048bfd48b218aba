import Figures
import Synchronization
import Tensors

/// The one progress display of a cell: updated in place while work runs, and left as a single line when it ends. Further
/// work of the cell takes the same display.
///
/// Whether it appears depends on the command alone, never on a clock, so that a notebook run twice has the same outputs.
final class ProgressLine: Sendable {
  private struct State {
    var isShown = false
    var started = ContinuousClock.now
    var updated = ContinuousClock.now
    var last: Progress?
  }

  /// A front end redraws no faster than an eye reads.
  private static let interval = Duration.milliseconds(100)

  private let output: any WorkbenchOutput
  private let id: String
  private let state = Mutex(State())

  init(output: any WorkbenchOutput, id: String) {
    self.output = output
    self.id = id
  }

  /// Shows how far the work has come, at most ten times a second.
  func report(_ progress: Progress) {
    state.withLock { state in
      let now = ContinuousClock.now
      // Another total or a count that goes back: other work has begun.
      if progress.total != state.last?.total || progress.completed < state.last?.completed ?? 0 { state.started = now }
      state.last = progress
      if !state.isShown {
        state.isShown = true
        state.updated = now
        output.show(DisplayBundle(text: ProgressText.begun(progress)), id: id)
      } else if now - state.updated >= ProgressLine.interval {
        state.updated = now
        output.update(DisplayBundle(text: text(state, now)), id: id)
      }
    }
  }

  /// Replaces the bar by the line that stays.
  func finish() {
    state.withLock { state in
      guard state.isShown, let last = state.last else { return }
      output.update(DisplayBundle(text: ProgressText.finished(last)), id: id)
    }
  }

  private func text(_ state: borrowing State, _ now: ContinuousClock.Instant) -> String {
    guard let last = state.last else { return "" }
    return ProgressText.running(last, seconds: (now - state.started) / .seconds(1))
  }
}
