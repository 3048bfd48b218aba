import CommandLanguage

/// The command table as text, for `help`.
struct CommandIndex {
  private let table: CommandTable

  init(_ table: CommandTable) { self.table = table }

  /// Every command with its summary, by subject.
  var text: String {
    table.modules.map { module in
      let commands = module.commands.map { (name: $0.labelText, summary: $0.summary) }
      let types = module.types.map { (name: $0.name, summary: $0.summary) }
      let width = min((commands + types).map(\.name.count).max() ?? 0, 44)
      let lines = (commands + types).map { entry in
        "  " + entry.name + String(repeating: " ", count: max(0, width - entry.name.count)) + "  " + entry.summary
      }
      return "\(module.name): \(module.summary)\n" + lines.joined(separator: "\n")
    }.joined(separator: "\n\n") + "\n"
  }

  /// Everything known of the commands or the type of a name; nil if nothing has it.
  func explanation(of name: String) -> String? {
    let commands = table.modules.flatMap(\.commands).filter { $0.name == name }
    let type = table.modules.flatMap(\.types).first { $0.name == name }
    let texts = commands.map { Manual.text($0) } + (type.map { [Manual.text($0)] } ?? [])
    return texts.isEmpty ? nil : texts.joined(separator: "\n\n") + "\n"
  }
}
