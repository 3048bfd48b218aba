import ArgumentParser
import CommandLanguage

/// The command language beside CPython: the same programs, each as one cell of a new session.
struct LanguageBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "language", abstract: "Cells of plain Swift beside the same programs in CPython.",
    discussion: "A cell's time includes parsing and checking it. Both sides use one thread.")

  @OptionGroup var options: BenchmarkOptions

  func run() throws {
    var options = options
    options.threads = [1]
    let folder = try TemporaryFolder()
    let host = BareHost()
    let tools = try CommandTable(modules: [])
    let table = Table(["case", "ours", "CPython", "ratio", "same answer?"])
    let versions = try options.forEachThreadCount("language.py", in: folder) { _, peer in
      for program in CellProgram.all {
        let contest = try Contest(options, peer, program.name) {
          let (seconds, outcome) = options.clock.time { Session(table: tools).run(program.source, host: host) }
          guard let number = outcome.value?.number else { throw CellFailed(program: program.name, outcome: outcome) }
          return Measurement(seconds: seconds, values: [number])
        }
        table.row([program.title] + contest.cells { $0 == $1 ? "yes" : "no: \($0) and \($1)" })
      }
      try cellCost(table)
    }
    options.printConditions(peer: versions)
  }

  /// What a cell costs beside what it computes.
  private func cellCost(_ table: Table) throws {
    let session = Session(table: try CommandTable(modules: []))
    let host = BareHost()
    let cells = 2_000
    let (seconds, _) = try options.clock.time {
      for index in 0..<cells {
        let source = """
          let a = \(index)
          let xs = [1.0, 2.5, 4].map { $0 * 2 }
          func f(_ x: Double) -> Double { x * x + 1 }
          var total = xs.reduce(0, +)
          total += f(Double(a))
          """
        let outcome = session.run(source, host: host)
        guard outcome.status == .completed else { throw CellFailed(program: "five lines", outcome: outcome) }
        _ = session.snapshot()
      }
    }
    table.row([
      "a cell of five lines: parse, check, run, publish; mean over a session of \(cells)",
      (seconds / Double(cells)).asDuration, "", "", "",
    ])
  }
}

/// A host without output that nobody interrupts.
private final class BareHost: LanguageHost {
  let mark = ExecutionMark()

  func write(_ text: String) {}
  func show(_ value: Value, id: String?) {}
  func checkInterrupt() throws {}
}

/// A cell of the benchmark did not run.
struct CellFailed: Error, CustomStringConvertible {
  let program: String
  let outcome: CellOutcome

  var description: String {
    "the cell '\(program)' failed: \(outcome.diagnostics.map(\.message).joined(separator: "; "))"
  }
}

extension Value {
  /// The value as a number to compare.
  fileprivate var number: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }
}
