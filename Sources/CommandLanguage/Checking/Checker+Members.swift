extension Checker {
  /// `base.name` without a call.
  func member(
    _ base: Expression, _ name: String, _ nameRange: SourceRange, _ expected: ValueType?, _ range: SourceRange
  ) -> Checked {
    if isLibraryName(base) {
      return nativeReference(name, expected, range)
        ?? {
          unknownName(name, nameRange); return invalid(range)
        }()
    }
    let receiver = infer(base)
    if case .metatype(let type) = receiver.type { return staticMember(type, name, nameRange, nil, expected, range) }
    return property(receiver, name, nameRange, range)
  }

  /// `Espalier` or `Swift` before a dot: what comes after means the library's, whatever the cell calls so.
  private func isLibraryName(_ base: Expression) -> Bool {
    guard case .name(let name) = base.kind, name == "Espalier" || name == "Swift" else { return false }
    return lookup(name) == nil
  }

  private func property(_ receiver: Checked, _ name: String, _ nameRange: SourceRange, _ range: SourceRange) -> Checked
  {
    func made(_ kind: Checked.Kind, _ type: ValueType) -> Checked { Checked(kind: kind, type: type, range: range) }
    switch receiver.type {
    case .unknown, .any:
      let table = table
      let call = native(name) { context, values in try Dynamic.property(name, of: values[0], table, context) }
      return made(.invoke(call, [receiver]), .unknown)
    case .tuple(let elements):
      if let index = Int(name) ?? elements.firstIndex(where: { $0.label == name }), elements.indices.contains(index) {
        return made(.tupleElement(receiver, index), elements[index].type)
      }
    case .nominal(_, let identity):
      if let nominal = nominals[identity] {
        if let index = nominal.fields.firstIndex(where: { $0.name == name }), !nominal.isEnumeration {
          return made(.field(receiver, index), nominal.fields[index].type)
        }
        if let getter = nominal.computed[name] { return made(.call(getter, [receiver]), getter.result) }
        if name == "rawValue", let rawType = nominal.rawType {
          let raws = nominal.cases.map { $0.rawValue ?? .void }
          let call = native("rawValue") { _, values in
            guard case .instance(let instance) = values[0], raws.indices.contains(instance.caseIndex) else {
              return .void
            }
            return raws[instance.caseIndex]
          }
          return made(.invoke(call, [receiver]), rawType)
        }
      }
    case .foreign(let typeName):
      if let callable = table.types[typeName]?.properties.first(where: { $0.name == name }) {
        return made(.invoke(callable.nativeCall(hasReceiver: true), [receiver]), callable.result)
      }
    default: break
    }
    let members = library.members(of: receiver.type, named: name)
    if let property = members.first(where: \.isProperty) {
      let bindings = library.bindings(property.head, receiver.type)
      let type = property.result.substituting(bindings)
      if property.name == "count" { return made(.count(receiver), .int) }
      let call = NativeCall(name: name, argumentNames: [], isHostCall: false, purity: .pure(), body: property.body)
      return made(.invoke(call, [receiver]), type)
    }
    unknownMember(receiver.type, name, nameRange, isMethod: !members.isEmpty || hasMethod(receiver.type, name))
    return invalid(range)
  }

  private func hasMethod(_ type: ValueType, _ name: String) -> Bool {
    switch type {
    case .foreign(let typeName): table.types[typeName]?.methods.contains { $0.name == name } ?? false
    case .nominal(_, let identity): nominals[identity]?.methods[name] != nil
    default: false
    }
  }

  func unknownMember(_ type: ValueType, _ name: String, _ range: SourceRange, isMethod: Bool) {
    if isMethod {
      error("method-not-called", "'\(name)' of '\(type)' is a method", at: range, mend: "call it: '\(name)(…)'")
      return
    }
    if case .optional(let wrapped) = type, memberNames(of: wrapped).contains(name) {
      error(
        "unknown-member", "'\(type)' has no member '\(name)', but '\(wrapped)' has", at: range,
        mend: "unwrap the optional first: '?.\(name)' or 'if let'")
      return
    }
    if let advice = library.advice(on: name, of: type) {
      error("outside-subset", "'\(name)' of '\(type)' is not part of the command language", at: range, mend: advice)
      return
    }
    let close = Suggestion.closest(to: name, among: memberNames(of: type).filter { Int($0) == nil })
    var mend: String?
    if case .nominal(let typeName, let identity) = type, let nominal = nominals[identity] {
      if nominal.statics[name] != nil || nominal.methods["static \(name)"] != nil
        || nominal.cases.contains(where: { $0.name == name })
      {
        mend = "'\(name)' belongs to the type: write '\(typeName).\(name)'"
      } else if name == "rawValue", nominal.isEnumeration {
        mend = "write 'enum \(typeName): Int' or 'enum \(typeName): String' to give its cases raw values"
      }
    }
    error(
      "unknown-member", "'\(type)' has no member '\(name)'", at: range, mend: mend,
      fixIts: close.map { [Diagnostic.FixIt("did you mean '\($0)'?", at: range, replacement: $0)] } ?? [])
  }

  /// The names of the members that values of a type have.
  func memberNames(of type: ValueType) -> [String] {
    var names = library.memberNames(of: type)
    switch type {
    case .foreign(let name):
      if let description = table.types[name] {
        names += description.properties.map(\.name) + description.methods.map(\.name)
      }
    case .nominal(_, let identity):
      if let nominal = nominals[identity] {
        names += nominal.storedNames + nominal.computed.keys + nominal.methods.keys
      }
    case .tuple(let elements): names += elements.compactMap(\.label) + elements.indices.map(String.init)
    default: break
    }
    return names
  }

  /// `base.name(…)`.
  func callMember(
    _ base: Expression, _ name: String, _ nameRange: SourceRange, _ arguments: [Expression.Argument],
    _ expected: ValueType?, _ range: SourceRange
  ) -> Checked {
    if isLibraryName(base) {
      if let commands = table.commands[name] { return apply(commands, name, nil, arguments, range, isCommand: true) }
      if let members = library.free[name] { return apply(members, nil, arguments, expected, range) }
      unknownName(name, nameRange)
      return invalid(range)
    }
    if name == "init", case .name("self") = base.kind, let (slot, _) = context.initialized {
      let made = make(slot.type, arguments, nil, range)
      if case .optional = made.type {
        refuse("delegating to an 'init?' is", at: range, "write its statements here")
      }
      let place = Place(root: slot, steps: [], type: slot.type)
      return Checked(kind: .assign(place, convert(made, to: slot.type)), type: .void, range: range)
    }
    let receiver = infer(base, elementType(of: base, from: arguments).map { .array($0) })
    if case .metatype(let type) = receiver.type {
      if name == "init" { return make(type, arguments, expected, range) }
      return staticMember(type, name, nameRange, arguments, expected, range)
    }
    switch receiver.type {
    case .unknown, .any: return dynamicMethod(receiver, name, nameRange, base, arguments, range)
    case .foreign(let typeName):
      if let callables = table.types[typeName]?.methods.filter({ $0.name == name }), !callables.isEmpty {
        return apply(callables, name, receiver, arguments, range, isCommand: false)
      }
    case .nominal(_, let identity):
      if let methods = nominals[identity]?.methods[name] {
        if methods.contains(where: \.isMutating) { return mutatingMethod(base, methods, arguments, range) }
        return apply(methods, receiver: receiver, arguments, range)
      }
    default: break
    }
    let members = library.members(of: receiver.type, named: name).filter { !$0.isProperty }
    if members.contains(where: { $0.change != nil }) {
      let changing = members.filter { $0.change != nil }
      let fits = changing.contains { ArgumentMatch($0.matchParameters, isVariadic: false, arguments).problem == nil }
      if fits || members.count == changing.count { return change(base, changing, arguments, range) }
    }
    if !members.isEmpty {
      if let found = retyped(base, receiver, members, arguments, expected, range) { return found }
      return apply(members, receiver, arguments, expected, range)
    }
    if let value = trialProperty(receiver, name, nameRange, range) { return callValue(value, arguments, range) }
    unknownMember(receiver.type, name, nameRange, isMethod: false)
    for argument in arguments { checkAlone(argument.value) }
    return invalid(range)
  }

  /// The type that `.members` in a literal array take from the arguments of its method: `[.a, .b].contains(x)`.
  private func elementType(of base: Expression, from arguments: [Expression.Argument]) -> ValueType? {
    guard case .array(let elements) = base.kind, elements.contains(where: \.isImplicitMember),
      elements.allSatisfy({ needsContext($0) })
    else { return nil }
    for argument in arguments where !needsContext(argument.value) {
      let type = trial { infer(argument.value) }.result.type
      switch type {
      case .nominal, .foreign: return type
      default: continue
      }
    }
    return nil
  }

  /// The call on a literal array whose elements take another type from the arguments: `[1, 2].map { $0 * 0.5 }`. Nil where
  /// the types that the literals have by themselves will do.
  private func retyped(
    _ base: Expression, _ receiver: Checked, _ members: [LibraryMember], _ arguments: [Expression.Argument],
    _ expected: ValueType?, _ range: SourceRange
  ) -> Checked? {
    guard case .array(let elements) = base.kind, !elements.isEmpty else { return nil }
    let other: ValueType
    switch receiver.type {
    case .array(.int) where elements.allSatisfy({ literalType($0) == .int }): other = .double
    case .array(.string) where elements.allSatisfy(\.isCharacterLiteral): other = .character
    default: return nil
    }
    if trial({ apply(members, receiver, arguments, expected, range) }).isClean { return nil }
    let (found, isClean, notes) = trial {
      apply(members, infer(base, .array(other)), arguments, expected, range)
    }
    guard isClean else { return nil }
    notes.forEach(report)
    return found
  }

  private func trialProperty(
    _ receiver: Checked, _ name: String, _ nameRange: SourceRange, _ range: SourceRange
  ) -> Checked? {
    let (value, isClean, _) = trial { property(receiver, name, nameRange, range) }
    return isClean ? value : nil
  }

  private func dynamicMethod(
    _ receiver: Checked, _ name: String, _ nameRange: SourceRange, _ base: Expression,
    _ arguments: [Expression.Argument],
    _ range: SourceRange
  ) -> Checked {
    let labels = arguments.map(\.label)
    let values = arguments.map { infer($0.value, .unknown) }
    let table = table
    // A method that changes its receiver needs a place; whether it does is known by name alone.
    if library.changingNames.contains(name), let place = trialPlace(base) {
      let change = NativeChange(name: name) { context, value, values in
        try Dynamic.change(name, labels, &value, values, table, context)
      }
      return Checked(kind: .change(place, change, values), type: .unknown, range: range)
    }
    let call = NativeCall(name: name, argumentNames: [], isHostCall: true, purity: .effectful) { context, values in
      try Dynamic.method(name, labels, values, table, context)
    }
    return Checked(kind: .invoke(call, [receiver] + values), type: .unknown, range: range)
  }
}

extension Expression {
  /// Whether `.name` or `.name(…)`.
  fileprivate var isImplicitMember: Bool {
    switch kind {
    case .implicitMember: true
    case .call(let callee, _): callee.isImplicitMember
    default: false
    }
  }
}
