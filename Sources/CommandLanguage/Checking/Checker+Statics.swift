extension Checker {
  /// `.name` or `.name(…)`, whose type the context gives.
  func implicitMember(
    _ name: String, _ nameRange: SourceRange, _ arguments: [Expression.Argument]?, _ expected: ValueType?,
    _ range: SourceRange
  ) -> Checked {
    guard let type = expected, type != .unknown, type != .any else {
      var mend = "write the type before it: 'Type.\(name)'"
      let owners = table.types.values.filter { $0.statics.contains { $0.name == name } }.map(\.name).sorted()
      if let owner = owners.first {
        mend = "write '\(owner).\(name)', or give the variable a type: 'let x: \(owner) = .\(name)'"
      }
      error("member-without-type", "nothing here says which type '.\(name)' belongs to", at: range, mend: mend)
      arguments?.forEach { checkAlone($0.value) }
      return invalid(range)
    }
    if case .optional(let wrapped) = type {
      if name == "none", arguments == nil { return Checked(kind: .constant(.none), type: type, range: range) }
      if name == "some", let first = arguments?.first { return convert(check(first.value, wrapped), to: type) }
      return staticMember(wrapped, name, nameRange, arguments, wrapped, range)
    }
    return staticMember(type, name, nameRange, arguments, expected, range)
  }

  /// `Type.name` or `Type.name(…)`.
  func staticMember(
    _ type: ValueType, _ name: String, _ nameRange: SourceRange, _ arguments: [Expression.Argument]?,
    _ expected: ValueType?,
    _ range: SourceRange
  ) -> Checked {
    if name == "self", arguments == nil {
      return Checked(kind: .constant(.type(type)), type: .metatype(type), range: range)
    }
    if name == "init" {
      if let arguments { return make(type, arguments, expected, range) }
      if let found = reference(to: library.initializers(of: type), "\(type).init", expected, range) { return found }
    }
    if case .foreign(let typeName) = type, let description = table.types[typeName] {
      let callables = description.statics.filter { $0.name == name }
      if !callables.isEmpty {
        if arguments == nil, callables.allSatisfy({ !$0.parameters.isEmpty }),
          callables[0].parameters.contains(where: { $0.defaultValue == nil })
        {
          error(
            "method-not-called", "'.\(name)' takes arguments", at: nameRange, mend: "write '.\(callables[0].signature)'"
          )
          return invalid(range)
        }
        if let arguments,
          callables.allSatisfy({ $0.parameters.isEmpty && description.staticProperties.contains($0.name) })
        {
          error("not-callable", "'.\(name)' takes no arguments", at: nameRange, mend: "leave out the parentheses")
          arguments.forEach { checkAlone($0.value) }
          return invalid(range)
        }
        return apply(callables, name, nil, arguments ?? [], range, isCommand: false)
      }
      unknownStatic(type, name, nameRange, description.statics.map(\.name))
      return invalid(range)
    }
    if case .nominal(_, let identity) = type, let nominal = nominals[identity] {
      return nominalStatic(nominal, name, nameRange, arguments, range)
    }
    if case .optional(let wrapped) = type {
      if name == "none", arguments == nil { return Checked(kind: .constant(.none), type: type, range: range) }
      if name == "some", let arguments, arguments.count == 1 {
        return convert(check(arguments[0].value, wrapped), to: type)
      }
    }
    let members = library.statics(of: type, named: name)
    if let member = members.first {
      if let arguments { return apply(members, nil, arguments, expected, range) }
      if !member.isProperty, let found = reference(to: members, name, expected, range) { return found }
      let call = NativeCall(name: name, argumentNames: [], isHostCall: false, purity: .pure(), body: member.body)
      return Checked(kind: .invoke(call, []), type: member.result, range: range)
    }
    unknownStatic(type, name, nameRange, library.staticNames(of: type))
    arguments?.forEach { checkAlone($0.value) }
    return invalid(range)
  }

  func unknownStatic(_ type: ValueType, _ name: String, _ range: SourceRange, _ names: [String]) {
    if let advice = library.advice(onStatic: name, of: type) {
      error("outside-subset", "'.\(name)' of '\(type)' is not part of the command language", at: range, mend: advice)
      return
    }
    let close = Suggestion.closest(to: name, among: names)
    let list = Set(names).sorted().prefix(12).map { ".\($0)" }.joined(separator: ", ")
    var mend = close == nil && !list.isEmpty ? "there is \(list)" : nil
    if name == "allCases", case .nominal(let typeName, _) = type { mend = "write 'enum \(typeName): CaseIterable'" }
    error(
      "unknown-member", "'\(type)' has no '.\(name)'", at: range, mend: mend,
      fixIts: close.map { [Diagnostic.FixIt("did you mean '.\($0)'?", at: range, replacement: $0)] } ?? [])
  }
}
