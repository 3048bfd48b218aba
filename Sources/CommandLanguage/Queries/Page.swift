/// What is known of a thing, in the order in which a reader wants it: rendered as text and as Markdown.
struct Page {
  /// The lines that name it, as a cell would write it.
  var signatures: [String]
  /// The value in a few words.
  var preview = ""
  var summary = ""
  var parameters: [CallParameter] = []
  /// Other overloads, or the members of a type: what to write and what it is.
  var entries: [(signature: String, summary: String)] = []
  var formula: String?
  var example: String?
  var paper: String?

  /// Plain text.
  var text: String {
    var parts = [signatures.joined(separator: "\n"), preview, summary]
    let parameters = parameters.contains { !$0.summary.isEmpty } ? parameters : []
    let width = parameters.map(\.name.count).max() ?? 0
    parts.append(
      parameters.map { "  \($0.name)" + String(repeating: " ", count: width - $0.name.count) + "  \($0.line)" }
        .joined(separator: "\n"))
    parts.append(formula ?? "")
    parts.append(
      entries.map { "  \($0.signature)" + ($0.summary.isEmpty ? "" : "\n      \($0.summary)") }.joined(separator: "\n"))
    parts.append(example.map { "Example: \($0)" } ?? "")
    parts.append(paper ?? "")
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// Markdown.
  var markdown: String {
    var parts = ["```swift\n\(signatures.joined(separator: "\n"))\n```"]
    parts.append(preview.isEmpty ? "" : "`\(preview)`")
    parts.append(summary)
    let parameters = parameters.contains { !$0.summary.isEmpty } ? parameters : []
    parts.append(parameters.map { "- `\($0.name)`: \($0.line)" }.joined(separator: "\n"))
    parts.append(formula.map { "`\($0)`" } ?? "")
    parts.append(
      entries.map { "- `\($0.signature)`" + ($0.summary.isEmpty ? "" : ": \($0.summary)") }.joined(separator: "\n"))
    parts.append(example.map { "```swift\n\($0)\n```" } ?? "")
    parts.append(paper ?? "")
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }
}

extension CallParameter {
  /// `passes over the training part [epochs]`.
  var explanation: String { summary + (unit.map { " [\($0)]" } ?? "") }

  /// `Int, passes over the training part [epochs] (default 10)`.
  var line: String {
    ["\(type)", explanation].filter { !$0.isEmpty }.joined(separator: ", ")
      + (defaultText.map { " (default \($0))" } ?? "")
  }
}

extension Page {
  /// Everything about one thing.
  init(_ entity: Entity) {
    self.init(signatures: [entity.foldedDeclaration], summary: entity.documentation, parameters: entity.parameters)
    guard case .declared(let callable, _) = entity else { return }
    formula = callable.formula
    example = callable.example
    paper = callable.paper
  }

  /// A type of the command table with its members.
  init(_ type: TypeDescription, detail: Int = 1) {
    self.init(signatures: [type.name], summary: type.summary)
    entries = Page.members(type, detail)
  }

  /// The members of a type, those that make one first; without their summaries unless the whole is wanted.
  static func members(_ description: TypeDescription, _ detail: Int) -> [(String, String)] {
    let made = description.initializers.map { Entity.declared($0, .initializer) }
    let statics = description.statics.map {
      Entity.declared(
        $0, description.staticProperties.contains($0.name) && $0.parameters.isEmpty ? .constant : .staticMethod)
    }
    let subscripts = description.subscripts.map { callable in
      (
        "[\(callable.parameters.map { "\($0.name): \($0.type)" }.joined(separator: ", "))] -> \(callable.result)",
        callable.summary
      )
    }
    let properties = description.properties.map { Entity.declared($0, .property) }
    let methods = description.methods.map { Entity.declared($0, .method) }
    let all =
      (made + statics + properties).map { ($0.declaration, $0.summary) } + subscripts
      + methods.map { ($0.declaration, $0.summary) }
    return all.map { ($0.0, detail > 0 ? $0.1 : "") }
  }
}

extension Entity {
  /// The declaration, a parameter a line where it is long.
  fileprivate var foldedDeclaration: String {
    let line = declaration
    guard line.count > 100, !parameters.isEmpty, let open = line.firstIndex(of: "(") else { return line }
    return line[...open] + "\n" + parameters.map { "  \($0.signature)" }.joined(separator: ",\n") + "\n)"
      + (result == .void ? "" : " -> \(result)")
  }

  /// The whole of what is said of it.
  fileprivate var documentation: String {
    switch self {
    case .function(let function, _): function.documentation ?? ""
    case .nominal(let type), .memberwise(let type): type.documentation ?? ""
    case .enumCase(let type, let index): type.cases[index].documentation ?? ""
    case .property(_, _, let text): text ?? ""
    default: summary
    }
  }
}
