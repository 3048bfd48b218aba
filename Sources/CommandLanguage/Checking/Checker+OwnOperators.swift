extension Checker {
  /// An operator that a structure or enumeration of a cell declares for itself; those that follow from `==` and `<` too.
  func ownOperator(_ symbol: String, _ a: Checked, _ b: Checked, _ range: SourceRange) -> Checked? {
    if let found = declared(symbol, a, b, range) { return found }
    func not(_ value: Checked?) -> Checked? { value.map { Checked(kind: .not($0), type: .bool, range: range) } }
    switch symbol {
    case "!=": return not(declared("==", a, b, range))
    case ">": return declared("<", b, a, range)
    case "<=": return not(declared("<", b, a, range))
    case ">=": return not(declared("<", a, b, range))
    default: return nil
    }
  }

  private func declared(_ symbol: String, _ a: Checked, _ b: Checked, _ range: SourceRange) -> Checked? {
    for side in [a, b] {
      guard case .nominal(_, let identity) = side.type else { continue }
      let functions = nominals[identity]?.methods["static \(symbol)"] ?? []
      let fitting = functions.first { function in
        function.parameters.count == 2 && a.type.converts(to: function.parameters[0].type)
          && b.type.converts(to: function.parameters[1].type)
      }
      if let function = fitting {
        let values = [convert(a, to: function.parameters[0].type), convert(b, to: function.parameters[1].type)]
        return Checked(kind: .call(function, values), type: function.result, range: range)
      }
    }
    return nil
  }
}

extension Expression {
  /// Whether a string literal of one character, which may be a `Character`.
  var isCharacterLiteral: Bool {
    guard case .string(let parts) = kind, parts.count == 1, case .text(let text) = parts[0] else { return false }
    return text.count == 1
  }
}
