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
    let declared = declarations.map(ParameterDeclaration.all(in:))
    var lines = ["// Parameters"]
    for parameter in parameters {
      guard let declared else {
        lines.append("let \(parameter.name) = \(ParameterValue(parameter.given).literal)")
        continue
      }
      guard let declaration = declared.first(where: { $0.name == parameter.name }) else {
        throw .unknown(name: parameter.name, declared: declared.map(\.name))
      }
      let literal = try literal(for: parameter, as: declaration.kind)
      lines.append("\(declaration.keyword) \(parameter.name)\(annotation(declaration)) = \(literal)")
    }
    return lines.joined(separator: "\n")
  }

  private static func literal(for parameter: Parameter, as kind: ParameterKind?) throws(ParameterError) -> String {
    // A value computed from others says nothing about its type before it runs.
    guard let kind else { return ParameterValue(parameter.given).literal }
    guard let value = ParameterValue(parameter.given, as: kind) else {
      throw .type(name: parameter.name, expected: kind, found: parameter.given.description)
    }
    return value.literal
  }

  /// The type where the literal alone could mean another.
  private static func annotation(_ declaration: ParameterDeclaration) -> String {
    guard let type = declaration.type else { return "" }
    switch declaration.kind {
    case .int, .bool, .string: return ""
    case .double where type == "Double": return ""
    default: return ": \(type)"
    }
  }
}
