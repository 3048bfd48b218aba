extension CommandTable {
  /// Checks every declaration, one rule after the other.
  func validate() throws(TableError) {
    try validateNames()
    for name in commands.keys.sorted() { for command in commands[name] ?? [] { try validate(command, name) } }
    for name in types.keys.sorted() {
      guard let type = types[name] else { continue }
      for group in [type.properties, type.methods, type.statics] {
        for (member, overloads) in Dictionary(grouping: group, by: \.name).sorted(by: { $0.key < $1.key }) {
          try validate(members: overloads, "\(name).\(member)")
        }
      }
    }
  }

  /// What modules declare must be told apart across all of them: a second declaration would never be reached.
  private func validateNames() throws(TableError) {
    var names: Set<String> = []
    var typeOwners: [String: String] = [:]
    var commandOwners: [String: String] = [:]
    var operatorOwners: [String: String] = [:]
    for module in modules {
      guard names.insert(module.name).inserted else { throw TableError(place: module.name, problem: .duplicateModule) }
      for type in module.types {
        if let owner = typeOwners.updateValue(module.name, forKey: type.name) {
          throw TableError(place: type.name, problem: .duplicateType(modules: [owner, module.name]))
        }
      }
      for command in module.commands {
        if let owner = commandOwners.updateValue(module.name, forKey: command.distinction) {
          throw TableError(
            place: command.name,
            problem: .duplicateCommand(labels: command.labelText, modules: [owner, module.name]))
        }
      }
      for declared in module.operators {
        let operands = declared.operands.map(\.description)
        let distinction = declared.symbol + operands.joined(separator: ",")
        if let owner = operatorOwners.updateValue(module.name, forKey: distinction) {
          throw TableError(
            place: declared.symbol, problem: .duplicateOperator(operands: operands, modules: [owner, module.name]))
        }
      }
    }
  }

  private func validate(members: [Callable], _ place: String) throws(TableError) {
    var seen: Set<String> = []
    for member in members {
      guard seen.insert(member.distinction).inserted else {
        throw TableError(place: place, problem: .duplicateMember(labels: member.labelText))
      }
      try validate(member, place)
    }
  }

  private func validate(_ callable: Callable, _ place: String) throws(TableError) {
    guard callable.name.isIdentifier else { throw TableError(place: place, problem: .notAnIdentifier(callable.name)) }
    var seen: Set<String> = []
    for parameter in callable.parameters {
      guard seen.insert(parameter.name).inserted else {
        throw TableError(place: place, problem: .duplicateLabel(parameter.name))
      }
      if let standard = parameter.defaultValue, !standard.conforms(to: parameter.type) {
        throw TableError(
          place: place,
          problem: .defaultOfOtherType(
            parameter: parameter.name, expected: "\(parameter.type)", found: standard.typeText))
      }
      if let unknown = undeclared(parameter.type) { throw TableError(place: place, problem: .undeclaredType(unknown)) }
    }
    if let unknown = undeclared(callable.result) { throw TableError(place: place, problem: .undeclaredType(unknown)) }
    if let example = callable.example, !CellParser.parse(example).diagnostics.isEmpty {
      throw TableError(place: place, problem: .exampleDoesNotParse(example))
    }
  }

  /// The first declared type's name in a type that the table does not have.
  private func undeclared(_ type: ValueType) -> String? {
    switch type {
    case .foreign(let name): types[name] == nil ? name : nil
    case .array(let it), .slice(let it), .set(let it), .range(let it), .closedRange(let it), .optional(let it):
      undeclared(it)
    case .dictionary(let key, let value): undeclared(key) ?? undeclared(value)
    case .tuple(let elements): elements.lazy.compactMap { undeclared($0.type) }.first
    case .function(let inputs, let output): inputs.lazy.compactMap { undeclared($0) }.first ?? undeclared(output)
    default: nil
    }
  }
}

extension Callable {
  /// What tells it from others of its name: labels and types.
  fileprivate var distinction: String {
    name + "(" + parameters.map { "\($0.label ?? "_"):\($0.type)" }.joined(separator: ",") + ")"
  }
}

extension String {
  /// Whether the text may be a name.
  fileprivate var isIdentifier: Bool {
    guard let first = unicodeScalars.first, first.properties.isXIDStart || first == "_" else { return false }
    return unicodeScalars.dropFirst().allSatisfy(\.properties.isXIDContinue)
  }
}
