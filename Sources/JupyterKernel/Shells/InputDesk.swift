import Dispatch
import Synchronization

/// Where a cell waits for the user's answer, and where the front thread leaves it.
final class InputDesk: Sendable {
  private enum State {
    case idle
    case waiting
    case answered(String)
    case interrupted
  }

  private let state = Mutex(State.idle)
  private let changed = DispatchSemaphore(value: 0)

  /// Puts the question with `ask` and waits for the answer.
  ///
  /// - Throws: ``InputError/interrupted`` when the cell is interrupted, or had been before it asked.
  func wait(ask: () -> Void) throws(InputError) -> String {
    let mayAsk = state.withLock { state in
      if case .interrupted = state { return false }
      state = .waiting
      return true
    }
    if !mayAsk { throw .interrupted }
    ask()
    changed.wait()
    let answer: String? = state.withLock { state in
      guard case .answered(let text) = state else { return nil }
      state = .idle
      return text
    }
    guard let answer else { throw .interrupted }
    return answer
  }

  /// Leaves the answer; one that nobody waits for is dropped.
  func answer(_ text: String) {
    leave(.answered(text))
  }

  /// Wakes the cell that waits, and refuses further questions until ``reset()``.
  func interrupt() {
    leave(.interrupted)
  }

  /// Forgets an interrupt, before the next cell.
  func reset() {
    state.withLock { $0 = .idle }
  }

  private func leave(_ new: State) {
    let wake = state.withLock { state in
      switch (state, new) {
      case (.waiting, _):
        state = new
        return true
      case (_, .interrupted):
        state = new
        return false
      default:
        return false
      }
    }
    if wake { changed.signal() }
  }
}
