import ArgumentParser
import Glibc
import JupyterKernel
import Tensors

/// `repl`: cells at a prompt.
struct ReplCommand<Application: KernelApplication>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "repl",
      abstract: "Run cells as they are typed.",
      discussion: """
        Return runs a cell once it is whole, and else goes on in the next line; an
        empty line ends it in any case, Alt-Return breaks the line in any case.
        Tab completes, the arrow keys move in the cell and back to earlier ones,
        Ctrl-R searches them. Ctrl-C stops the running cell, with every variable
        kept, or clears what is being typed; Ctrl-D leaves.

        Cells are kept with those of Jupyter's consoles, in
        ~/.local/state/\(Application.commandName)/history; ESPALIER_HISTORY names another
        folder, 'off' keeps none.

        Without a terminal, cells are read from standard input up to the first
        that fails, as by '\(Application.commandName) run', with the same exit status:

          echo 'digits().train.count' | \(Application.commandName) repl
        """)
  }

  func run() throws {
    let status = StatusLine()
    let isTyped = StandardStreams.isTerminal(STDIN_FILENO) && isatty(STDOUT_FILENO) != 0
    guard isTyped else {
      let cells = PipedCells(isAsked: isatty(STDIN_FILENO) != 0)
      let result = try LocalSession.run(Application.self, status: status) {
        cells.execute(in: $0, interrupt: $1, status: status)
      }
      throw ExitCode(result)
    }
    let events = EventPipe()
    let settings = TerminalSettings()
    let onSignal: @Sendable (Int32, InterruptFlag) -> Void = { number, interrupt in
      if number == SIGTERM {
        settings.restore()
        _exit(128 + SIGTERM)
      }
      interrupt.interrupt()
      events.send(.interrupt)
    }
    let result = try LocalSession.run(Application.self, status: status, onSignal: onSignal) {
      interpreter, interrupt -> Int32 in
      let repl = Repl(
        interpreter, program: Application.commandName, interrupt: interrupt, status: status, events: events)
      guard let repl else {
        StandardStreams.writeError("no line editing: libedit was not found; install Debian's package 'libedit2'\n")
        return PipedCells(isAsked: true).execute(in: interpreter, interrupt: interrupt, status: status)
      }
      repl.run()
      return ExitStatus.success
    }
    throw ExitCode(result)
  }
}
