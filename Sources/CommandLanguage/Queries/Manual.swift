/// The text of help, inspection and the reference manual, from the command table.
public enum Manual {
  /// A command as plain text: signature, summary, parameters, formula, example, paper.
  public static func text(_ callable: Callable) -> String { Page(.declared(callable, .command)).text }

  /// A command in Markdown.
  public static func markdown(_ callable: Callable) -> String { Page(.declared(callable, .command)).markdown }

  /// The name that somebody meant, if one is close enough.
  public static func closest(to name: String, among names: [String]) -> String? {
    Suggestion.closest(to: name, among: names)
  }

  /// A type as plain text: summary and members.
  public static func text(_ type: TypeDescription) -> String { Page(type).text }

  /// A type in Markdown: its members in a list, and below what more there is to say of those that are called.
  public static func markdown(_ type: TypeDescription) -> String {
    let page = Page(type)
    let summary = page.summary
    let more = (type.initializers + type.statics + type.methods).filter {
      !$0.parameters.isEmpty || $0.formula != nil || $0.paper != nil || $0.example != nil
    }
    let entities = more.map { callable -> Entity in
      let isStatic = type.statics.contains { $0.labelText == callable.labelText }
      let isConstant = isStatic && type.staticProperties.contains(callable.name) && callable.parameters.isEmpty
      return .declared(callable, isConstant ? .constant : isStatic ? .staticMethod : .method)
    }
    // What has a section of its own is not listed as well.
    let detailed = Set(entities.map(\.declaration))
    let members = page.entries.filter { !detailed.contains($0.signature) }
      .map { "- `\($0.signature)`: \($0.summary)" }.joined(separator: "\n")
    let details = entities.map { Page($0).markdown }
    return ([summary, members] + details).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }
}
