public import CommandLanguage

/// The command table as one Markdown document: the reference manual, which a test holds against the table.
public struct ReferenceManual: Sendable {
  private let table: CommandTable
  private let program: String

  /// The manual of a table.
  /// - Parameter program: whose subcommand `manual` prints it
  public init(_ table: CommandTable, program: String) {
    self.table = table
    self.program = program
  }

  /// The whole document: a table of contents, then a section a module.
  public var markdown: String {
    let head =
      "# Commands\n\nGenerated from the command table by `\(program) manual`; a test fails when it is out of date.\n"
    return ([head, contents] + table.modules.map(section)).joined(separator: "\n")
  }

  private var contents: String {
    table.modules.map { module in
      let names = grouped(module).map { "`\($0.name)`" } + module.types.map { "`\($0.name)`" }
      return "- [\(module.name)](#\(module.name)): " + names.joined(separator: " ") + "\n"
    }.joined()
  }

  private func section(_ module: CommandModule) -> String {
    var lines = ["## \(module.name)", "", module.summary, ""]
    for (name, commands) in grouped(module) {
      lines += ["### \(name)", ""] + commands.flatMap { [Manual.markdown($0), ""] }
    }
    for type in module.types { lines += ["### \(type.name)", "", Manual.markdown(type), ""] }
    return lines.joined(separator: "\n")
  }

  /// The commands of a module by name, in order of declaration; several of a name differ by their labels.
  private func grouped(_ module: CommandModule) -> [(name: String, commands: [Callable])] {
    var groups: [(name: String, commands: [Callable])] = []
    for command in module.commands {
      if let index = groups.firstIndex(where: { $0.name == command.name }) {
        groups[index].commands.append(command)
      } else {
        groups.append((command.name, [command]))
      }
    }
    return groups
  }
}
