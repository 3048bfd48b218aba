extension CommandTable {
  /// Checks every declaration, one rule after the other.
  func validate() throws(TableError) {
    for name in commands.keys.sorted() { try validate(commands[name] ?? [], name) }
    for name in types.keys.sorted() {
      guard let type = types[name] else { continue }
      for group in [type.properties, type.methods, type.statics] {
        for (member, overloads) in Dictionary(grouping: group, by: \.name).sorted(by: { $0.key < $1.key }) {
          try validate(overloads, "\(name).\(member)")
        }
      }
    }
  }

  private func validate(_ overloads: [Callable], _ place: String) throws(TableError) {
    var labels: Set<[String?]> = []
    for callable in overloads {
      guard callable.name.isIdentifier else { throw TableError(place: place, problem: .notAnIdentifier(callable.name)) }
      let types = callable.parameters.map { "\($0.label ?? "_"):\($0.type)" }
      guard labels.insert(types).inserted else { throw TableError(place: place, problem: .duplicateSignature) }
      try validate(callable, place)
    }
  }

  private func validate(_ callable: Callable, _ place: String) throws(TableError) {
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

extension String {
  /// Whether the text may be a name.
  fileprivate var isIdentifier: Bool {
    guard let first = unicodeScalars.first, first.properties.isXIDStart || first == "_" else { return false }
    return unicodeScalars.dropFirst().allSatisfy(\.properties.isXIDContinue)
  }
}
