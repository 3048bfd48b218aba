import Dispatch
import Synchronization

/// Where the evaluator leaves the session's latest snapshot for the query thread.
final class SnapshotBoard: Sendable {
  private let latest = Mutex<(any SessionSnapshot)?>(nil)
  private let first = DispatchSemaphore(value: 0)

  /// Replaces the snapshot.
  func publish(_ snapshot: any SessionSnapshot) {
    let isFirst = latest.withLock { latest in
      defer { latest = snapshot }
      return latest == nil
    }
    if isFirst { first.signal() }
  }

  /// The latest snapshot, waiting for the first one.
  func snapshot() -> any SessionSnapshot {
    while true {
      if let snapshot = latest.withLock({ $0 }) { return snapshot }
      first.wait()
    }
  }
}
