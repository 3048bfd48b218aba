import ArgumentParser
import JupyterProtocol

/// `convert`: scripts to notebooks and notebooks to scripts.
struct ConvertCommand<Application: KernelApplication>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "convert",
      abstract: "Make a notebook of a script, or a script of a notebook.",
      discussion: """
          \(Application.commandName) convert study.swift -o study.ipynb
          \(Application.commandName) convert study.ipynb -o study.swift

        A script is in the percent format that editors and jupytext know:

          // %% [markdown]
          // # Widths
          // Text stands in comments, also of '[raw]' cells.

          // %% A title tags=["parameters"]
          let widths = [300, 100]

        Text, kinds, titles, tags and other metadata of cells are kept both ways,
        and their ids where they are not 'cell-0', 'cell-1' and so on. Outputs are
        not: '\(Application.commandName) run study.swift -o study.ipynb' makes them.

        Without --output the result goes to standard output; - reads standard
        input.

        Exit status: 0 done, 2 the file cannot be used, 64 wrong options.
        """)
  }

  @Argument(
    help: "A .swift script, an .ipynb notebook, or - for standard input.",
    completion: .file(extensions: ["swift", "ipynb"]))
  var file: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write the result; - for standard output.", valueName: "file"),
    completion: .file(extensions: ["swift", "ipynb"]))
  var output = DocumentFile.standardStream

  func validate() throws {
    let kind = DocumentFile.kind(of: file)
    guard kind != nil || file == DocumentFile.standardStream else {
      throw ValidationError("expected a .swift script or an .ipynb notebook; found '\(file)'")
    }
    guard DocumentFile.kind(of: output) != nil || output == DocumentFile.standardStream else {
      throw ValidationError("expected a .swift script or an .ipynb notebook to write; found '\(output)'")
    }
    if let kind, kind == DocumentFile.kind(of: output) { throw Self.sameKind(kind, output) }
  }

  func run() throws {
    let document = try usable(file) { try DocumentFile.read(file) }
    let text: String
    switch document {
    case .script(let script):
      if DocumentFile.kind(of: output) == .script { throw Self.sameKind(.script, output) }
      text = script.notebook.fileText
    case .notebook(let notebook):
      if DocumentFile.kind(of: output) == .notebook { throw Self.sameKind(.notebook, output) }
      text = try usable(file) { try Script(notebook).text() }
      for (index, cell) in notebook.cells.enumerated() where !cell.otherMembers.isEmpty {
        let names = cell.otherMembers.keys.sorted().joined(separator: ", ")
        StandardStreams.writeError("\(file): a script does not keep the \(names) of cell \(index + 1)\n")
      }
    }
    try usable(output) { try DocumentFile.write(Array(text.utf8), to: output) }
  }

  private static func sameKind(_ kind: DocumentFile.Kind, _ output: String) -> ValidationError {
    switch kind {
    case .script: ValidationError("expected an .ipynb notebook to make of the script; found '\(output)'")
    case .notebook: ValidationError("expected a .swift script to make of the notebook; found '\(output)'")
    }
  }
}
