import CommandLanguage
import Figures
import Glibc
import Tensors

extension CommandModule {
  /// How long things take.
  static let timing = CommandModule("timing", summary: "How long things take: once, or over many runs.") {
    Command(
      "time", "Runs a closure, prints how long it took by the clock and in processor time, and gives what it gave.",
      .positional("body", FunctionValue.self, "what to run", signature: .function([], .unknown)),
      purity: .effectful, result: .unknown, example: "time { tensor([1, 2, 3]).sum }"
    ) { call, body in
      let start = ContinuousClock.now, processor = ProcessorTime.now
      let value = try call.apply(body)
      let wall = (ContinuousClock.now - start) / .seconds(1)
      call.host.write("\(Timing.text(wall)) (\(Timing.text(ProcessorTime.now - processor)) of processor time)\n")
      return value
    }
    Command(
      "benchmark", "Runs a closure once to warm up, then several times, and gives how long the runs took.",
      .labelled("repeat", Int.self, default: 7, "how often, the warm-up aside", unit: "runs"),
      .positional("body", FunctionValue.self, "what to run", signature: .function([], .unknown)),
      purity: .effectful, example: "benchmark(repeat: 3) { tensor([1, 2, 3]).sum }"
    ) { call, count, body -> Timing in
      guard (1...1_000_000).contains(count) else {
        throw call.invalid("repeat", expected: "from 1 to 1000000 runs", found: "\(count)")
      }
      return try call.timing(of: body, runs: count)
    }
    TypeDeclaration(Timing.self, "How long the runs of a benchmark took, by the clock.") {
      Property("median", "The median run, in seconds.") { $0.median }
      Property("least", "The fastest run, in seconds.") { $0.least }
      Property("greatest", "The slowest run, in seconds.") { $0.greatest }
      Property(
        "lowerQuartile", "What a quarter of the runs stayed below, in seconds; between runs by linear interpolation."
      ) { $0.quantile(0.25) }
      Property(
        "upperQuartile", "What three quarters of the runs stayed below, in seconds; by linear interpolation."
      ) { $0.quantile(0.75) }
      Property("seconds", "Every run in order, in seconds.") { $0.seconds }
      Property("count", "The number of runs.") { $0.seconds.count }
    }
  }
}

extension CallContext {
  /// Times the runs of a closure, with a progress line where they take long.
  ///
  /// The one place where a clock decides what a cell shows: the result is a time, so nothing is lost by it.
  fileprivate func timing(of body: FunctionValue, runs: Int) throws -> Timing {
    func run() throws -> Double {
      try checkInterrupt()
      let start = ContinuousClock.now
      _ = try apply(body)
      return (ContinuousClock.now - start) / .seconds(1)
    }
    let line = try run() * Double(runs) > 2 ? try cell.progressLine : nil
    defer { line?.finish() }
    var seconds: [Double] = []
    for index in 0..<runs {
      line?.report(.init("benchmark", index, of: runs, unit: "run"))
      seconds.append(try run())
    }
    line?.report(.init("benchmark", runs, of: runs, unit: "run"))
    return Timing(seconds: seconds)
  }
}

/// The time that the processors have worked for this process.
private enum ProcessorTime {
  /// Since the process began, in seconds.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
