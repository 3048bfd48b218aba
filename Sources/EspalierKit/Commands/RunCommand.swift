import ArgumentParser
import JupyterKernel

/// `run`: a script or a notebook without a front end.
struct RunCommand<Application: KernelApplication>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "run",
      abstract: "Run a script or a notebook from its first cell to its last.",
      discussion: """
        FILE.swift   prints what the cells print, and the value of each cell that
                     ends in an expression. The whole file is one cell, or one
                     begins at each line '// %%'; '// %% [markdown]' is skipped.
        FILE.ipynb   executes every code cell in a fresh session and writes the
                     notebook with its outputs, to --output or back to FILE.
                     The same notebook gives the same bytes.

        Parameters replace the values of the cell tagged 'parameters', in a script
        '// %% tags=["parameters"]'; a cell that sets them is inserted after it,
        or first where there is none. Values are numbers, true, false or text:

          \(Application.commandName) run study.ipynb -p epochs=10 -p rate=1e-3 -o study-10.ipynb

        Exit status: 0 all cells ran, 1 a cell failed, 2 the file cannot be used,
        64 wrong options, 130 interrupted.
        """)
  }

  @Argument(help: "A .swift script or an .ipynb notebook.", completion: .file(extensions: ["swift", "ipynb"]))
  var file: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Set a parameter; may be repeated.", valueName: "name=value"),
    transform: Parameter.init(argument:))
  var parameter: [Parameter] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the executed notebook.", valueName: "file"))
  var output: String?

  @Flag(help: "Go on after a cell that fails; the exit status is still 1.")
  var allowErrors = false

  func validate() throws {
    guard isScript || file.hasSuffix(".ipynb") else {
      throw ValidationError("expected a .swift script or an .ipynb notebook; found '\(file)'")
    }
    if isScript, output != nil {
      throw ValidationError("--output takes a notebook; a script prints to standard output, which the shell redirects")
    }
    let names = parameter.map(\.name)
    if let name = names.first(where: { name in names.count(where: { $0 == name }) > 1 }) {
      throw ValidationError("expected each parameter once; found '\(name)' several times")
    }
  }

  func run() throws {
    throw ExitCode(isScript ? try runScript() : try runNotebook())
  }

  private var isScript: Bool { file.hasSuffix(".swift") }

  private func runScript() throws -> Int32 {
    let script = String(decoding: try usable { try File.read(file) }, as: UTF8.self)
    let run = try usable { try ScriptRun(script: script, parameters: parameter, allowsErrors: allowErrors) }
    return try LocalSession.run(Application.self) { run.execute(in: $0, interrupt: $1) }
  }

  private func runNotebook() throws -> Int32 {
    let source = try usable { try File.read(file) }
    let run = try usable {
      try NotebookRun(source: source, parameters: parameter, allowsErrors: allowErrors, of: Application.self)
    }
    let destination = output ?? file
    // Hours of work must not end in a folder that does not exist.
    let folder = File.folder(of: File.absolute(destination))
    guard File.canWrite(inFolder: folder), File.exists(folder) else {
      StandardStreams.writeError("Error: cannot write '\(destination)': '\(folder)' is no folder one may write in\n")
      throw ExitCode(ExitStatus.unusableFile)
    }
    let executed = try LocalSession.run(Application.self) {
      run.execute(in: $0, interrupt: $1, spill: SpillFolder(notebook: destination))
    }
    try usable { try File.write(executed.file, to: destination) }
    return executed.status
  }

  /// What `body` gives; its error is told, and ends the program with the status for files that cannot be used.
  private func usable<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      // A file error names its file, which need not be this one.
      StandardStreams.writeError("Error: \(error is FileError ? "" : "\(file): ")\(error)\n")
      throw ExitCode(ExitStatus.unusableFile)
    }
  }
}
