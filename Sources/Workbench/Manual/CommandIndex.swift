import CommandLanguage

/// The command table as text, for `help`.
struct CommandIndex {
  private let table: CommandTable

  init(_ table: CommandTable) { self.table = table }

  /// Every command with its summary, by subject.
  var text: String {
    table.modules.map { text(of: $0) }.joined(separator: "\n\n")
      + "\n\nhelp(train) explains one of them, commands(matching: \"hull\") searches.\n"
  }

  /// What one subject has; nil if there is no such subject.
  func text(of subject: String) -> String? {
    table.modules.first { $0.name == subject }.map { text(of: $0) + "\n" }
  }

  private func text(of module: CommandModule) -> String {
    let commands = module.commands.map { (name: shortened($0), summary: $0.summary) }
    let types = module.types.map { (name: $0.name, summary: $0.summary) }
    let width = min((commands + types).map(\.name.count).max() ?? 0, CommandIndex.width)
    let lines = (commands + types).map { entry in
      "  " + entry.name + String(repeating: " ", count: max(0, width - entry.name.count)) + "  " + entry.summary
    }
    return "\(module.name): \(module.summary)\n" + lines.joined(separator: "\n")
  }

  /// The labels of a command as far as they fit a column.
  private func shortened(_ command: Callable) -> String {
    let text = command.labelText
    guard text.count > CommandIndex.width else { return text }
    let cut =
      text.prefix(CommandIndex.width - 2).lastIndex(of: ":").map { text[...$0] } ?? text.prefix(CommandIndex.width - 2)
    return cut + "…)"
  }

  private static let width = 44

  /// Everything known of a name: a command, a type, a member such as `Network.logits`, a library function.
  func explanation(of name: String) -> String? {
    LanguageSnapshot(table: table).inspect(name, at: name.unicodeScalars.count, detail: 1).map { $0.text + "\n" }
  }

  /// What to write instead of a name that nothing has.
  func advice(for name: String) -> String {
    var names: [String] = []
    for module in table.modules {
      names.append(module.name)
      names += module.commands.map(\.name)
      for type in module.types {
        names.append(type.name)
        names += (type.properties + type.methods + type.statics).map { "\(type.name).\($0.name)" }
      }
    }
    if let close = Manual.closest(to: name, among: names) { return "did you mean '\(close)'?" }
    return CommandSearch(table).matches(name).isEmpty
      ? "help() lists them" : "commands(matching: \"\(name)\") finds some"
  }
}
