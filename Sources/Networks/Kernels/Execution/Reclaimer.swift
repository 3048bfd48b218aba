import Glibc
import Synchronization

/// Gives large blocks of memory back to the system on a thread of its own: giving back hundreds of megabytes takes tens
/// of milliseconds, for which nobody who has stopped a run should wait.
enum Reclaimer {
  private struct State: @unchecked Sendable {
    // Pointers that nobody else holds any more.
    var blocks: [UnsafeMutableRawPointer] = []
    var isRunning = false
  }

  private static let state = Mutex(State())

  /// Blocks below this size are given back at once.
  static let largeBlock = 1 << 20

  /// Gives a block back soon.
  static func free(_ block: UnsafeMutableRawPointer) {
    // A raw pointer crosses into the lock as a number: it belongs to nobody else.
    let address = UInt(bitPattern: block)
    let starts = state.withLock { state in
      if let block = UnsafeMutableRawPointer(bitPattern: address) { state.blocks.append(block) }
      defer { state.isRunning = true }
      return !state.isRunning
    }
    guard starts else { return }
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { _ in
        while Reclaimer.freeOne() {}
        return nil
      }, nil)
    if code == 0 { pthread_detach(thread) } else { while freeOne() {} }
  }

  /// - Returns: whether there was one; the last call ends the thread.
  private static func freeOne() -> Bool {
    let address = state.withLock { state -> UInt? in
      guard let block = state.blocks.popLast() else {
        state.isRunning = false
        return nil
      }
      return UInt(bitPattern: block)
    }
    guard let address else { return false }
    Glibc.free(UnsafeMutableRawPointer(bitPattern: address))
    return true
  }
}
