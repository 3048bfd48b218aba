import Glibc
import Synchronization

/// Gives large blocks of memory back to the system on a thread of its own: giving back hundreds of megabytes takes tens
/// of milliseconds, for which nobody who has stopped a run should wait.
enum Reclaimer {
  private struct State {
    /// Addresses of blocks that nobody holds any more; as numbers, which may cross between threads.
    var blocks: [UInt] = []
    var isRunning = false
  }

  private static let state = Mutex(State())

  /// Blocks below this size are given back at once.
  static let largeBlock = 1 << 20

  /// Gives a block back soon.
  static func free(_ block: UnsafeMutableRawPointer) {
    let address = UInt(bitPattern: block)
    let starts = state.withLock { state in
      state.blocks.append(address)
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
      let address = state.blocks.popLast()
      if address == nil { state.isRunning = false }
      return address
    }
    guard let address else { return false }
    Glibc.free(UnsafeMutableRawPointer(bitPattern: address))
    return true
  }
}
