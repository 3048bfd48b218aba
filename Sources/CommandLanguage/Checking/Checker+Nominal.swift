extension Checker {
  /// Declares the types of a block, whose names its other declarations may use wherever they stand.
  func declareTypes(_ statements: [Statement]) {
    for statement in statements {
      if case .alias(let name, let type) = statement.kind { declare(name, .alias(resolve(type))) }
      if case .nominal(let declaration) = statement.kind { declareNominal(declaration) }
    }
  }

  /// Declares a structure or enumeration with its members.
  func declareNominal(_ declaration: NominalDeclaration) {
    let nominal = NominalType(name: declaration.name, identity: nextIdentity, isEnumeration: declaration.isEnumeration)
    nominal.documentation = declaration.documentation
    nextIdentity += 1
    nominals[nominal.identity] = nominal
    if let outer = enclosingType { outer.nestedTypes[declaration.name] = nominal }
    declare(declaration.name, .nominal(nominal))
    let outerType = enclosingType
    enclosingType = nominal
    defer { enclosingType = outerType }
    inScope {
      conform(nominal, declaration.inherited)
      declareTypes(declaration.nested.map { Statement(kind: .nominal($0), range: $0.nameRange) })
      for item in declaration.cases { declareCase(item, of: nominal) }
      declareStored(declaration, nominal)
      declareMembers(declaration, nominal)
    }
  }

  private func conform(_ nominal: NominalType, _ inherited: [TypeExpression]) {
    for inherited in inherited {
      guard case .name(let name, _) = inherited.kind else { continue }
      switch name {
      case "Int", "String", "Double", "Character": nominal.rawType = ValueType.named(name)
      case "CaseIterable": nominal.isCaseIterable = true
      case "Comparable": nominal.isComparable = true
      case "CustomStringConvertible", "CustomDebugStringConvertible": nominal.isDescribed = true
      case "Equatable", "Hashable", "Sendable", "Error", "Codable", "Identifiable", "RawRepresentable": break
      default:
        refuse("conforming to '\(name)' is", at: inherited.range, "leave it out")
      }
    }
  }

  private func declareStored(_ declaration: NominalDeclaration, _ nominal: NominalType) {
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
      if nominal.storedNames.contains(property.name) {
        error("declared-twice", "'\(property.name)' is declared twice", at: property.nameRange, mend: "rename one")
      }
      nominal.fields.append(
        NominalType.Field(
          name: property.name, type: type ?? value?.type ?? .unknown, isMutable: property.isMutable,
          defaultValue: value, documentation: property.documentation))
    }
  }

  private func declareCase(_ item: NominalDeclaration.Case, of nominal: NominalType) {
    if nominal.cases.contains(where: { $0.name == item.name }) {
      error("declared-twice", "the case '\(item.name)' is declared twice", at: item.range, mend: "rename one")
    }
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
    if let raw, nominal.cases.contains(where: { $0.rawValue == raw }) {
      error(
        "declared-twice", "the raw value \(raw.literalText) of '\(item.name)' is another case's too", at: item.range,
        mend: "give each case its own")
    }
    let payload = item.payload.map { part in
      let type = resolve(part.type)
      return NominalType.Case.Part(
        label: part.label, type: type, defaultValue: part.defaultValue.map { check($0, type) })
    }
    nominal.cases.append(
      NominalType.Case(name: item.name, payload: payload, rawValue: raw, documentation: item.documentation))
  }

  /// Methods, computed and static properties, subscripts, initialisers: signatures first, so that bodies may use all.
  private func declareMembers(_ declaration: NominalDeclaration, _ nominal: NominalType) {
    let type = nominal.valueType
    var bodies: [(function: UserFunction, body: FunctionBody, observed: String?)] = []
    func member(
      _ name: String, _ body: FunctionBody, isMutating: Bool = false, isStatic: Bool = false, result: ValueType? = nil,
      observed: String? = nil
    ) -> UserFunction {
      let function = makeFunction(
        name, body, isMutating: isMutating, receiver: isStatic ? nil : type, result: result)
      bodies.append((function, body, observed))
      return function
    }
    for property in declaration.properties {
      if let getter = property.getter {
        guard let result = getter.result else {
          error("missing-type", "a computed property needs a type", at: property.nameRange, mend: "write ': Type'")
          continue
        }
        let function = member(property.name, getter, isStatic: property.isStatic, result: resolve(result))
        function.documentation = property.documentation
        if property.isStatic {
          nominal.methods["static \(property.name)"] = [function]
          if let setter = property.setter {
            refuse("setting a computed static property is", at: setter.range, "write a static function")
          }
        } else {
          nominal.computed[property.name] = function
          nominal.setters[property.name] = property.setter.map { member(property.name, $0, isMutating: true) }
        }
      } else if !property.isStatic, let index = nominal.fields.firstIndex(where: { $0.name == property.name }) {
        // The parameter has the type of the property, which may come from its value.
        func observer(_ body: FunctionBody?) -> UserFunction? {
          body.map { member(property.name, $0, isMutating: true, observed: property.name) }
        }
        nominal.fields[index].willSet = observer(property.willSet)
        nominal.fields[index].didSet = observer(property.didSet)
      }
    }
    for method in declaration.methods {
      let function = member(
        method.name, method.body, isMutating: method.isMutating, isStatic: method.isStatic)
      function.isDiscardable = method.isDiscardable
      function.documentation = method.documentation
      nominal.methods[method.isStatic ? "static \(method.name)" : method.name, default: []].append(function)
      if method.isStatic, method.name == "==" { nominal.equality = function }
      if method.isStatic, method.name == "<" { nominal.order = function }
    }
    for item in declaration.subscripts {
      let getter = member("subscript", item.getter, result: item.getter.result.map { resolve($0) })
      nominal.subscripts.append((getter, item.setter.map { member("subscript", $0, isMutating: true) }))
    }
    for body in declaration.initializers {
      let result: ValueType = body.isFailable ? .optional(type) : type
      nominal.initializers.append(makeFunction("init", body, isMutating: false, result: result))
    }
    for property in declaration.properties where property.isStatic && property.getter == nil {
      declareStatic(property, nominal)
    }
    for (function, body) in zip(nominal.initializers, declaration.initializers) {
      inMembers(of: nominal) { checkInitializer(function, body, nominal) }
    }
    for (function, body, observed) in bodies {
      inMembers(of: nominal) {
        self.observed = observed
        implicitSelf = function.parameters.first?.name == "self" ? nominal : nil
        checkBody(function, body)
      }
    }
  }

  private func declareStatic(_ property: NominalDeclaration.Property, _ nominal: NominalType) {
    guard let expression = property.value else {
      error(
        "missing-value", "a static property needs a value", at: property.nameRange, mend: "write '= value' after it")
      return
    }
    inMembers(of: nominal) {
      let wanted = property.type.map { resolve($0) }
      let value = wanted.map { check(expression, $0) } ?? infer(expression)
      let slot = Slot(property.name, value.type, isMutable: property.isMutable, range: property.nameRange, owner: nil)
      if case .constant(let constant) = value.kind {
        slot.store(constant)
        nominal.statics[property.name] = NominalType.Static(slot: slot)
        return
      }
      let function = UserFunction(
        name: property.name, parameters: [], result: value.type, routine: Routine(name: property.name, origin: origin))
      function.body = (context, [], [.result(value, property.nameRange)])
      functions.append(function)
      nominal.statics[property.name] = NominalType.Static(slot: slot, initializer: function.routine)
    }
  }

  /// A static property, computed when it is first read.
  func value(of property: NominalType.Static, _ range: SourceRange) -> Checked {
    let load = Checked(kind: .load(property.slot), type: property.slot.type, range: range)
    guard property.initializer != nil else { return load }
    return Checked(kind: .block(property.slot, [.expression(ready(property, range))]), type: load.type, range: range)
  }

  /// Computes a static property unless it has been read before.
  func ready(_ property: NominalType.Static, _ range: SourceRange) -> Checked {
    let call = native("static property") { context, _ in
      guard let routine = property.initializer, !property.isComputed else { return .void }
      property.isComputed = true
      let function = FunctionValue(name: routine.name, type: .unknown, body: .compiled(routine, captures: []))
      do { property.slot.store(try context.machine.call(function, [])) } catch {
        property.isComputed = false
        throw error
      }
      return .void
    }
    return Checked(kind: .invoke(call, []), type: .void, range: range)
  }

  /// Members see the properties and methods of `self` by their bare names, and of the names around the declaration the
  /// types alone.
  private func inMembers(of nominal: NominalType, _ body: () -> Void) {
    let outer = (scopes, context, implicitSelf, observed)
    var visible: [String: Meaning] = [:]
    for scope in scopes {
      for (name, meaning) in scope {
        switch meaning {
        case .nominal, .alias: visible[name] = meaning
        default: break
        }
      }
    }
    scopes = [visible]
    context = FunctionContext(name: "members", parent: nil, result: nil)
    implicitSelf = nil
    body()
    (scopes, context, implicitSelf, observed) = outer
  }

  private func checkInitializer(_ function: UserFunction, _ body: FunctionBody, _ nominal: NominalType) {
    let range = body.range
    context = FunctionContext(name: "init", parent: nil, result: .void)
    implicitSelf = nominal
    function.surroundings = (scopes, global)
    inScope {
      let slots = function.parameters.map { parameter -> Slot in
        let slot = newSlot(parameter.name, parameter.type, isMutable: false, range)
        declare(parameter.name, .slot(slot))
        return slot
      }
      let itself = newSlot("self", nominal.valueType, isMutable: true, range)
      declare("self", .slot(itself))
      context.initialized = (itself, body.isFailable)
      let start = nominal.fields.map {
        $0.defaultValue ?? Checked(kind: .constant(.void), type: $0.type == .unknown ? .unknown : .void, range: range)
      }
      let blank = Checked(kind: .instance(nominal, 0, start), type: nominal.valueType, range: range)
      let statements = inScope { self.statements(body.statements) }
      let whole = complete(itself, nominal, function.result, range)
      function.body = (
        context, slots,
        [.declare(itself, blank, range)] + ending(statements, with: whole) + [.result(whole, range)]
      )
      functions.append(function)
    }
  }

  /// What an initialiser gives, which has all its properties.
  private func complete(
    _ itself: Slot, _ nominal: NominalType, _ result: ValueType, _ range: SourceRange
  ) -> Checked {
    let load = Checked(kind: .load(itself), type: itself.type, range: range)
    let fields = nominal.fields
    guard !nominal.isEnumeration, fields.contains(where: { $0.defaultValue == nil && $0.type != .void }) else {
      return convert(load, to: result)
    }
    let call = native("init") { _, values in
      guard case .instance(let instance) = values[0] else { return values[0] }
      for (field, value) in zip(fields, instance.fields) where value.isVoid && field.type != .void {
        throw RuntimeFault(
          "not-initialized", "'\(field.name)' of '\(nominal.name)' has no value at the end of 'init'",
          mend: "give it one on every path")
      }
      return values[0]
    }
    return convert(Checked(kind: .invoke(call, [load]), type: itself.type, range: range), to: result)
  }

  func nominalStatic(
    _ nominal: NominalType, _ name: String, _ nameRange: SourceRange, _ arguments: [Expression.Argument]?,
    _ range: SourceRange
  ) -> Checked {
    let type = nominal.valueType
    if let index = nominal.cases.firstIndex(where: { $0.name == name }) {
      let item = nominal.cases[index]
      if arguments == nil, !item.payload.isEmpty {
        let shape = Instance.Shape(type: nominal, caseIndex: index)
        let function = FunctionValue(
          name: name, type: .function(item.payload.map(\.type), type),
          body: .native { _, values in .instance(Instance(shape: shape, fields: values)) })
        return Checked(kind: .constant(.function(function)), type: function.type, range: range)
      }
      let parameters = item.payload.enumerated().map {
        ArgumentMatch.Parameter(
          label: $1.label, name: $1.label ?? "\($0)", type: $1.type, hasDefault: $1.defaultValue != nil)
      }
      let match = ArgumentMatch(parameters, isVariadic: false, arguments ?? [])
      if let problem = match.problem {
        report(problem, name, parameters, arguments ?? [], range)
        return invalid(range)
      }
      let values = match.places.enumerated().compactMap { index, place in
        place.map { check((arguments ?? [])[$0].value, item.payload[index].type) } ?? item.payload[index].defaultValue
      }
      return Checked(kind: .instance(nominal, index, values), type: type, range: range)
    }
    if let functions = nominal.methods["static \(name)"] { return apply(functions, arguments ?? [], range) }
    if let property = nominal.statics[name] {
      let value = self.value(of: property, range)
      return arguments.map { callValue(value, $0, range) } ?? value
    }
    if let inner = nominal.nestedTypes[name] {
      if let arguments { return makeNominal(inner, arguments, range) }
      return Checked(kind: .constant(.type(inner.valueType)), type: .metatype(inner.valueType), range: range)
    }
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
        let isRaw = arguments.first?.label == "rawValue"
        error(
          "no-initializer",
          isRaw ? "'\(nominal.name)' has no raw values" : "a value of '\(nominal.name)' is one of its cases", at: range,
          mend: isRaw
            ? "write 'enum \(nominal.name): Int' or 'enum \(nominal.name): String'"
            : "write '\(nominal.name).\(nominal.cases.first?.name ?? "name")'")
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
