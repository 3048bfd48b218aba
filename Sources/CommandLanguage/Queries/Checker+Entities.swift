extension Checker {
  /// What a call may mean, in the order in which the checker would try it.
  func callees(_ callee: Expression, _ expected: ValueType?) -> [Entity] {
    switch callee.kind {
    case .name(let name):
      if let own = memberOfSelf(name, callee.range) { return callees(own, expected) }
      return callees(name)
    case .member(let base, let name, _):
      if case .name("Espalier") = base.kind, lookup("Espalier") == nil { return natives(name) }
      let type = trial { infer(base) }.result.type
      if case .metatype(let made) = type {
        return name == "init" ? initializers(of: made) : Entity.statics(of: made, self).filter { $0.name == name }
      }
      return Entity.members(of: type, named: name, self)
    case .implicitMember(let name, _):
      guard let type = expected?.unwrapped else { return [] }
      return name == "init" ? initializers(of: type) : Entity.statics(of: type, self).filter { $0.name == name }
    case .type(let type): return initializers(of: resolve(type))
    default:
      let type = trial { infer(callee) }.result.type
      switch type {
      case .function: return [.variable("", type)]
      case .metatype(let made): return initializers(of: made)
      case .array(.metatype(let element)): return initializers(of: .array(element))
      default: return []
      }
    }
  }

  private func callees(_ name: String) -> [Entity] {
    switch lookup(name) {
    case .slot(let slot)?:
      if case .function = slot.type { return [.variable(name, slot.type)] }
      return natives(name)
    case .functions(let functions)?: return functions.reversed().map { .function($0, isMethod: false) }
    case .nominal(let nominal)?: return initializers(of: nominal.valueType)
    case .alias(let type)?: return initializers(of: type)
    case .typeParameter?: return []
    case nil: break
    }
    let natives = natives(name)
    if !natives.isEmpty { return natives }
    return trial { namedType(name, [], SourceRange(0, 0)) }.result.map { initializers(of: $0) } ?? []
  }

  /// The commands, or else the functions of the library, of a name.
  private func natives(_ name: String) -> [Entity] {
    if let commands = table.commands[name] { return commands.map { .declared($0, .command) } }
    return (library.free[name] ?? []).map { .library($0, nil) }
  }

  private func initializers(of type: ValueType) -> [Entity] { Entity.initializers(of: type, table, nominals) }
}

extension Entity {
  /// The members of values of a type; one entry for each overload.
  static func members(of type: ValueType, named name: String? = nil, _ checker: Checker) -> [Entity] {
    members(of: type, named: name, checker.table, checker.nominals)
  }

  /// The static members of a type.
  static func statics(of type: ValueType, _ checker: Checker) -> [Entity] {
    statics(of: type, checker.table, checker.nominals)
  }

  static func members(
    of type: ValueType, named wanted: String? = nil, _ table: CommandTable, _ nominals: [Int: NominalType]
  ) -> [Entity] {
    var found: [Entity] = []
    switch type {
    case .tuple(let elements):
      found = elements.enumerated().map { .property($1.label ?? "\($0)", $1.type, documentation: nil) }
    case .nominal(_, let identity):
      guard let nominal = nominals[identity] else { break }
      if !nominal.isEnumeration {
        found = nominal.fields.map { .property($0.name, $0.type, documentation: $0.documentation) }
      }
      found += nominal.computed.sorted { $0.key < $1.key }.map {
        .property($0.key, $0.value.result, documentation: $0.value.documentation)
      }
      if let raw = nominal.rawType { found.append(.property("rawValue", raw, documentation: nil)) }
      for (name, functions) in nominal.methods.sorted(by: { $0.key < $1.key }) where !name.hasPrefix("static ") {
        found += functions.map { .function($0, isMethod: true) }
      }
    case .foreign(let name):
      guard let description = table.types[name] else { break }
      found =
        description.properties.map { .declared($0, .property) } + description.methods.map { .declared($0, .method) }
    default: break
    }
    if let wanted { found = found.filter { $0.name == wanted } }
    // Every value has a description.
    let others = type == .unknown ? [] : Library.standard.memberNames(of: type) + ["description"]
    for name in wanted.map({ [$0] }) ?? others {
      found += Library.standard.members(of: type, named: name).map { .library($0, type) }
    }
    return found
  }

  static func statics(of type: ValueType, _ table: CommandTable, _ nominals: [Int: NominalType]) -> [Entity] {
    switch type {
    case .foreign(let name):
      guard let description = table.types[name] else { return [] }
      return description.statics.map {
        .declared(
          $0, description.staticProperties.contains($0.name) && $0.parameters.isEmpty ? .constant : .staticMethod)
      }
    case .nominal(_, let identity):
      guard let nominal = nominals[identity] else { return [] }
      var found: [Entity] = nominal.cases.indices.map { .enumCase(nominal, $0) }
      found += nominal.statics.sorted { $0.key < $1.key }.map {
        .property($0.key, $0.value.slot.type, documentation: nil)
      }
      for (name, functions) in nominal.methods.sorted(by: { $0.key < $1.key })
      where name.hasPrefix("static ") && functions[0].name.first?.isLetter ?? false {
        found += functions.map { .function($0, isMethod: false) }
      }
      if nominal.isCaseIterable { found.append(.property("allCases", .array(type), documentation: nil)) }
      return found
    default:
      return Library.standard.staticNames(of: type).flatMap { name in
        Library.standard.statics(of: type, named: name).map { .library($0, type) }
      }
    }
  }

  /// What makes values of a type.
  static func initializers(
    of type: ValueType, _ table: CommandTable, _ nominals: [Int: NominalType]
  ) -> [Entity] {
    switch type {
    case .nominal(_, let identity):
      guard let nominal = nominals[identity] else { return [] }
      if !nominal.initializers.isEmpty { return nominal.initializers.map { .function($0, isMethod: false) } }
      return nominal.isEnumeration ? [] : [.memberwise(nominal)]
    case .foreign(let name): return (table.types[name]?.initializers ?? []).map { .declared($0, .initializer) }
    default: return Library.standard.initializers(of: type).map { .library($0, nil) }
    }
  }
}
