extension Checker {
  /// Declares a function before its body is checked, so that functions may call each other.
  func declareFunction(_ declaration: FunctionDeclaration, isNested: Bool) -> UserFunction {
    let function = makeFunction(declaration.name, declaration.body, isMutating: false)
    function.isDiscardable = declaration.isDiscardable
    function.documentation = declaration.documentation
    if isNested {
      let slot = newSlot(declaration.name, function.type, isMutable: false, declaration.nameRange)
      function.slot = slot
    }
    var overloads: [UserFunction] = []
    let known = scopes.isEmpty ? global[declaration.name] : scopes[scopes.count - 1][declaration.name]
    if case .functions(let others)? = known {
      overloads = others.filter {
        $0.labels != function.labels || $0.parameters.map(\.type) != function.parameters.map(\.type)
      }
    }
    declare(declaration.name, .functions(overloads + [function]))
    return function
  }

  func makeFunction(
    _ name: String, _ body: FunctionBody, isMutating: Bool, receiver: ValueType? = nil, result: ValueType? = nil
  ) -> UserFunction {
    inScope {
      for parameter in body.typeParameters { declare(parameter, .typeParameter) }
      var parameters: [UserFunction.Parameter] = []
      if let receiver {
        parameters.append(UserFunction.Parameter(label: nil, name: "self", type: receiver, defaultValue: nil))
      }
      for parameter in body.parameters ?? [] {
        if parameters.contains(where: { $0.name == parameter.name && $0.name != "_" }) {
          error(
            "declared-twice", "two parameters are called '\(parameter.name)'", at: parameter.range, mend: "rename one")
        }
        let type = parameter.type.map { resolve($0) } ?? .unknown
        parameters.append(
          UserFunction.Parameter(
            label: parameter.label, name: parameter.name, type: parameter.isVariadic ? .array(type) : type,
            defaultValue: parameter.defaultValue, isInout: parameter.isInout, isVariadic: parameter.isVariadic))
      }
      let resolved = result ?? body.result.map { resolve($0) } ?? .void
      return UserFunction(
        name: name, parameters: parameters, result: resolved, routine: Routine(name: name, origin: origin),
        isMutating: isMutating)
    }
  }

  /// Checks the body of a declared function.
  func checkBody(_ function: UserFunction, _ body: FunctionBody) {
    let outer = context
    context = FunctionContext(
      name: function.name, parent: outer.isCell && function.slot == nil ? nil : outer, result: function.result)
    defer { context = outer }
    inScope {
      for parameter in body.typeParameters { declare(parameter, .typeParameter) }
      function.surroundings = (scopes, global)
      for parameter in function.parameters { _ = defaultValue(of: parameter, in: function) }
      let slots = function.parameters.map { parameter -> Slot in
        let slot = newSlot(
          parameter.name, parameter.type,
          isMutable: parameter.isInout || parameter.name == "self" && function.isMutating, body.range)
        if !slot.isMutable { slot.adviceForChange = "write 'var \(parameter.name) = \(parameter.name)' before it" }
        declare(parameter.name, .slot(slot))
        return slot
      }
      var statements = inScope { self.body(body.statements, isImplicitReturn: true) }
      if function.result != .void, !alwaysLeaves(statements) {
        error(
          "missing-return", "'\(function.name)' must return a '\(function.result)' on every path",
          at: SourceRange(max(body.range.start, body.range.end - 1), body.range.end), mend: "add 'return'")
      }
      if !function.changed.isEmpty {
        statements = returning(function.changed.map { slots[$0] }, from: statements, body.range)
      }
      function.body = (context, slots, statements)
      function.globalNames = context.globalNames
      functions.append(function)
    }
  }

  /// The default value of a parameter, as it means where the function stands.
  func defaultValue(of parameter: UserFunction.Parameter, in function: UserFunction) -> Checked? {
    guard let expression = parameter.defaultValue else { return nil }
    // A default that calls its own function would be looked at for ever, as running it would never end.
    guard defaultsUnderWay.insert(ObjectIdentifier(function)).inserted else {
      return Checked(kind: .fault(.tooDeep), type: parameter.type, range: expression.range)
    }
    defer { defaultsUnderWay.remove(ObjectIdentifier(function)) }
    let outer = (scopes, global)
    if let surroundings = function.surroundings { (scopes, global) = surroundings }
    defer { (scopes, global) = outer }
    return check(expression, parameter.type)
  }

  /// Statements of a body; a single expression is what the body returns.
  func body(_ statements: [Statement], isImplicitReturn: Bool) -> CheckedBody {
    if isImplicitReturn, statements.count == 1, case .expression(let expression) = statements[0].kind,
      !expression.isAssignment
    {
      if let result = context.result, result != .void {
        return [.result(check(expression, result), expression.range)]
      }
      let value = infer(expression)
      if context.result == .void {
        warnUnused(value)
        return [.expression(value)]
      }
      context.returned.append(value.type)
      return [.result(value, expression.range)]
    }
    if isImplicitReturn, statements.count == 1, isValue(statements[0]), let value = branchesReturned(statements[0]) {
      return [.result(value, statements[0].range)]
    }
    return self.statements(statements)
  }

  /// An `if` or `switch` that is the whole body, as what the body returns; nil where it returns nothing.
  private func branchesReturned(_ statement: Statement) -> Checked? {
    if let result = context.result { return result == .void ? nil : convert(branches(statement, result), to: result) }
    let (value, isClean, found) = trial { branches(statement, nil) }
    guard isClean, value.type != .void else { return nil }
    found.forEach(report)
    context.returned.append(value.type)
    return value
  }

