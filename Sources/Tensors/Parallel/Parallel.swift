import Glibc
import Synchronization

/// Loops whose iterations run side by side.
///
/// A *shard* is one iteration. How work is cut into shards must follow from shapes alone, never from the thread count:
/// then the results are the same bits on one thread and on many. Shards write disjoint memory.
public enum Parallel {
  private static let requested = Atomic<Int>(0)

  /// The processors that are online.
  public static let processorCount = max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)

  /// Threads that shards are spread over; all processors unless set. Changes speed, never results.
  public static var threadCount: Int {
    get {
      let count = requested.load(ordering: .relaxed)
      return count > 0 ? count : processorCount
    }
    set { requested.store(min(max(newValue, 1), 256), ordering: .relaxed) }
  }

  /// Calls `body` once for each shard and returns when all are done.
  ///
  /// Runs on the calling thread alone where there is one shard or one thread, inside another parallel loop, or while
  /// another thread's loop holds the workers.
  package static func forEach(_ shards: Int, _ body: (Int) -> Void) {
    forEach(shards, workers: threadCount) { shard, _ in body(shard) }
  }

  /// The same, telling each call which of at most `workers` threads it is on, from 0, for memory that each has to
  /// itself.
  package static func forEach(_ shards: Int, workers: Int, _ body: (_ shard: Int, _ worker: Int) -> Void) {
    let threads = min(threadCount, workers, shards)
    if threads <= 1 || !WorkerPool.shared.run(shards, threads: threads, body) {
      for shard in 0..<max(shards, 0) { body(shard, 0) }
    }
  }

  /// The same, skipping what is left once an interrupt is asked for.
  /// - Throws: `Interrupted`; the shards' results are then incomplete and must be discarded.
  package static func forEach(_ shards: Int, checkpoint: Checkpoint, _ body: (Int) -> Void) throws(Interrupted) {
    try checkpoint.check()
    forEach(shards) { shard in
      if !checkpoint.isInterrupted { body(shard) }
    }
    try checkpoint.check()
  }
}
