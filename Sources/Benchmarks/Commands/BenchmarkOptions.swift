import ArgumentParser
import Glibc
import Tensors

/// What all benchmarks take.
struct BenchmarkOptions: ParsableArguments {
  @Option(help: "The Python that has the peers installed.")
  var python = "python3"

  @Option(help: "The folder of the peers' scripts.")
  var peers = "Sources/Benchmarks/peers"

  @Option(help: "Timed runs of each side, in turns.")
  var rounds = 7

  @Option(parsing: .upToNextOption, help: "Thread counts to measure on.")
  var threads = [1, 2]

  @Option(help: "What is timed: wall or processor.")
  var clock = Clock.wall

  func validate() throws {
    guard rounds >= 1, rounds <= 1_000 else {
      throw ValidationError("--rounds takes 1 to 1000; found \(rounds)")
    }
    if let wrong = threads.first(where: { $0 < 1 || $0 > 256 }) {
      throw ValidationError("--threads takes counts from 1 to 256; found \(wrong)")
    }
    guard clock == .wall || threads == [1] else {
      throw ValidationError("the processor clock adds up all threads: measure it with '--threads 1'")
    }
  }

  /// Calls `body` for each thread count with a peer that runs on as many, or without one where it is not installed.
  /// - Returns: the versions of what the peer runs on.
  /// - Throws: `PeerError` where the peer breaks off; what `body` throws.
  func forEachThreadCount(
    _ script: String, in folder: borrowing TemporaryFolder, _ body: (Int, Peer?) throws -> Void
  ) throws -> String? {
    var versions: String?
    for count in threads {
      Parallel.threadCount = count
      let peer = try peer(script, threads: count, folder: folder.path)
      versions = peer?.versions
      try body(count, peer)
    }
    return versions
  }

  private func peer(_ script: String, threads: Int, folder: String) throws(PeerError) -> Peer? {
    do {
      return try Peer(python, script: "\(peers)/\(script)", threads: threads, clock: clock, folder: folder)
    } catch {
      guard error.isAbsence else { throw error }
      let cause = Array("\(error)\n".utf8)
      write(STDERR_FILENO, cause, cause.count)
      return nil
    }
  }

  /// Prints what the figures above hold for: machine, clock, how they were taken, what the peer was.
  func printConditions(peer versions: String?) {
    print(
      """

      OpenBLAS core type \(BLAS.coreType), \(Parallel.processorCount) processors; \(clock.rawValue) clock; medians of \
      \(rounds) rounds in turns, ratios of neighbouring runs (least to greatest). Peer: \(versions ?? "none").
      """)
  }

  /// What stands in a row instead of the peer's time where it is not installed.
  var absence: String { "peer not installed: pip install -r \(peers)/requirements.txt, then --python" }
}