  /// A closure, its parameters typed by what the context expects.
  func closure(_ body: FunctionBody, _ expected: ValueType?, _ range: SourceRange) -> Checked {
    var inputs: [ValueType] = []
    var output: ValueType?
    if case .function(let wantedInputs, let wantedOutput)? = expected?.unwrapped {
      inputs = wantedInputs
      if !wantedOutput.isOpen { output = wantedOutput }
    }
    if let written = body.result { output = resolve(written) }
    let names = body.parameters?.map(\.name) ?? (0..<body.shorthandCount).map { "$\($0)" }
    let types: [ValueType?] =
      body.parameters?.map { $0.type.map { resolve($0) } } ?? Array(repeating: nil, count: names.count)
    if let changing = body.parameters?.first(where: \.isInout), !changesFirst {
      refuse("an 'inout' parameter of a closure is", at: changing.range, "write a function")
    }
    let isKnown: Bool = if case .function? = expected?.unwrapped { true } else { false }
    var splat: [ValueType]?
    if isKnown, names.count > inputs.count || (names.count > 1 && inputs.count == 1) {
      if inputs.count == 1, case .tuple(let elements) = inputs[0], elements.count == names.count {
        splat = elements.map(\.type)
      } else if inputs.count == 1, inputs[0] == .unknown {
        splat = Array(repeating: .unknown, count: names.count)
      } else {
        error(
          "argument-count",
          "the closure takes \(names.count) argument\(names.count == 1 ? "" : "s"), but gets \(inputs.count)",
          at: body.parameters?.first?.range ?? range)
        return invalid(range)
      }
    } else if isKnown, names.count < inputs.count {
      error(
        "argument-count",
        names.isEmpty
          ? "the closure gets \(inputs.count) argument\(inputs.count == 1 ? "" : "s"), and names none of them"
          : "the closure takes \(names.count) argument\(names.count == 1 ? "" : "s"), but gets \(inputs.count)",
        at: range,
        mend:
          "begin it with '{ \(inputs.indices.map { $0 < names.count ? "a\($0 + 1)" : "_" }.joined(separator: ", ")) in'"
      )
      return invalid(range)
    }
    let given = splat ?? inputs
    let changesFirst = changesFirst
    let isInlined = inlinesNext
    self.changesFirst = false
    inlinesNext = false
    let outer = context
    let inner = FunctionContext(name: "closure", parent: outer, result: output, isInlined: isInlined)
    context = inner
    defer { context = outer }
    return inScope {
      var parameters: [Slot] = []
      for (index, name) in names.enumerated() {
        let type = types[index] ?? (index < given.count ? given[index] : .unknown)
        let slot = newSlot(name, type, isMutable: changesFirst && index == 0, body.parameters?[index].range ?? range)
        parameters.append(slot)
        declare(name, .slot(slot))
      }
      if changesFirst { inner.result = .void }
      var statements = inScope { self.body(body.statements, isImplicitReturn: true) }
      if changesFirst, let first = parameters.first {
        if !isInlined {
          statements = returning([first], from: statements, range)
          inner.result = .unknown
        }
        return Checked(
          kind: .closure(inner, parameters, statements), type: .function(parameters.map(\.type), .void), range: range)
      }
      if let output, output != .void, !output.isOpen, !alwaysLeaves(statements) {
        error(
          "missing-return", "the closure must return a '\(output)' on every path",
          at: SourceRange(max(range.start, range.end - 1), range.end), mend: "add 'return'")
      }
      if output == nil {
        var joined: ValueType?
        for type in inner.returned {
          guard let known = joined else {
            joined = type
            continue
          }
          joined = known.joined(type) ?? .unknown
        }
        output = joined ?? .void
      }
      inner.result = output
      let type = ValueType.function(splat != nil ? inputs : parameters.map(\.type), output ?? .void)
      return Checked(kind: .closure(inner, parameters, statements), type: type, range: range)
    }
  }

  /// Whether control never runs past the end of the statements.
  func alwaysLeaves(_ statements: CheckedBody) -> Bool {
    statements.contains { statement in
      switch statement {
      case .result, .raise, .leave, .next, .passOn: true
      case .conditional(_, let first, let second): second.map { alwaysLeaves(first) && alwaysLeaves($0) } ?? false
      case .choice(_, _, let cases, _): !cases.isEmpty && cases.allSatisfy { alwaysLeaves($0.body) || $0.fallsThrough }
      case .block(_, let body): alwaysLeaves(body)
      case .handled(let body, _, let handler): alwaysLeaves(body) && alwaysLeaves(handler)
      case .repeatLoop(_, let body, _): alwaysLeaves(body) && !leavesLoop(body)
      case .whileLoop(_, let conditions, let body): neverEnds(conditions) && !leavesLoop(body)
      case .expression(let value): if case .fault = value.kind { true } else { value.type == .never }
      default: false
      }
    }
  }

  private func neverEnds(_ conditions: [CheckedCondition]) -> Bool {
    guard conditions.count == 1, case .test(let value) = conditions[0], case .constant(.bool(true)) = value.kind else {
      return false
    }
    return true
  }

  private func leavesLoop(_ statements: CheckedBody) -> Bool {
    statements.contains { statement in
      switch statement {
      case .leave: true
      case .conditional(_, let first, let second): leavesLoop(first) || (second.map { leavesLoop($0) } ?? false)
      case .block(_, let body): leavesLoop(body)
      default: false
      }
    }
  }
}

extension Expression {
  var isAssignment: Bool { if case .assignment = kind { true } else { false } }
}
