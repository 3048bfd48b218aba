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
    /// What the work has drawn so far.
    var chart: Chart?
  }

  /// A front end redraws no faster than an eye reads.
  private static let interval = Duration.milliseconds(100)
  /// A figure costs more than a line, to draw and to look at.
  private static let chartInterval = Duration.seconds(1)

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
      } else if now - state.updated >= (state.chart == nil ? ProgressLine.interval : ProgressLine.chartInterval) {
        state.updated = now
        output.update(bundle(state, now), id: id)
      }
    }
  }

  /// Shows a figure of what there is so far under the line, until the work ends.
  func draw(_ chart: Chart) {
    state.withLock { state in
      let now = ContinuousClock.now
      let isFirst = state.chart == nil
      state.chart = chart
      guard state.isShown, isFirst || now - state.updated >= ProgressLine.chartInterval else { return }
      state.updated = now
      output.update(bundle(state, now), id: id)
    }
  }

  /// Replaces the bar by the line that stays.
  func finish() {
    state.withLock { state in
      state.chart = nil
      guard state.isShown, let last = state.last else { return }
      output.update(DisplayBundle(text: ProgressText.finished(last)), id: id)
    }
  }

  /// The line; with a figure, the line is its title too, since a front end shows the one or the other.
  private func bundle(_ state: borrowing State, _ now: ContinuousClock.Instant) -> DisplayBundle {
    let line = text(state, now)
    guard var chart = state.chart else { return DisplayBundle(text: line) }
    chart.title = line
    var bundle = chart.bundle(Chart.BundleOptions(includesPNG: false, includesPDF: false, vegaRowLimit: 0))
    bundle.notes = []
    return bundle.with(text: line)
  }

  private func text(_ state: borrowing State, _ now: ContinuousClock.Instant) -> String {
    guard let last = state.last else { return "" }
    return ProgressText.running(last, seconds: (now - state.started) / .seconds(1))
  }
}
