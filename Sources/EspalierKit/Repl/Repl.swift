import Glibc
import JupyterKernel
import JupyterProtocol
import Tensors

/// A prompt on a terminal: reads a cell, runs it, and shows what it shows.
final class Repl {
  private let interpreter: any Interpreter
  private let interrupt: InterruptFlag
  private let input: TerminalInput
  private let events: EventPipe
  private let output: TerminalOutput
  private let editor: LineEditor
  private var history: History
  private var count = 1

  /// A prompt; nil where there is no library to edit lines with.
  ///
  /// - Parameter program: What it is called by, and its history with it.
  init?(
    _ interpreter: any Interpreter, program: String, interrupt: InterruptFlag, status: StatusLine, events: EventPipe
  ) {
    self.interpreter = interpreter
    self.interrupt = interrupt
    self.events = events
    input = TerminalInput(events: events, interrupt: interrupt)
    guard let editor = LineEditor(program: program, input: input) else { return nil }
    self.editor = editor
    output = TerminalOutput(status: status, reader: input)
    history = History(folder: HistoryPlace.folder(of: program))
    for entry in history.entries(for: .tail(count: LineEditor.historySize), shellID: nil) {
      editor.remember(entry.input)
    }
  }

  /// Runs cells until the reader leaves.
  func run() {
    defer { input.restore() }
    StandardStreams.writeOutput(
      "\(interpreter.description.banner)\nTab completes, Ctrl-C stops a cell, Ctrl-D leaves.\n")
    var start = ""
    while true {
      let snapshot = interpreter.publishSnapshot()
      editor.snapshot = snapshot
      events.drain()
      switch editor.read(prompt: "\(count)> ", startingWith: start) {
      case .end:
        StandardStreams.writeTerminal("\n")
        return
      case .cancelled:
        start = ""
      case .cell(let code):
        if code.allSatisfy(\.isWhitespace) { continue }
        if Self.leaves(code, snapshot) { return }
        execute(code)
        start = output.takeNextInput() ?? ""
      }
    }
  }

  private func execute(_ code: String) {
    editor.remember(code)
    interrupt.lower()
    events.drain()
    let outcome = interpreter.execute(Cell(code: code, executionCount: count, allowStdin: true), output: output)
    output.finish()
    if case .failed(let error) = outcome { StandardStreams.writeError(lines: error.traceback) }
    history.append(HistoryLine(line: count, input: code, output: nil))
    count += 1
  }

  /// The words by which people leave other prompts, unless the session gives them a meaning.
  private static func leaves(_ code: String, _ snapshot: any SessionSnapshot) -> Bool {
    let word = code.filter { !$0.isWhitespace }
    return ["exit", "exit()", "quit", "quit()"].contains(word)
      && !snapshot.variables.contains { word.hasPrefix($0.name) }
  }
}
