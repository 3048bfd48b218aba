import CommandLanguage
import Figures

/// Finds what the command table has about some words.
struct CommandSearch {
  /// Something that was found.
  struct Match {
    var name: String
    var subject: String
    var summary: String
    /// Higher is better.
    var score: Int
  }

  private let table: CommandTable

  /// More than anybody reads.
  private static let most = 40

  init(_ table: CommandTable) { self.table = table }

  /// What was found, the best first, as a table.
  func table(of words: String) -> Table {
    let found = matches(words)
    let shown = found.prefix(CommandSearch.most)
    var title = "\(found.count) matching '\(words)'"
    if found.isEmpty { title = "nothing matches '\(words)'; help() lists everything" }
    if shown.count < found.count { title += ", the first \(shown.count)" }
    return Table(
      title, columns: [.init("name"), .init("subject"), .init("what it is")],
      rows: shown.map { [$0.name, ".\($0.subject)", $0.summary] })
  }

  /// What has all of the words, the best first; the order of the manual among equals.
  func matches(_ text: String) -> [Match] {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard !words.isEmpty else { return [] }
    var found: [Match] = []
    func add(_ callable: Callable, _ shown: String, _ module: CommandModule, weight: Int) {
      add(callable.name, shown, module, callable.summary, callable.words, weight)
    }
    func add(
      _ name: String, _ shown: String, _ module: CommandModule, _ summary: String, _ more: [String], _ weight: Int
    ) {
      var total = 0
      for word in words {
        guard let part = score(of: word, name.lowercased(), module.name, summary.lowercased(), more) else { return }
        total += part
      }
      found.append(Match(name: shown, subject: module.name, summary: summary, score: total + weight))
    }
    for module in table.modules {
      for command in module.commands { add(command, command.labelText, module, weight: 3) }
      // The subjects are there already, in the column of subjects.
      for type in module.types where type.name != Subject.typeName {
        add(type.name, type.name, module, type.summary, [], 2)
        for member in type.properties { add(member, "\(type.name).\(member.name)", module, weight: 0) }
        for member in type.methods + type.statics {
          let label = type.staticProperties.contains(member.name) ? member.name : member.labelText
          add(member, "\(type.name).\(label)", module, weight: 1)
        }
      }
    }
    return found.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
  }

  /// How well one word fits; nil where it does not.
  private func score(of word: String, _ name: String, _ subject: String, _ summary: String, _ more: [String]) -> Int? {
    if name == word { return 100 }
    if name.hasPrefix(word) { return 80 }
    if name.contains(word) { return 60 }
    if summary.contains(word) { return 40 }
    if subject == word { return 30 }
    return more.contains { $0.contains(word) } ? 20 : nil
  }
}

extension Callable {
  /// What is searched beside name and summary.
  fileprivate var words: [String] {
    (parameters.flatMap { [$0.name, $0.summary, "\($0.type)"] } + [formula, paper].compactMap(\.self)).map {
      $0.lowercased()
    }
  }
}
