import ArgumentParser
import Glibc

/// What a second is.
enum Clock: String, CaseIterable, ExpressibleByArgument {
  /// Time as it passes: the one to quote, on a machine with nothing else to do.
  case wall
  /// Time that the processors give to the process, all its threads together: comparable on a busy machine, and then
  /// only between runs on one thread.
  case processor

  /// Seconds since an arbitrary moment.
  var now: Double {
    var time = timespec()
    clock_gettime(self == .wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Seconds that `work` takes, and what it gives.
  func time<Result>(_ work: () throws -> Result) rethrows -> (seconds: Double, result: Result) {
    let start = now
    let result = try work()
    return (now - start, result)
  }
}
