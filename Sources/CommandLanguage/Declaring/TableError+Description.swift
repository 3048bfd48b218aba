extension TableError: CustomStringConvertible {
  /// What is wrong and what to change, for the author of the declaration.
  public var description: String {
    switch problem {
    case .duplicateModule:
      "two modules are called '\(place)'; give one of them another name"
    case .duplicateType(let modules):
      "\(declarers(modules)) the type '\(place)'\(ending(modules)); give one of them another name"
    case .duplicateCommand(let labels, let modules):
      "\(declarers(modules)) '\(labels)' with the same types\(ending(modules)); "
        + "give one of them another name or other labels"
    case .duplicateOperator(let operands, let modules):
      "\(declarers(modules)) the operator '\(place)' for \(operands.joined(separator: " and "))\(ending(modules)); "
        + "leave one of them out"
    case .duplicateMember(let labels):
      "'\(place)': '\(labels)' is declared twice with the same types; give one of them another name or other labels"
    case .duplicateLabel(let label):
      "'\(place)' has two parameters '\(label)'; give one of them another label"
    case .defaultOfOtherType(let parameter, let expected, let found):
      "'\(place)': the default of '\(parameter)' must be of type \(expected), found \(found)"
    case .undeclaredType(let type):
      "'\(place)' uses the type '\(type)', which no module declares; declare it with TypeDeclaration"
    case .exampleDoesNotParse(let example):
      "'\(place)': the example '\(example)' is not valid; write a call that a cell may contain"
    case .notAnIdentifier(let name):
      "'\(place)': expected a name of letters, digits and '_' that begins with no digit, found '\(name)'"
    }
  }

  private func declarers(_ modules: [String]) -> String {
    let names = modules.map { "'\($0)'" }
    return names.count == 2 && names[0] != names[1]
      ? "the modules \(names[0]) and \(names[1]) both declare" : "the module \(names.first ?? "''") declares"
  }

  private func ending(_ modules: [String]) -> String { Set(modules).count == 1 ? " twice" : "" }
}
