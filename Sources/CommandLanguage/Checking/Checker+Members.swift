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

  /// `Type(…)`.
  func make(
    _ type: ValueType, _ arguments: [Expression.Argument], _ expected: ValueType?, _ range: SourceRange
  ) -> Checked {
    switch type {
    case .nominal(_, let identity):
      if let nominal = nominals[identity] { return makeNominal(nominal, arguments, range) }
    case .foreign(let name):
      if let callables = table.types[name]?.initializers, !callables.isEmpty {
        return apply(callables, name, nil, arguments, range, isCommand: false)
      }
      if !library.initializers(of: type).isEmpty { break }
      error(
        "no-initializer", "'\(name)' cannot be made with '\(name)(…)'", at: range,
        mend: "use the command that returns one")
      arguments.forEach { checkAlone($0.value) }
      return invalid(range)
    default: break
    }
    // `Double(3)` is the literal 3 as a `Double`.
    if arguments.count == 1, arguments[0].label == nil, type.isNumeric || type == .character || type == .string,
      arguments[0].value.isIntegerLiteral && type != .int && type != .string
        || { if case .string = arguments[0].value.kind { type == .character || type == .string } else { false } }()
    {
      return check(arguments[0].value, type)
    }
    if arguments.isEmpty {
      let empty: Value? =
        switch type {
        case .array: .array([])
        case .dictionary: .dictionary(DictionaryValue())
        case .set: .set(DictionaryValue())
        case .string: .string("")
        case .int: .int(0)
        case .double: .double(0)
        case .bool: .bool(false)
        default: nil
        }
      if let empty {
        var made = type
        if type.isOpen, let expected, type.converts(to: expected) { made = expected }
        return Checked(kind: .constant(empty), type: made, range: range)
      }
    }
    let members = library.initializers(of: type)
    guard !members.isEmpty else {
      error("no-initializer", "'\(type)' cannot be made with '(…)'", at: range)
      arguments.forEach { checkAlone($0.value) }
      return invalid(range)
    }
    let made = apply(members, nil, arguments, type.isOpen ? expected : type, range)
    return type.isOpen || !made.type.isOpen || made.type == .unknown ? made : convert(made, to: type)
  }

  /// All elements of an array as a slice: `array[...]`.
  private func whole(_ array: Checked, _ element: ValueType, _ range: SourceRange) -> Checked {
    let slice = native("subscript") { _, values in .slice(try Elements.slice(values[0])) }
    return Checked(kind: .invoke(slice, [array]), type: .slice(element), range: range)
  }

  /// `base[…]`.
  func index(
    _ base: Expression, _ arguments: [Expression.Argument], _ expected: ValueType?, _ range: SourceRange
  ) -> Checked {
    // The elements of a literal take the type that its element is wanted as.
    var wanted: ValueType?
    if case .array = base.kind, let expected, expected == .double || expected == .float { wanted = .array(expected) }
    let receiver = infer(base, wanted)
    func made(_ kind: Checked.Kind, _ type: ValueType) -> Checked { Checked(kind: kind, type: type, range: range) }
    let only = arguments.count == 1 && arguments[0].label == nil ? arguments[0].value : nil
    switch receiver.type {
    case .array(let element):
      guard let only else { break }
      if case .operatorFunction("...") = only.kind { return whole(receiver, element, range) }
      let place = infer(only)
      switch place.type {
      case .int: return made(.element(receiver, place), element)
      case .range(.int), .closedRange(.int):
        return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .slice(element))
      case .unknown: return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .unknown)
      default:
        error("type-mismatch", "an array is indexed by 'Int', found '\(place.type)'", at: place.range)
        return invalid(range)
      }
    case .slice(let element):
      guard let only else { break }
      if case .operatorFunction("...") = only.kind { return receiver }
      let place = infer(only)
      switch place.type {
      case .int: return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), element)
      case .range(.int), .closedRange(.int):
        return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), receiver.type)
      case .unknown: return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .unknown)
      default:
        error("type-mismatch", "a slice is indexed by 'Int', found '\(place.type)'", at: place.range)
        return invalid(range)
      }
    case .dictionary(let key, let value):
      if arguments.count == 2, arguments[1].label == "default" {
        return made(
          .invoke(
            native("subscript", Dynamic.index),
            [receiver, check(arguments[0].value, key), check(arguments[1].value, value)]),
          value)
      }
      guard let only else { break }
      return made(.invoke(native("subscript", Dynamic.index), [receiver, check(only, key)]), .optional(value))
    case .string:
      guard let only else { break }
      if case .operatorFunction("...") = only.kind { return receiver }
      let place = infer(only)
      switch place.type {
      case .textIndex: return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .character)
      case .range(.textIndex), .closedRange(.textIndex):
        return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .string)
      case .unknown: return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .unknown)
      default:
        error(
          "string-index", "a 'String' is not indexed by number", at: range,
          mend: "write 'Array(text)[i]', 'prefix' or 'suffix', or find a place with 'index(_:offsetBy:)'")
        return invalid(range)
      }
    case .nominal(_, let identity):
      let getters = nominals[identity]?.subscripts.map(\.getter) ?? []
      if !getters.isEmpty { return apply(getters, receiver: receiver, arguments, range) }
    case .foreign(let name):
      let callables = table.types[name]?.subscripts ?? []
      if !callables.isEmpty { return apply(callables, "subscript", receiver, arguments, range, isCommand: false) }
    case .unknown, .any:
      let values = arguments.map { infer($0.value, .unknown) }
      let table = table
      let call = native("subscript") { context, values in try Dynamic.subscripted(values, table, context) }
      return made(.invoke(call, [receiver] + values), .unknown)
    default: break
    }
    error("no-subscript", "a value of type '\(receiver.type)' has no such subscript", at: range)
    arguments.forEach { checkAlone($0.value) }
    return invalid(range)
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

  /// Whether one integer as it is written, with or without a sign.
  fileprivate var isIntegerLiteral: Bool {
    switch kind {
    case .integer: true
    case .prefix(let name, let operand): (name.text == "-" || name.text == "+") && operand.isIntegerLiteral
    default: false
    }
  }
}
