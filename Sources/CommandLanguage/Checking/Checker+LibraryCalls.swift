extension Checker {
  /// Calls one of several library members of a name.
  func apply(
    _ members: [LibraryMember], _ receiver: Checked?, _ arguments: [Expression.Argument], _ expected: ValueType?,
    _ range: SourceRange
  ) -> Checked {
    let members = members.filter { $0.change == nil }
    guard let first = members.first else { return invalid(range) }
    let fitting = members.filter {
      ArgumentMatch($0.matchParameters, isVariadic: $0.isVariadic, arguments).problem == nil
    }
    if fitting.count > 1 {
      for member in fitting {
        let (result, isClean, found) = trial { apply(member, receiver, arguments, expected, range) }
        if isClean {
          found.forEach(report)
          return result
        }
      }
    }
    return apply(fitting.last { $0.result != .float } ?? first, receiver, arguments, expected, range)
  }

  private func apply(
    _ member: LibraryMember, _ receiver: Checked?, _ arguments: [Expression.Argument], _ expected: ValueType?,
    _ range: SourceRange
  ) -> Checked {
    let match = ArgumentMatch(member.matchParameters, isVariadic: member.isVariadic, arguments)
    if let problem = match.problem {
      report(problem, member.name, member.matchParameters, arguments, range)
      for argument in arguments { checkAlone(argument.value) }
      return invalid(range)
    }
    var bindings = library.bindings(member.head, receiver?.type)
    if member.isVariadic {
      return variadic(member, match, arguments, expected, range)
    }
    var values: [Checked?] = Array(repeating: nil, count: member.parameters.count)
    // What an argument settles by itself comes first, then literals, then functions, whose parameters the others
    // settle.
    var late: [Int] = []
    for (index, place) in match.places.enumerated() {
      guard let place else { continue }
      let expression = arguments[place].value
      if isFunctionLike(expression, member.parameters[index].type) || needsContext(expression) {
        late.append(index)
        continue
      }
      values[index] = argument(expression, member.parameters[index].type, &bindings)
    }
    let literals = late.filter { !isFunctionLike(arguments[match.places[$0] ?? 0].value, member.parameters[$0].type) }
    let functions = late.filter { !literals.contains($0) }
    var hints = bindings
    if let expected, expected != .unknown { member.result.bind(expected, &hints) }

    func finish(_ start: [String: ValueType], _ literalHint: ValueType?) -> ([Checked?], [String: ValueType]) {
      var bindings = start
      var values = values
      for index in literals {
        guard let place = match.places[index] else { continue }
        var type = member.parameters[index].type
        if case .parameter(let name) = type, bindings[name] == nil {
          type = literalHint ?? hints[name] ?? .parameter(name)
          var value = infer(arguments[place].value, type.hasParameter ? .unknown : type)
          // A literal in a generic function may be of the generic type, which run time knows.
          if isGeneric, literalHint == nil, hints[name] == nil { value = unknowing(value) }
          values[index] = value
          bindings[name] = value.type
        } else {
          values[index] = argument(arguments[place].value, type, &bindings)
        }
      }
      for index in functions {
        guard let place = match.places[index] else { continue }
        let function = written(arguments[place].value, member.parameters[index].type, bindings)
        func checked(_ hints: [String: ValueType]) -> Checked {
          changesFirst = member.name == "reduce" && member.parameters[0].label == "into"
          if case .closure = function.kind { inlinesNext = Iteration.Kind(member) != nil }
          let value = argument(function, member.parameters[index].type, &bindings, hints: hints)
          (changesFirst, inlinesNext) = (false, false)
          return value
        }
        // The result of a closure takes the type that the context asks for, where it can: `let a: [Double] = xs.map { … }`.
        let before = bindings
        let asked = hints.filter { bindings[$0.key] == nil && !$0.value.isOpen && $0.value != .any }
        if !asked.isEmpty {
          let (value, isClean, found) = trial { checked(asked) }
          if isClean {
            found.forEach(report)
            values[index] = value
            continue
          }
          bindings = before
        }
        values[index] = checked([:])
      }
      return (values, bindings)
    }

    if !literals.isEmpty, !functions.isEmpty {
      // An integer literal beside a function: `reduce(0) { $0 + $1 }` over doubles makes it a `Double`.
      var chosen: (values: [Checked?], bindings: [String: ValueType])?
      for hint in [nil, ValueType.double, .float] {
        let (result, isClean, found) = trial { finish(bindings, hint) }
        if isClean {
          found.forEach(report)
          chosen = result
          break
        }
      }
      (values, bindings) = chosen ?? finish(bindings, nil)
    } else {
      (values, bindings) = finish(bindings, nil)
    }
    var operands = receiver.map { [$0] } ?? []
    for (index, value) in values.enumerated() {
      if let value {
        operands.append(value)
      } else if let standard = member.parameters[index].defaultValue {
        operands.append(
          Checked(kind: .constant(standard), type: member.parameters[index].type, range: SourceRange(0, 0)))
      }
    }
    return result(of: member, operands, bindings, range)
  }

  /// An operator as a function, `reduce(0, +)`, as the closure `{ $0 + $1 }`, also where pairs come; others as they are.
  private func written(
    _ expression: Expression, _ type: ValueType, _ bindings: [String: ValueType]
  ) -> Expression {
    guard case .operatorFunction(let symbol) = expression.kind, case .function(let inputs, _) = type.unwrapped else {
      return expression
    }
    let range = expression.range
    let name = Expression.OperatorName(text: symbol, range: range)
    func shorthand(_ index: Int) -> Expression { Expression(kind: .name("$\(index)"), range: range) }
    var operands = [shorthand(0), shorthand(1)]
    if inputs.count == 1 {
      guard case .tuple(let elements)? = inputs.first?.substituting(bindings), elements.count == 2 else {
        return expression
      }
      operands = (0...1).map { Expression(kind: .member(shorthand(0), "\($0)", range), range: range) }
    }
    let sum = Expression(kind: .binary(name, operands[0], operands[1]), range: range)
    let body = FunctionBody(
      parameters: nil, result: nil, statements: [Statement(kind: .expression(sum), range: range)],
      shorthandCount: inputs.count, typeParameters: [], range: range)
    return Expression(kind: .closure(body), range: range)
  }

  private func isFunctionLike(_ expression: Expression, _ type: ValueType) -> Bool {
    if case .function = type.unwrapped { return true }
    return false
  }

  /// An argument for a parameter with type parameters in it, which it binds.
  /// - Parameter hints: what the context says of type parameters that nothing has bound
  private func argument(
    _ expression: Expression, _ type: ValueType, _ bindings: inout [String: ValueType],
    hints: [String: ValueType] = [:]
  ) -> Checked {
    let wanted = type.substituting(bindings, keeping: true)
    guard wanted.hasParameter else {
      // A parameter declared as an array stands for any sequence.
      guard case .array(let element) = wanted, type.hasParameter else { return check(expression, wanted) }
      let value = infer(expression, wanted)
      return value.type.elementType?.converts(to: element) ?? false ? value : convert(value, to: wanted)
    }
    let value = infer(expression, wanted.substituting(hints))
    if case .array = wanted, value.type.elementType == nil || value.type == .unknown {
      if value.type != .unknown {
        error("type-mismatch", "expected a sequence, found '\(value.type)'", at: value.range)
      }
    } else if case .function = wanted {
      if case .function = value.type {
      } else if value.type != .unknown {
        error(
          "type-mismatch", "expected a function '\(wanted.substituting([:]))', found '\(value.type)'", at: value.range)
      }
    }
    wanted.bind(value.type, &bindings)
    return value
  }

  private func variadic(
    _ member: LibraryMember, _ match: ArgumentMatch, _ arguments: [Expression.Argument], _ expected: ValueType?,
    _ range: SourceRange
  ) -> Checked {
    let list = match.variadic.map { arguments[$0].value }
    var operands: [Checked] = []
    var bindings: [String: ValueType] = [:]
    if case .parameter(let name) = member.parameters[0].type {
      let (values, type) = unified(
        list, expected.flatMap { $0.isNumeric || $0.unwrapped.isNumeric ? $0.unwrapped : nil })
      operands = [Checked(kind: .array(values), type: .array(type), range: range)]
      bindings[name] = type
    } else {
      operands = [
        Checked(kind: .array(list.map { unknowing(infer($0)) }), type: .array(.unknown), range: range)
      ]
    }
    for (index, place) in match.places.enumerated().dropFirst() {
      let parameter = member.parameters[index]
      if let place {
        operands.append(check(arguments[place].value, parameter.type))
      } else if let standard = parameter.defaultValue {
        operands.append(Checked(kind: .constant(standard), type: parameter.type, range: range))
      }
    }
    return result(of: member, operands, bindings, range)
  }

  private func result(
    of member: LibraryMember, _ operands: [Checked], _ bindings: [String: ValueType], _ range: SourceRange
  ) -> Checked {
    let type = member.result.substituting(bindings)
    func made(_ kind: Checked.Kind) -> Checked { Checked(kind: kind, type: type, range: range) }
    if let loop = Iteration(member, operands) { return made(.iterate(loop)) }
    let types = operands.map(\.type)
    switch (member.head, member.name) {
    case (.collection, "count") where member.isProperty && types[0] != .unknown: return made(.count(operands[0]))
    case (.makeDouble, _) where types == [.int] && type == .double: return made(.doubleFromInt(operands[0]))
    case (.makeDouble, _) where types == [.double] && type == .double: return operands[0]
    case (.makeInt, _) where types == [.double] && type == .int: return made(.intFromDouble(operands[0]))
    case (.makeInt, _) where types == [.int] && type == .int: return operands[0]
    case (.free, "type"):
      if case .convert(let value) = operands[0].kind, !value.type.isOpen, value.type != .any {
        let type = value.type
        return made(.invoke(native("type") { _, _ in .type(type) }, operands))
      }
    case (.free, "abs") where types == [.int]: return made(.math(.absoluteInt, operands[0]))
    case (.free, let name) where types == [.double] && type == .double:
      if let function = MathFunction.named[name] { return made(.math(function, operands[0])) }
    default: break
    }
    let call = NativeCall(
      name: member.name, argumentNames: [], isHostCall: false, purity: type == .void ? .effectful : .pure(),
      body: member.body)
    return made(.invoke(call, operands))
  }

  /// A library function, command or initialiser as a value.
  func nativeReference(_ name: String, _ expected: ValueType?, _ range: SourceRange) -> Checked? {
    if let commands = table.commands[name], let command = commands.first {
      let type = ValueType.function(command.parameters.map(\.type), command.result)
      let function = FunctionValue(
        name: name, type: type, signature: command.signature, body: .native(command.body))
      return Checked(kind: .constant(.function(function)), type: type, range: range)
    }
    guard let members = library.free[name] else { return nil }
    return reference(to: members, name, expected, range)
  }

  func reference(
    to members: [LibraryMember], _ name: String, _ expected: ValueType?, _ range: SourceRange
  ) -> Checked? {
    guard !members.isEmpty else { return nil }
    var inputs: [ValueType] = []
    if case .function(let wanted, _)? = expected?.unwrapped { inputs = wanted }
    var output = ValueType.unknown
    for member in members where inputs.count == member.parameters.count || member.isVariadic {
      var bindings: [String: ValueType] = [:]
      let fits = zip(member.parameters, inputs).allSatisfy { $1.converts(to: $0.type) }
      for (parameter, input) in zip(member.parameters, inputs) { parameter.type.bind(input, &bindings) }
      if fits {
        output = member.result.substituting(bindings)
        break
      }
    }
    if inputs.isEmpty, let only = members.first, members.count == 1 || expected == nil {
      inputs = only.parameters.map { $0.type.substituting([:]) }
      output = only.result.substituting([:])
    }
    let type = ValueType.function(inputs, output)
    let function = FunctionValue(
      name: name, type: type, body: .native { context, values in try Dynamic.apply(members, values, context) })
    return Checked(kind: .constant(.function(function)), type: type, range: range)
  }
}

extension MathFunction {
  static let named: [String: MathFunction] = [
    "sqrt": .squareRoot, "abs": .absolute, "exp": .exponential, "log": .logarithm, "sin": .sine, "cos": .cosine,
    "floor": .floor, "ceil": .ceiling, "round": .round,
  ]
}

extension LibraryMember {
  var matchParameters: [ArgumentMatch.Parameter] {
    parameters.map {
      ArgumentMatch.Parameter(label: $0.label, name: $0.name, type: $0.type, hasDefault: $0.defaultValue != nil)
    }
  }
}
