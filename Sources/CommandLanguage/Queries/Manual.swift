/// The text of help, inspection and the reference manual, from the command table.
public enum Manual {
  /// A command as plain text: signature, summary, parameters, formula, example, paper.
  public static func text(_ callable: Callable) -> String {
    var lines = [callable.signature, "", callable.summary]
    if !callable.parameters.isEmpty { lines.append("") }
    let width = callable.parameters.map(\.name.count).max() ?? 0
    for parameter in callable.parameters {
      let padding = String(repeating: " ", count: width - parameter.name.count)
      lines.append("  \(parameter.name)\(padding)  \(line(parameter))")
    }
    if let formula = callable.formula { lines += ["", formula] }
    if let example = callable.example { lines += ["", "Example: \(example)"] }
    if let paper = callable.paper { lines += ["", paper] }
    return lines.joined(separator: "\n")
  }

  /// A command in Markdown.
  public static func markdown(_ callable: Callable) -> String {
    var lines = ["```swift", callable.signature, "```", "", callable.summary]
    if !callable.parameters.isEmpty { lines.append("") }
    for parameter in callable.parameters { lines.append("- `\(parameter.name)`: \(line(parameter))") }
    if let formula = callable.formula { lines += ["", "`\(formula)`"] }
    if let example = callable.example { lines += ["", "```swift", example, "```"] }
    if let paper = callable.paper { lines += ["", paper] }
    return lines.joined(separator: "\n")
  }

  /// A type as plain text: summary and members.
  public static func text(_ type: TypeDescription) -> String {
    ([type.name, "", type.summary, ""] + members(type).map { "  \($0.signature)  \($0.summary)" }).joined(
      separator: "\n")
  }

  /// A type in Markdown.
  public static func markdown(_ type: TypeDescription) -> String {
    (["**\(type.name)**", "", type.summary, ""] + members(type).map { "- `\($0.signature)`: \($0.summary)" }).joined(
      separator: "\n")
  }

  private static func line(_ parameter: ParameterDescription) -> String {
    var text = "\(parameter.type), \(parameter.summary)"
    if let unit = parameter.unit { text += " [\(unit)]" }
    if let standard = parameter.defaultValue { text += " (default \(standard.literalText))" }
    return text
  }

  private static func members(_ type: TypeDescription) -> [(signature: String, summary: String)] {
    type.properties.map { ("\($0.name): \($0.result)", $0.summary) }
      + type.statics.map { (type.staticProperties.contains($0.name) ? ".\($0.name)" : ".\($0.signature)", $0.summary) }
      + type.initializers.map { ($0.signature, $0.summary) } + type.methods.map { ($0.signature, $0.summary) }
  }
}
