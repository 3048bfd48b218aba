extension Checker {
  /// Declares a structure or enumeration with its members.
  func declareNominal(_ declaration: NominalDeclaration) {
    let nominal = NominalType(name: declaration.name, identity: nextIdentity, isEnumeration: declaration.isEnumeration)
    nextIdentity += 1
    nominals[nominal.identity] = nominal
    declare(declaration.name, .nominal(nominal))
    let outerType = enclosingType
    enclosingType = nominal
    defer { enclosingType = outerType }
    for inherited in declaration.inherited {
      guard case .name(let name, _) = inherited.kind else { continue }
      switch name {
      case "Int", "String", "Double": nominal.rawType = ValueType.named(name)
      case "CaseIterable": nominal.isCaseIterable = true
      case "Comparable": nominal.isComparable = true
      case "Equatable", "Hashable", "Sendable", "Error", "Codable": break
      default:
        error(
          "outside-subset", "conforming to '\(name)' is not part of the command language", at: inherited.range,
          mend: "leave it out")
      }
    }
    for item in declaration.cases { declareCase(item, of: nominal) }
    for property in declaration.properties where property.getter == nil && !property.isStatic {
      let type = property.type.map { resolve($0) }
      var value = property.value.map { expression in type.map { check(expression, $0) } ?? infer(expression) }
      if value == nil, property.isMutable, let type, case .optional = type {
        value = Checked(kind: .constant(.none), type: type, range: property.nameRange)
      }
      if declaration.isEnumeration {
        error(
          "stored-in-enum", "an enumeration has no stored properties", at: property.nameRange,
          mend: "write a computed property")
      }
      nominal.fields.append(
        NominalType.Field(
          name: property.name, type: type ?? value?.type ?? .unknown, isMutable: property.isMutable, defaultValue: value
        ))
    }
    declareMembers(declaration, nominal)
  }

  private func declareCase(_ item: NominalDeclaration.Case, of nominal: NominalType) {
    var raw: Value?
    if let rawType = nominal.rawType {
      if let expression = item.rawValue, case .constant(let value) = check(expression, rawType).kind {
        raw = value
      } else if rawType == .string {
        raw = .string(item.name)
      } else if rawType == .int {
        if case .int(let last)? = nominal.cases.last?.rawValue { raw = .int(last &+ 1) } else { raw = .int(0) }
      }
    }
    nominal.cases.append(
      NominalType.Case(name: item.name, payload: item.payload.map { ($0.label, resolve($0.type)) }, rawValue: raw))
  }

  private func declareMembers(_ declaration: NominalDeclaration, _ nominal: NominalType) {
    let type = nominal.valueType
    var bodies: [(UserFunction, FunctionBody)] = []
    for property in declaration.properties {
      if property.isStatic, property.getter == nil, let expression = property.value {
        let wanted = property.type.map { resolve($0) }
        let value = wanted.map { check(expression, $0) } ?? infer(expression)
        guard case .constant(let constant) = value.kind else {
          error(
            "outside-subset", "a static property that is not a literal is not part of the command language",
            at: property.nameRange, mend: "write a static function")
          continue
        }
        let slot = Slot(property.name, value.type, isMutable: false, range: property.nameRange, owner: nil)
        slot.store(constant)
        nominal.statics[property.name] = slot
      } else if let getter = property.getter {
        guard let result = getter.result else { continue }
        let function = makeFunction(
          property.name, getter, isMutating: false, receiver: property.isStatic ? nil : type, result: resolve(result))
        if property.isStatic {
          nominal.methods["static \(property.name)"] = [function]
        } else {
          nominal.computed[property.name] = function
        }
        bodies.append((function, getter))
      }
    }
    for method in declaration.methods {
      let function = makeFunction(
        method.name, method.body, isMutating: method.isMutating, receiver: method.isStatic ? nil : type)
      nominal.methods[method.isStatic ? "static \(method.name)" : method.name, default: []].append(function)
      bodies.append((function, method.body))
    }
    for body in declaration.initializers {
      let function = makeFunction("init", body, isMutating: false, result: type)
      nominal.initializers.append(function)
      checkInitializer(function, body, nominal)
    }
    for (function, body) in bodies { checkMember(function, body, nominal) }
  }

  /// Members see the properties and methods of `self` by their bare names.
  private func checkMember(_ function: UserFunction, _ body: FunctionBody, _ nominal: NominalType) {
    let outer = (scopes, context, implicitSelf)
    // Of the names around the declaration, types alone are visible in its members.
    var visible: [String: Meaning] = [:]
    for scope in scopes {
      for (name, meaning) in scope {
        if case .nominal = meaning { visible[name] = meaning }
      }
    }
    scopes = [visible]
    context = FunctionContext(name: "members", parent: nil, result: nil)
    implicitSelf = function.parameters.first?.name == "self" ? nominal : nil
    checkBody(function, body)
    (scopes, context, implicitSelf) = outer
  }

  private func checkInitializer(_ function: UserFunction, _ body: FunctionBody, _ nominal: NominalType) {
    let range = body.range
    let outer = context
    let outerSelf = implicitSelf
    context = FunctionContext(name: "init", parent: nil, result: .void)
    implicitSelf = nominal
    defer {
      context = outer
      implicitSelf = outerSelf
    }
    inScope {
      let slots = function.parameters.map { parameter -> Slot in
        let slot = newSlot(parameter.name, parameter.type, isMutable: false, range)
        declare(parameter.name, .slot(slot))
        return slot
      }
      let itself = newSlot("self", nominal.valueType, isMutable: true, range)
      declare("self", .slot(itself))
      let start = nominal.fields.map {
        $0.defaultValue ?? Checked(kind: .constant(.void), type: $0.type == .unknown ? .unknown : .void, range: range)
      }
      let blank = Checked(kind: .instance(nominal, 0, start), type: nominal.valueType, range: range)
      let statements = inScope { self.statements(body.statements) }
      let load = Checked(kind: .load(itself), type: nominal.valueType, range: range)
      let whole: CheckedBody = [.declare(itself, blank, range)] + statements + [.result(load, range)]
      function.body = (context, slots, whole)
      functions.append(function)
    }
  }

  /// Makes the statements of a function that changes an argument return it, beside the result.
  func returningSelf(_ statements: CheckedBody, _ itself: Slot, _ range: SourceRange) -> CheckedBody {
    func pair(_ value: Checked?) -> Checked {
      let load = Checked(kind: .load(itself), type: itself.type, range: range)
      return Checked(
        kind: .tuple([value ?? Checked(kind: .constant(.void), type: .void, range: range), load], [nil, nil]),
        type: .unknown,
        range: range)
    }
    func rewritten(_ body: CheckedBody) -> CheckedBody {
      body.map { statement in
        switch statement {
        case .result(let value, let range): .result(pair(value), range)
        case .conditional(let tests, let first, let second):
          .conditional(tests, rewritten(first), second.map { rewritten($0) })
        case .whileLoop(let label, let tests, let body): .whileLoop(label: label, tests, rewritten(body))
        case .repeatLoop(let label, let body, let test): .repeatLoop(label: label, rewritten(body), test)
        case .count(let label, let slot, let from, let to, let isClosed, let filter, let body):
          .count(label: label, slot, from: from, to: to, isClosed: isClosed, filter: filter, rewritten(body))
        case .forEach(let label, let slot, let values, let bindings, let filter, let body):
          .forEach(label: label, slot, values, bindings, filter: filter, rewritten(body))
        case .choice(let label, let head, let cases, let range):
          .choice(
            label: label, head,
            cases.map {
              CheckedStatement.CheckedCase(
                alternatives: $0.alternatives, body: rewritten($0.body), fallsThrough: $0.fallsThrough)
            },
            range)
        case .block(let label, let body): .block(label: label, rewritten(body))
        case .handled(let body, let slot, let handler): .handled(rewritten(body), slot, rewritten(handler))
        default: statement
        }
      }
    }
    return rewritten(statements) + [.result(pair(nil), range)]
  }

  func nominalStatic(
    _ nominal: NominalType, _ name: String, _ nameRange: SourceRange, _ arguments: [Expression.Argument]?,
    _ range: SourceRange
  ) -> Checked {
    let type = nominal.valueType
    if let index = nominal.cases.firstIndex(where: { $0.name == name }) {
      let item = nominal.cases[index]
      let parameters = item.payload.enumerated().map {
        ArgumentMatch.Parameter(label: $1.label, name: $1.label ?? "\($0)", type: $1.type, hasDefault: false)
      }
      let match = ArgumentMatch(parameters, isVariadic: false, arguments ?? [])
      if let problem = match.problem {
        report(problem, name, parameters, arguments ?? [], range)
        return invalid(range)
      }
      let values = match.places.enumerated().compactMap { index, place in
        place.map { check((arguments ?? [])[$0].value, item.payload[index].type) }
      }
      return Checked(kind: .instance(nominal, index, values), type: type, range: range)
    }
    if let functions = nominal.methods["static \(name)"] { return apply(functions, arguments ?? [], range) }
    if let slot = nominal.statics[name] { return Checked(kind: .load(slot), type: slot.type, range: range) }
    if name == "allCases", nominal.isCaseIterable {
      let all = nominal.cases.indices.map { Value.instance(nominal.instance($0)) }
      return Checked(kind: .constant(.array(all)), type: .array(type), range: range)
    }
    unknownStatic(type, name, nameRange, nominal.cases.map(\.name) + nominal.statics.keys)
    return invalid(range)
  }

  func makeNominal(_ nominal: NominalType, _ arguments: [Expression.Argument], _ range: SourceRange) -> Checked {
    let type = nominal.valueType
    if !nominal.initializers.isEmpty { return apply(nominal.initializers, arguments, range) }
    if nominal.isEnumeration {
      guard nominal.rawType != nil, arguments.count == 1, arguments[0].label == "rawValue" else {
        error("no-initializer", "'\(nominal.name)' is an enumeration", at: range, mend: "write one of its cases")
        return invalid(range)
      }
      let cases = nominal.cases
      let call = native(nominal.name) { _, values in
        guard let index = cases.firstIndex(where: { $0.rawValue == values[0] }) else { return .none }
        return .some(.instance(nominal.instance(index)))
      }
      return Checked(
        kind: .invoke(call, [check(arguments[0].value, nominal.rawType ?? .unknown)]), type: .optional(type),
        range: range)
    }
    // The memberwise initialiser: a constant with a value is not part of it.
    let fields = nominal.fields.filter { $0.isMutable || $0.defaultValue == nil }
    let parameters = fields.map {
      ArgumentMatch.Parameter(label: $0.name, name: $0.name, type: $0.type, hasDefault: $0.defaultValue != nil)
    }
    let match = ArgumentMatch(parameters, isVariadic: false, arguments)
    if let problem = match.problem {
      report(problem, nominal.name, parameters, arguments, range)
      arguments.forEach { checkAlone($0.value) }
      return Checked(kind: .constant(.void), type: type, range: range)
    }
    var given: [String: Checked] = [:]
    for (index, place) in match.places.enumerated() {
      if let place { given[fields[index].name] = check(arguments[place].value, fields[index].type) }
    }
    let values = nominal.fields.map { field in
      given[field.name] ?? field.defaultValue ?? Checked(kind: .constant(.void), type: .void, range: range)
    }
    return Checked(kind: .instance(nominal, 0, values), type: type, range: range)
  }
}
