import Dispatch
import Synchronization

/// Whose turn it is to run code of a session that several threads share.
///
/// One thread at a time evaluates; the others wait in line. A thread that has waited a while asks for the turn, and the
/// one that has it passes it on at its next look for an interrupt. Commands give it up while they compute.
final class Turn: Sendable {
  /// How long a thread waits before it asks.
  private static let patience = DispatchTimeInterval.milliseconds(5)

  private struct State {
    var isTaken = false
    var line: [DispatchSemaphore] = []
  }

  private let state = Mutex(State())
  private let wanted = Atomic<Bool>(false)

  /// Whether a thread has asked for the turn.
  var isWanted: Bool { wanted.load(ordering: .relaxed) }

  /// Waits for the turn.
  func take() {
    let place: DispatchSemaphore? = state.withLock { state in
      if !state.isTaken {
        state.isTaken = true
        return nil
      }
      let place = DispatchSemaphore(value: 0)
      state.line.append(place)
      return place
    }
    guard let place else { return }
    // Again and again: the wish is forgotten when another in the line gets the turn.
    while place.wait(timeout: .now() + Turn.patience) == .timedOut { wanted.store(true, ordering: .relaxed) }
  }

  /// Hands the turn to the first in line.
  func give() {
    let next: DispatchSemaphore? = state.withLock { state in
      wanted.store(false, ordering: .relaxed)
      guard !state.line.isEmpty else {
        state.isTaken = false
        return nil
      }
      return state.line.removeFirst()
    }
    next?.signal()
  }

  /// Lets those that wait go first.
  func passOn() {
    give()
    take()
  }
}
