import Glibc
import Synchronization

/// Threads that wait for parallel loops; started on the first loop, kept for the life of the process.
///
/// `@unchecked Sendable`: everything below the mutex is touched only with it held, but for `job`, which is written
/// with it held before the workers wake and read by them until they report back.
final class WorkerPool: @unchecked Sendable {
  static let shared = WorkerPool()

  /// A loop in flight: the body, and the next shard to take.
  private final class Job {
    let shards: Int
    let body: (_ shard: Int, _ worker: Int) -> Void
    let next = Atomic<Int>(0)
    let workers = Atomic<Int>(0)

    init(_ shards: Int, _ body: @escaping (Int, Int) -> Void) {
      self.shards = shards
      self.body = body
    }

    func work() {
      let worker = workers.wrappingAdd(1, ordering: .relaxed).oldValue
      while true {
        let shard = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if shard >= shards { return }
        body(shard, worker)
      }
    }
  }

  /// Steps of one loop follow each other within microseconds: a worker looks this often before it sleeps.
  private static let spins = 4_000

  private var mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var workers = 0
  private var sleeping = 0
  private var job: Job?
  private let generation = Atomic<Int>(0)
  private let wanted = Atomic<Int>(0)
  private let running = Atomic<Int>(0)
  private let busy = Atomic<Bool>(false)

  private init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(wake, nil)
  }

  /// Runs the loop on `threads` threads, the caller among them; false where the workers are taken.
  func run(_ shards: Int, threads: Int, _ body: (_ shard: Int, _ worker: Int) -> Void) -> Bool {
    guard busy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else { return false }
    defer { busy.store(false, ordering: .releasing) }
    return withoutActuallyEscaping(body) { body in
      let job = Job(shards, body)
      pthread_mutex_lock(mutex)
      while workers < threads - 1, startWorker() { workers += 1 }
      let helpers = min(workers, threads - 1)
      // A worker late from an earlier loop may take a place as soon as `wanted` shows one: store it last.
      self.job = job
      running.store(helpers, ordering: .relaxed)
      wanted.store(helpers, ordering: .releasing)
      generation.wrappingAdd(1, ordering: .releasing)
      if sleeping > 0 { pthread_cond_broadcast(wake) }
      pthread_mutex_unlock(mutex)
      job.work()
      // The shards left are running: short, so look before yielding the processor.
      var looks = 0
      while running.load(ordering: .acquiring) > 0 {
        looks += 1
        if looks > WorkerPool.spins { sched_yield() }
      }
      self.job = nil
      return true
    }
  }

  private func startWorker() -> Bool {
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { _ in
        WorkerPool.shared.serve()
        return nil
      }, nil)
    if code == 0 { pthread_detach(thread) }
    return code == 0
  }

  private func serve() {
    var seen = 0
    while true {
      seen = waitForGeneration(after: seen)
      guard wanted.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue >= 0 else { continue }
      job?.work()
      running.wrappingSubtract(1, ordering: .releasing)
    }
  }

  private func waitForGeneration(after seen: Int) -> Int {
    for _ in 0..<WorkerPool.spins {
      let current = generation.load(ordering: .acquiring)
      if current != seen { return current }
    }
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      let current = generation.load(ordering: .acquiring)
      if current != seen { return current }
      sleeping += 1
      pthread_cond_wait(wake, mutex)
      sleeping -= 1
    }
  }
}
