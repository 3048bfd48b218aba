import CommandLanguage
import Figures

extension CommandModule {
  /// Finding commands and reading about them.
  static func help(about modules: [CommandModule]) -> CommandModule {
    CommandModule(
      "help", summary: "Finding commands and reading about them; 'train?' in a cell of its own asks as well."
    ) {
      Command("help", "Lists the commands by subject.", example: "help()") { call in
        call.host.write(CommandIndex(try call.cell.table).text)
      }
      Command(
        "help", "Lists what one subject has.", .positional("subject", Subject.self, "such as .pruning"),
        example: "help(.pruning)"
      ) { call, subject in
        call.host.write(CommandIndex(try call.cell.table).text(of: subject.name) ?? "")
      }
      Command(
        "help", "Explains one command, type or member.",
        .positional("topic", Value.self, "a command, a type or a value, or a name in quotes: \"Network.logits\""),
        example: "help(\"tensor\")"
      ) { call, topic in
        let index = CommandIndex(try call.cell.table)
        let name = topic.helpName
        guard let text = index.explanation(of: name) ?? index.text(of: name) else {
          throw call.invalid(
            "topic", expected: "the name of a command, a type or a subject", found: "'\(name)'",
            mend: index.advice(for: name))
        }
        call.host.write(text)
      }
      Command(
        "commands", "Finds commands, types and members by their names, summaries, parameters and papers.",
        .labelled("matching", String.self, "words that all have to be there"), example: "commands(matching: \"hull\")"
      ) { call, words in
        CommandSearch(try call.cell.table).table(of: words)
      }
      TypeDeclaration(Subject.self, "What commands are about: a part of the manual.") {
        (modules.map { ($0.name, $0.summary) } + [("help", "Finding commands and reading about them.")]).map {
          (name: String, summary: String) in StaticMember(name, summary) { Subject(name: name) }
        }
      }
    }
  }
}

/// A part of the manual, as `help(.pruning)` names it.
struct Subject: ForeignValue, Hashable {
  static let typeName = "Subject"

  let name: String

  var displayText: String { ".\(name)" }
}

extension Value {
  /// What help about a value is about: the function or type itself, the text as a name, the type of anything else.
  fileprivate var helpName: String {
    switch self {
    case .string(let text): text
    case .function(let function): function.name
    case .type(let type): "\(type)"
    default: typeText
    }
  }
}
