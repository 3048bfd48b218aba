import CommandLanguage

/// A host that keeps what cells write and can interrupt them.
final class TestHost: LanguageHost {
  struct Interrupted: Error {}

  private(set) var output = ""
  private(set) var shown: [Value] = []
  let mark = ExecutionMark()
  /// How many more looks for an interrupt find none; nil for never.
  var patience: Int?

  func write(_ text: String) { output += text }

  func show(_ value: Value, id: String?) { shown.append(value) }

  func checkInterrupt() throws {
    guard let left = patience else { return }
    guard left > 0 else { throw Interrupted() }
    patience = left - 1
  }
}

/// Runs one cell in a session of its own.
func run(_ source: String, table: CommandTable? = nil) throws -> (outcome: CellOutcome, output: String) {
  let host = TestHost()
  let session = Session(table: try table ?? CommandTable(modules: []))
  let outcome = session.run(source, host: host)
  return (outcome, host.output)
}

/// The diagnostics of a cell as text, for failure messages.
func rendered(_ outcome: CellOutcome, _ source: String) -> String {
  DiagnosticRenderer(source: source, name: "cell").render(outcome.diagnostics)
}
