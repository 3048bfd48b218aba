/// The cell that sets parameters, placed after the cell whose values it replaces, or first.
enum ParameterCell {
  /// The tag of the cell that declares the parameters with their defaults.
  static let tag = "parameters"
  /// The tag of the cell that sets them; the names are papermill's, so that its notebooks and ours are alike.
  static let injectedTag = "injected-parameters"

  /// The source text of the cell.
  ///
  /// - Parameter declarations: The cell tagged `parameters`; nil where there is none, then every name is accepted.
  /// - Throws: ``ParameterError`` for a name that the cell does not declare, or a value of another type.
  static func source(setting parameters: [Parameter], after declarations: String?) throws(ParameterError) -> String {
    var lines = ["// Parameters"]
    for parameter in parameters {
      guard let declarations else {
        lines.append("let \(parameter.name) = \(ParameterValue(parameter.text).literal)")
        continue
      }
      guard let declaration = Declaration(of: parameter.name, in: declarations) else {
        throw .unknown(name: parameter.name, declared: Declaration.names(in: declarations))
      }
      lines.append("\(declaration.keyword) \(parameter.name) = \(try literal(for: parameter, as: declaration.kind))")
    }
    return lines.joined(separator: "\n")
  }

  private static func literal(for parameter: Parameter, as kind: ParameterValue.Kind?) throws(ParameterError) -> String
  {
    // A value computed from others says nothing about its type before it runs.
    guard let kind else { return ParameterValue(parameter.text).literal }
    guard let value = ParameterValue(parameter.text, as: kind) else {
      throw .type(name: parameter.name, expected: kind, found: parameter.text)
    }
    return value.literal
  }

  private struct Declaration {
    let keyword: Substring
    let kind: ParameterValue.Kind?

    init?(of name: String, in code: String) {
      let pattern = #"\b(let|var)\b[^\n]*?\b\#(name)\b\s*(?::\s*(\w+)\s*)?=\s*([^\s,;]+)"#
      guard let regex = try? Regex(pattern, as: (Substring, Substring, Substring?, Substring).self),
        let match = code.firstMatch(of: regex)
      else { return nil }
      keyword = match.output.1
      kind = match.output.2.map { ParameterValue.Kind(rawValue: String($0)) } ?? Self.kind(ofLiteral: match.output.3)
    }

    static func names(in code: String) -> [String] {
      code.matches(of: #/\b(?:let|var)\s+(\w+)/#).map { String($0.1) }
    }

    private static func kind(ofLiteral text: Substring) -> ParameterValue.Kind? {
      if text.hasPrefix("\"") { return .string }
      let kind = ParameterValue(String(text.filter { $0 != "_" })).kind
      return kind == .string ? nil : kind
    }
  }
}
