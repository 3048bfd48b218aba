import CommandLanguage
import Glibc
import Tensors

extension CommandModule {
  /// The session itself: seed, threads.
  static let session = CommandModule("session", summary: "The session: seed, threads, waiting.") {
    Command(
      "setSeed", "Sets the seed of every command that is given none; 0 at the start.",
      .positional("seed", Int.self, "any integer"), example: "setSeed(7)"
    ) { call, seed in
      try call.cell.seed = seed
    }
    Command(
      "setThreads", "Sets how many threads computations use. It changes their speed, never their results.",
      .positional("count", Int.self, "at least 1", unit: "threads"), example: "setThreads(2)"
    ) { call, count in
      guard (1...256).contains(count) else {
        throw call.invalid("count", expected: "from 1 to 256 threads", found: "\(count)")
      }
      Parallel.threadCount = count
    }
    Command(
      "sleep", "Waits; an interrupt ends the wait.",
      .positional("seconds", Double.self, "how long", unit: "seconds"), example: "sleep(0.1)"
    ) { call, seconds in
      guard (0...1e9).contains(seconds) else {
        throw call.invalid("seconds", expected: "from 0 to 1e9 seconds", found: "\(seconds)")
      }
      let end = ContinuousClock.now + .seconds(seconds)
      try call.computing {
        while ContinuousClock.now < end {
          try call.checkInterrupt()
          let left = min((end - ContinuousClock.now) / .seconds(1), 0.002)
          if left > 0 { usleep(UInt32(left * 1e6)) }
        }
      }
    }
  }
}
