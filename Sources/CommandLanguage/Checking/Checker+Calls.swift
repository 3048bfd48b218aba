extension Checker {
  func call(
    _ callee: Expression, _ arguments: [Expression.Argument], _ expected: ValueType?, _ range: SourceRange
  ) -> Checked {
    switch callee.kind {
    case .name(let name):
      if let own = memberOfSelf(name, callee.range) { return call(own, arguments, expected, range) }
      return call(name, callee.range, arguments, expected, range)
    case .member(let base, let name, let nameRange):
      return callMember(base, name, nameRange, arguments, expected, range)
    case .implicitMember(let name, let nameRange): return implicitMember(name, nameRange, arguments, expected, range)
    case .type(let type): return make(resolve(type), arguments, expected, range)
    default:
      let value = infer(callee)
      if let type = typeMeant(by: value.type) { return make(type, arguments, expected, range) }
      return callValue(value, arguments, range)
    }
  }

  /// The type that `Double`, `[Int]` or `[String: Int]` before parentheses stands for: the parser sees literals there.
  func typeMeant(by type: ValueType) -> ValueType? {
    switch type {
    case .metatype(let it): return it
    case .array(let element): return typeMeant(by: element).map { .array($0) }
    case .dictionary(let key, let value):
      guard let key = typeMeant(by: key), let value = typeMeant(by: value) else { return nil }
      return .dictionary(key, value)
    case .tuple(let elements):
      let meant = elements.map { element in
        typeMeant(by: element.type).map { ValueType.TupleElement(element.label, $0) }
      }
      let types = meant.compactMap(\.self)
      return types.count == elements.count && !types.isEmpty ? .tuple(types) : nil
    default: return nil
    }
  }

  private func call(
    _ name: String, _ nameRange: SourceRange, _ arguments: [Expression.Argument], _ expected: ValueType?,
    _ range: SourceRange
  ) -> Checked {
    switch lookup(name) {
    case .slot(let slot)?:
      if case .function = slot.type {
      } else if slot.type != .unknown {
        // A variable may carry the name of a command, as in `let mnist = mnist()`; a call means the command.
        if let commands = table.commands[name] { return apply(commands, name, nil, arguments, range, isCommand: true) }
        if let members = library.free[name] { return apply(members, nil, arguments, expected, range) }
        error("not-callable", "'\(name)' is a value of type '\(slot.type)', not a function", at: nameRange)
        for argument in arguments { _ = trial { infer(argument.value) } }
        return invalid(range)
      }
      return callValue(infer(Expression(kind: .name(name), range: nameRange)), arguments, range)
    case .functions(let functions)?: return apply(functions, arguments, range)
    case .nominal(let nominal)?: return make(nominal.valueType, arguments, expected, range)
    case .alias(let type)?: return make(type, arguments, expected, range)
    case .typeParameter?: return invalid(range)
    case nil: break
    }
    if name == "swap", arguments.count == 2, let swapped = swap(arguments, range) { return swapped }
    if let commands = table.commands[name] { return apply(commands, name, nil, arguments, range, isCommand: true) }
    if let members = library.free[name] { return apply(members, nil, arguments, expected, range) }
    if let type = namedType(name, [], nameRange) { return make(type, arguments, expected, range) }
    unknownName(name, nameRange)
    for argument in arguments { checkAlone(argument.value) }
    return invalid(range)
  }

  /// Checks an argument whose callee is unknown, for the errors that stand in it whatever the callee.
  func checkAlone(_ expression: Expression) {
    if !needsContext(expression) { _ = infer(expression) }
  }

  func callValue(_ callee: Checked, _ arguments: [Expression.Argument], _ range: SourceRange) -> Checked {
    guard case .function(let inputs, let output) = callee.type else {
      if callee.type != .unknown {
        error("not-callable", "a value of type '\(callee.type)' is no function", at: callee.range)
      }
      let values = arguments.map { infer($0.value, .unknown) }
      return Checked(kind: .callValue(callee, values), type: .unknown, range: range)
    }
    guard inputs.count == arguments.count else {
      error(
        "argument-count",
        "the function takes \(inputs.count) argument\(inputs.count == 1 ? "" : "s"), not \(arguments.count)",
        at: range)
      return invalid(range)
    }
    if let labelled = arguments.first(where: { $0.label != nil && !$0.isTrailing }) {
      error(
        "label-mismatch", "a function in a variable takes no labels", at: labelled.labelRange,
        mend: "leave out the label")
    }
    let values = zip(arguments, inputs).map { check($0.value, $1) }
    return Checked(kind: .callValue(callee, values), type: output, range: range)
  }

  // MARK: Functions of cells

  func apply(
    _ functions: [UserFunction], receiver: Checked? = nil, _ arguments: [Expression.Argument], _ range: SourceRange
  ) -> Checked {
    func attempt(_ function: UserFunction) -> Checked {
      let hidden = receiver == nil ? 0 : 1
      let parameters = function.parameters.dropFirst(hidden).map(\.forMatching)
      let match = ArgumentMatch(parameters, isVariadic: false, arguments)
      if let problem = match.problem {
        report(problem, function.name, parameters, arguments, range)
        for argument in arguments { checkAlone(argument.value) }
        return Checked(kind: .constant(.void), type: function.result, range: range)
      }
      var values = receiver.map { [$0] } ?? []
      var places: [Place] = []
      for (index, place) in match.places.enumerated() {
        let parameter = function.parameters[index + hidden]
        if parameter.isVariadic, case .array(let element) = parameter.type {
          let list = (match.lists[index] ?? []).map { check(arguments[$0].value, element) }
          values.append(Checked(kind: .array(list), type: parameter.type, range: range))
        } else if let place, parameter.isInout {
          guard let (target, value) = address(arguments[place].value, parameter, function.name) else {
            values.append(invalid(arguments[place].value.range))
            continue
          }
          places.append(target)
          values.append(value)
        } else if let place {
          values.append(check(arguments[place].value, parameter.type))
        } else if let standard = defaultValue(of: parameter, in: function) {
          values.append(standard)
        }
      }
      var result = Checked(kind: .call(function, values), type: function.result, range: range)
      if let slot = function.slot {
        use(slot)
        let callee = Checked(kind: .load(slot), type: function.type, range: range)
        result.kind = .callValue(callee, values)
      }
      return places.isEmpty ? result : settingPlaces(places, after: result, range)
    }
    guard functions.count > 1 else { return attempt(functions[0]) }
    // The function whose parameters the arguments fit as they are, rather than as literals of another type.
    var best: (misfits: Int, function: UserFunction)?
    for function in functions.reversed() where trial({ attempt(function) }).isClean {
      let misfits = misfits(of: arguments, in: function, hidden: receiver == nil ? 0 : 1)
      if misfits < best?.misfits ?? .max { best = (misfits, function) }
    }
    if let best { return attempt(best.function) }
    let named = functions.last { $0.labels.compactMap(\.self) == arguments.compactMap(\.label) }
    return attempt(named ?? functions[functions.count - 1])
  }

  /// How many arguments have another type of their own than the parameter.
  private func misfits(of arguments: [Expression.Argument], in function: UserFunction, hidden: Int) -> Int {
    let match = ArgumentMatch(
      function.parameters.dropFirst(hidden).map(\.forMatching), isVariadic: false, arguments)
    return match.places.enumerated().count { index, place in
      guard let place else { return false }
      let type = trial { infer(arguments[place].value) }.result.type
      return type != .unknown && type != function.parameters[index + hidden].type
    }
  }

  // MARK: Commands and members of declared types

  /// Calls one of several commands, methods or static members of a name.
  func apply(
    _ callables: [Callable], _ name: String, _ receiver: Checked?, _ arguments: [Expression.Argument],
    _ range: SourceRange,
    isCommand: Bool
  ) -> Checked {
    let labels = arguments.compactMap { $0.isTrailing ? nil : $0.label }
    let fitting = callables.filter { ArgumentMatch($0.matchParameters, isVariadic: false, arguments).problem == nil }
    if fitting.count > 1 {
      for callable in fitting {
        let (result, isClean, found) = trial { apply(callable, receiver, arguments, range) }
        if isClean {
          found.forEach(report)
          return result
        }
      }
    }
    if let only = fitting.first { return apply(only, receiver, arguments, range) }
    // None fits: explain the one that shares the most labels.
    let closest = callables.max { a, b in shared(a, labels) < shared(b, labels) } ?? callables[0]
    return apply(closest, receiver, arguments, range)
  }

  private func shared(_ callable: Callable, _ labels: [String]) -> Int {
    callable.parameters.count { $0.label.map(labels.contains) ?? false }
  }

  private func apply(
    _ callable: Callable, _ receiver: Checked?, _ arguments: [Expression.Argument], _ range: SourceRange
  ) -> Checked {
    let parameters = callable.matchParameters
    let match = ArgumentMatch(parameters, isVariadic: false, arguments)
    if let problem = match.problem {
      report(problem, callable.name, parameters, arguments, range)
      for argument in arguments { checkAlone(argument.value) }
      return Checked(kind: .constant(.void), type: .unknown, range: range)
    }
    var values = receiver.map { [$0] } ?? []
    for (index, place) in match.places.enumerated() {
      let parameter = callable.parameters[index]
      if let place {
        values.append(check(arguments[place].value, parameter.type))
      } else if let standard = parameter.defaultValue {
        values.append(Checked(kind: .constant(standard), type: parameter.type, range: SourceRange(0, 0)))
      }
    }
    return Checked(
      kind: .invoke(callable.nativeCall(hasReceiver: receiver != nil), values), type: callable.result, range: range)
  }
}

extension Callable {
  var matchParameters: [ArgumentMatch.Parameter] {
    parameters.map {
      ArgumentMatch.Parameter(label: $0.label, name: $0.name, type: $0.type, hasDefault: $0.defaultValue != nil)
    }
  }

  func nativeCall(hasReceiver: Bool) -> NativeCall {
    NativeCall(
      name: name, argumentNames: (hasReceiver ? ["self"] : []) + parameters.map(\.name), isHostCall: true,
      purity: purity,
      body: body)
  }
}
