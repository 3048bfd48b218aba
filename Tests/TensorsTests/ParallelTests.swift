import Synchronization
import Tensors
import Testing

@Suite("Parallel loops", .serialized)
struct ParallelTests {
  @Test("Every shard runs exactly once on any number of threads", arguments: [1, 2, 5])
  func everyShardOnce(threads: Int) {
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = threads
    for shards in [0, 1, 2, 3, 100] {
      for _ in 0..<200 {
        let runs = (0..<shards).map { _ in Counter() }
        Parallel.forEach(shards) { runs[$0].add() }
        #expect(runs.allSatisfy { $0.value == 1 })
      }
    }
  }

  @Test("A loop inside a loop runs, on the thread that is already at work")
  func nested() {
    let total = Counter()
    Parallel.forEach(8) { _ in Parallel.forEach(8) { _ in total.add() } }
    #expect(total.value == 64)
  }

  @Test("A raised flag stops the loop and throws")
  func interrupt() {
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag)
    let started = Counter()
    #expect(throws: Interrupted.self) {
      try Parallel.forEach(10_000, checkpoint: checkpoint) { shard in
        started.add()
        if shard == 10 { flag.raise() }
      }
    }
    #expect(started.value < 10_000)
    flag.lower()
    #expect(throws: Never.self) { try Parallel.forEach(3, checkpoint: checkpoint) { _ in } }
  }

  @Test("Progress reaches the observer, and is not built without one")
  func progress() {
    let seen = Mutex<[Progress]>([])
    let checkpoint = Checkpoint(observer: { progress in seen.withLock { $0.append(progress) } })
    checkpoint.report(Progress("count", 1, of: 3, unit: "step"))
    #expect(seen.withLock { $0 } == [Progress("count", 1, of: 3, unit: "step")])
    let built = Counter()
    func build() -> Progress { built.add(); return Progress("count", 1, of: 3, unit: "step") }
    Checkpoint.none.report(build())
    #expect(built.value == 0)
  }
}

private final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  func add() { count.wrappingAdd(1, ordering: .relaxed) }
  var value: Int { count.load(ordering: .relaxed) }
}
