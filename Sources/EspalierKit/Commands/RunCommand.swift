import ArgumentParser
import JupyterKernel
import JupyterProtocol

/// `run`: a script or a notebook without a front end.
struct RunCommand<Application: KernelApplication>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "run",
      abstract: "Run a script or a notebook from its first cell to its last.",
      discussion: """
        FILE.swift   prints what the cells print, and the value of each cell that
                     ends in an expression. The whole file is one cell, or one
                     begins at each line '// %%'; '// %% [markdown]' is text.
                     With --output, writes a notebook of it with its outputs.
        FILE.ipynb   executes every code cell in a fresh session and writes the
                     notebook with its outputs, to --output or back to FILE.
                     The same notebook gives the same bytes.
        -            reads either from standard input.

        Parameters replace the values of the cell tagged 'parameters', in a script
        '// %% tags=["parameters"]'; a cell that sets them is inserted after it,
        or first where there is none. Values are numbers, true, false or text, and
        [1, 2] where the cell declares a list:

          \(Application.commandName) run study.ipynb -p epochs=10 -p rate=1e-3 -o study-10.ipynb

        A cell tagged 'skip-execution' does not run, and one tagged
        'raises-exception' may fail.

        Exit status: 0 all cells ran, 1 a cell failed, 2 the file cannot be used,
        64 wrong options, 130 interrupted.
        """)
  }

  @Argument(
    help: "A .swift script, an .ipynb notebook, or - for standard input.",
    completion: .file(extensions: ["swift", "ipynb"]))
  var file: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Set a parameter; may be repeated.", valueName: "name=value"),
    transform: Parameter.init(argument:))
  var parameter: [Parameter] = []

  @Option(
    help: ArgumentHelp("Set the parameters that a JSON object names; -p goes before it.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var parameters: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write the executed notebook; - for standard output.", valueName: "file"),
    completion: .file(extensions: ["ipynb"]))
  var output: String?

  @Flag(help: "Go on after a cell that fails; the exit status is still 1.")
  var allowErrors = false

  func validate() throws {
    guard DocumentFile.kind(of: file) != nil || file == DocumentFile.standardStream else {
      throw ValidationError("expected a .swift script or an .ipynb notebook; found '\(file)'")
    }
    if let output, DocumentFile.kind(of: output) == .script {
      throw ValidationError(
        """
        expected an .ipynb notebook to write; found the script '\(output)'. '\(Application.commandName) convert' makes a script of \
        a notebook
        """)
    }
    let names = parameter.map(\.name)
    if let name = names.first(where: { name in names.count(where: { $0 == name }) > 1 }) {
      throw ValidationError("expected each parameter once; found '\(name)' several times")
    }
  }

  func run() throws {
    let document = try usable(file) { try DocumentFile.read(file) }
    let parameters = try allParameters()
    switch (document, output) {
    case (.script(let script), nil):
      throw ExitCode(try runScript(script, parameters))
    case (.script(let script), let output?):
      let places = script.firstLines.mapValues { CellPlace(file: fileName, firstLine: $0) }
      throw ExitCode(try runNotebook(script.notebook, places, parameters, to: output))
    case (.notebook(let notebook), let output):
      if file == DocumentFile.standardStream, output == nil {
        throw ValidationError("a notebook from standard input needs --output; - writes it to standard output")
      }
      throw ExitCode(try runNotebook(notebook, [:], parameters, to: output ?? file))
    }
  }

  /// The parameters of the file, then those of the command line, each name once.
  private func allParameters() throws -> [Parameter] {
    guard let file = parameters else { return parameter }
    let stored = try usable(file) { try Parameter.parameters(inFile: File.read(file)) }
    let named = Set(parameter.map(\.name))
    return stored.filter { !named.contains($0.name) } + parameter
  }

  /// How messages call the file.
  private var fileName: String { file == DocumentFile.standardStream ? "standard input" : file }

  private func runScript(_ script: Script, _ parameters: [Parameter]) throws -> Int32 {
    let run = try usable(file) {
      try ScriptRun(script, file: fileName, parameters: parameters, allowsErrors: allowErrors)
    }
    let status = StatusLine()
    return try LocalSession.run(Application.self, parameters: parameters, status: status) {
      run.execute(in: $0, interrupt: $1, status: status)
    }
  }

  private func runNotebook(
    _ notebook: Notebook, _ places: [String: CellPlace], _ parameters: [Parameter], to destination: String
  ) throws -> Int32 {
    let run = try usable(file) {
      try NotebookRun(
        notebook, places: places, parameters: parameters, allowsErrors: allowErrors, of: Application.self)
    }
    // Hours of work must not end in a folder that does not exist.
    try usable(destination) { try DocumentFile.checkWritable(destination) }
    let status = StatusLine()
    let executed = try LocalSession.run(Application.self, parameters: parameters, status: status) {
      run.execute(in: $0, interrupt: $1, status: status, spill: SpillFolder(notebook: destination))
    }
    try usable(destination) { try DocumentFile.write(executed.file, to: destination) }
    return executed.status
  }
}
