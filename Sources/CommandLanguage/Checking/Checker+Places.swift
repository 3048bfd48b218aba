extension Checker {
  func assignment(
    _ target: Expression, _ name: Expression.OperatorName?, _ value: Expression, _ range: SourceRange
  ) -> Checked {
    if case .name("_") = target.kind {
      let value = infer(value)
      let call = NativeCall(name: "_", argumentNames: [], isHostCall: false, purity: .effectful) { _, _ in .void }
      return Checked(kind: .invoke(call, [value]), type: .void, range: range)
    }
    if case .tuple(let targets) = target.kind { return tupleAssignment(targets, value, range) }
    if name == nil, let slice = sliceAssignment(target, value, range) { return slice }
    guard let place = place(target, isInitializing: name == nil) else {
      checkAlone(value)
      return invalid(range)
    }
    guard let name else {
      let value = check(value, place.type)
      return Checked(kind: .assign(place, value), type: .void, range: range)
    }
    // `x += y` is `x = x + y` with the place found once.
    let operand = operandOfCompound(value, place.type)
    guard applies(name, place.type, operand, literalType(value) != nil, target.range) else { return invalid(range) }
    if place.type.isRaw, let current = read(place, target.range) {
      let sum = combine(name, current, operand, (false, literalType(value) != nil), range)
      return Checked(kind: .assign(place, convert(sum, to: place.type)), type: .void, range: range)
    }
    let current = Checked(kind: .constant(.void), type: place.type, range: target.range)
    if place.steps.count == 1, case .element(let index) = place.steps[0], place.type == .int || place.type == .double,
      operand.type == place.type, let arithmetic = ArithmeticOperator(rawValue: name.text),
      !(arithmetic == .remainder && place.type == .double)
    {
      return Checked(kind: .updateElement(place.root, index, arithmetic, operand), type: .void, range: range)
    }
    let sum = combine(name, current, operand, (false, literalType(value) != nil), range)
    guard sum.type == .unknown || sum.type.converts(to: place.type) else {
      _ = convert(sum, to: place.type)
      return invalid(range)
    }
    let table = table
    let symbol = name.text
    let literals = (false, literalType(value) != nil)
    let arithmetic = ArithmeticOperator(rawValue: symbol)
    let change = NativeChange(name: symbol + "=") { context, target, values in
      // The numbers first: most of what is changed in place is counted or added up.
      if let arithmetic {
        switch (target, values[0]) {
        case (.int(let a), .int(let b)):
          target = .int(try arithmetic.applied(a, b))
          return .void
        case (.double(let a), .double(let b)):
          target = .double(arithmetic.applied(a, b))
          return .void
        default: break
        }
      }
      if symbol == "+", case .array(var elements) = target, let more = values.first?.arrayElements {
        guard elements.count + more.count <= Elements.greatestCount else {
          throw Elements.tooLong(elements.count + more.count)
        }
        target = .void
        elements += more
        target = .array(elements)
        return .void
      }
      if symbol == "+", case .string(var text) = target, case .string(let more)? = values.first {
        try Dynamic.checkText(text.utf8.count + more.utf8.count)
        target = .void
        text += more
        target = .string(text)
        return .void
      }
      target = try DynamicOperator.apply(symbol, [target] + values, literals: literals, table: table, context)
      return .void
    }
    return Checked(kind: .change(place, change, [operand]), type: .void, range: range)
  }

  /// What a place holds, where finding it computes nothing: a variable, or a property of one.
  private func read(_ place: Place, _ range: SourceRange) -> Checked? {
    guard place.isReady == nil else { return nil }
    var value = Checked(kind: .load(place.root), type: place.root.type, range: range)
    for step in place.steps {
      switch step {
      case .field(let index): value = Checked(kind: .field(value, index), type: .unknown, range: range)
      case .tupleElement(let index): value = Checked(kind: .tupleElement(value, index), type: .unknown, range: range)
      default: return nil
      }
    }
    value.type = place.type
    return value
  }

  /// Whether `place op= operand` means something, with an error in its own words where not.
  private func applies(
    _ name: Expression.OperatorName, _ type: ValueType, _ operand: Checked, _ isLiteral: Bool, _ range: SourceRange
  ) -> Bool {
    let current = Checked(kind: .constant(.void), type: type, range: range)
    let (sum, isClean, _) = trial { combine(name, current, operand, (false, isLiteral), range) }
    if isClean, sum.type == .unknown || sum.type.converts(to: type) { return true }
    var fixIts: [Diagnostic.FixIt] = []
    var mend: String?
    let text = sourceText(operand.range)
    if type == .double || type == .float, operand.type == .int {
      fixIts = [
        Diagnostic.FixIt("write '\(type)(\(text))'", at: operand.range, replacement: "\(type)(\(text))")
      ]
    } else if type == .int, operand.type == .double {
      mend = "write 'Int(\(text))', or give the variable the type 'Double'"
    } else if case .optional = type {
      mend = "unwrap the optional with 'if let' or '!'"
    }
    error(
      "operator-mismatch", "'\(name.text)=' does not apply to a variable of type '\(type)' and '\(operand.type)'",
      at: name.range, mend: mend, fixIts: fixIts)
    return false
  }

  private func operandOfCompound(_ value: Expression, _ type: ValueType) -> Checked {
    if literalType(value) != nil {
      switch type {
      case .double, .float: return check(value, type)
      case .foreign: return infer(value, .double)
      default: return infer(value, type)
      }
    }
    return infer(value, type)
  }

  private func tupleAssignment(_ targets: [Expression.Argument], _ value: Expression, _ range: SourceRange) -> Checked {
    let value = infer(value)
    guard case .tuple(let elements) = value.type, elements.count == targets.count else {
      if value.type != .unknown {
        error("type-mismatch", "expected a tuple of \(targets.count) values, found '\(value.type)'", at: value.range)
      }
      return invalid(range)
    }
    // The values are held in a tuple while the parts are set, so that `(a, b) = (b, a)` swaps.
    let held = Slot("", value.type, isMutable: false, range: range, owner: context)
    var parts: [Checked] = [
      Checked(kind: .assign(Place(root: held, steps: [], type: value.type), value), type: .void, range: range)
    ]
    for (index, target) in targets.enumerated() {
      if case .name("_") = target.value.kind { continue }
      guard let place = place(target.value, isInitializing: true) else { continue }
      let load = Checked(kind: .load(held), type: value.type, range: range)
      let element = Checked(kind: .tupleElement(load, index), type: elements[index].type, range: target.value.range)
      parts.append(Checked(kind: .assign(place, convert(element, to: place.type)), type: .void, range: range))
    }
    return Checked(kind: .tuple(parts, Array(repeating: nil, count: parts.count)), type: .void, range: range)
  }

  /// The place that an expression names, with an error when it is none or may not change.
  func place(_ target: Expression, isInitializing: Bool = false) -> Place? {
    switch target.kind {
    case .name(let name):
      if let member = memberOfSelf(name, target.range) { return place(member, isInitializing: isInitializing) }
      guard case .slot(let slot)? = lookup(name) else {
        if lookup(name) == nil, table.commands[name] == nil, library.free[name] == nil {
          unknownName(name, target.range)
        } else {
          error("not-assignable", "'\(name)' is not a variable", at: target.range)
        }
        return nil
      }
      use(slot)
      if !slot.isMutable, !(isInitializing && slot.isDeferred) {
        if name == "self" {
          error(
            "constant", "a method that changes 'self' is marked 'mutating'", at: target.range,
            mend: "write 'mutating func'")
        } else {
          error(
            "constant", "'\(name)' is a constant", at: target.range,
            mend: slot.adviceForChange ?? "declare it with 'var'",
            notes: slot.range.end > 0 && slot.owner != nil && slot.adviceForChange == nil
              ? [Diagnostic.Note("it is declared here", at: slot.range)] : [])
        }
        return nil
      }
      if isInitializing { slot.isInitialized = true }
      slot.wasChanged = true
      return Place(root: slot, steps: [], type: slot.type)
    case .index(let base, let arguments):
      guard var place = place(base) else { return nil }
      switch place.type {
      case .nominal(_, let identity):
        guard let nominal = nominals[identity], !nominal.subscripts.isEmpty else { break }
        let receiver = Checked(kind: .constant(.void), type: place.type, range: base.range)
        let applied = apply(nominal.subscripts.map(\.getter), receiver: receiver, arguments, target.range)
        guard case .call(let getter, let values) = applied.kind else { return nil }
        guard let setter = nominal.subscripts.first(where: { $0.getter === getter })?.setter else {
          error(
            "not-assignable", "the subscript of '\(nominal.name)' only gets", at: target.range, mend: "write a 'set'")
          return nil
        }
        place.steps.append(.computed(getter, set: setter, Array(values.dropFirst())))
        place.type = getter.result
        return place
      case .array(let element):
        guard arguments.count == 1 else { break }
        place.steps.append(.element(check(arguments[0].value, .int)))
        place.type = element
        return place
      case .dictionary(let key, let value):
        if arguments.count == 2, arguments[1].label == "default" {
          place.steps.append(.keyOrDefault(check(arguments[0].value, key), check(arguments[1].value, value)))
          place.type = value
          return place
        }
        guard arguments.count == 1 else { break }
        place.steps.append(.key(check(arguments[0].value, key)))
        place.type = .optional(value)
        return place
      case .unknown:
        guard arguments.count == 1 else { break }
        place.steps.append(.key(unknowing(infer(arguments[0].value))))
        place.type = .unknown
        return place
      default: break
      }
      error("not-assignable", "elements of '\(place.type)' cannot be set", at: target.range)
    case .member(let base, let name, let nameRange):
      if let type = typeNamed(base) { return staticPlace(type, name, nameRange) }
      guard var place = place(base) else { return nil }
      switch place.type {
      case .tuple(let elements):
        if let index = Int(name) ?? elements.firstIndex(where: { $0.label == name }), elements.indices.contains(index) {
          place.steps.append(.tupleElement(index))
          place.type = elements[index].type
          return place
        }
      case .nominal(_, let identity):
        if let nominal = nominals[identity], let index = nominal.fields.firstIndex(where: { $0.name == name }) {
          guard nominal.fields[index].isMutable || isInitializing && context.name == "init" else {
            error(
              "constant", "'\(name)' of '\(nominal.name)' is a constant", at: nameRange, mend: "declare it with 'var'")
            return nil
          }
          let field = nominal.fields[index]
          let isWatched = (field.willSet != nil || field.didSet != nil) && observed != name && context.name != "init"
          place.steps.append(
            isWatched ? .observed(index, willSet: field.willSet, didSet: field.didSet) : .field(index))
          place.type = field.type
          return place
        }
        if let nominal = nominals[identity], let getter = nominal.computed[name] {
          guard let setter = nominal.setters[name] else {
            error("not-assignable", "'\(name)' of '\(nominal.name)' only gets", at: nameRange, mend: "write a 'set'")
            return nil
          }
          place.steps.append(.computed(getter, set: setter, []))
          place.type = getter.result
          return place
        }
      default: break
      }
      if memberNames(of: place.type).contains(name) {
        error("not-assignable", "'\(name)' of '\(place.type)' cannot be set", at: nameRange)
      } else {
        unknownMember(place.type, name, nameRange, isMethod: false)
      }
    case .forced(let base), .chained(let base):
      guard var place = place(base) else { return nil }
      if case .optional(let wrapped) = place.type {
        let isChained = if case .chained = target.kind { true } else { false }
        place.steps.append(isChained ? .chained : .unwrapped)
        place.type = wrapped
        return place
      }
      return place
    case .chain(let base): return place(base)
    default: error("not-assignable", "this is no variable or part of one", at: target.range)
    }
    return nil
  }

  /// The structure or enumeration that an expression names.
  private func typeNamed(_ expression: Expression) -> NominalType? {
    switch expression.kind {
    case .name("Self"): return enclosingType
    case .name(let name): if case .nominal(let nominal)? = lookup(name) { return nominal }
    case .member(let base, let name, _): return typeNamed(base)?.nestedTypes[name]
    default: break
    }
    return nil
  }

  private func staticPlace(_ type: NominalType, _ name: String, _ range: SourceRange) -> Place? {
    guard let property = type.statics[name] else {
      error("not-assignable", "'\(type.name)' has no static property '\(name)' that can be set", at: range)
      return nil
    }
    guard property.slot.isMutable else {
      error("constant", "'\(name)' of '\(type.name)' is a constant", at: range, mend: "declare it with 'var'")
      return nil
    }
    var place = Place(root: property.slot, steps: [], type: property.slot.type)
    if property.initializer != nil { place.isReady = ready(property, range) }
    return place
  }

  /// The place that an expression names, without diagnostics.
  func trialPlace(_ expression: Expression) -> Place? {
    let (result, isClean, _) = trial { place(expression) }
    return isClean ? result : nil
  }

  /// A library method that changes its receiver.
  func change(
    _ base: Expression, _ members: [LibraryMember], _ arguments: [Expression.Argument], _ range: SourceRange
  ) -> Checked {
    guard let place = place(base) else {
      arguments.forEach { checkAlone($0.value) }
      return invalid(range)
    }
    func attempt(_ member: LibraryMember) -> Checked {
      let match = ArgumentMatch(member.matchParameters, isVariadic: false, arguments)
      if let problem = match.problem {
        report(problem, member.name, member.matchParameters, arguments, range)
        return invalid(range)
      }
      let bindings = library.bindings(member.head, place.type)
      var values: [Checked] = []
      for (index, argument) in match.places.enumerated() {
        let type = member.parameters[index].type.substituting(bindings)
        if let argument {
          if case .array = type {
            let value = infer(arguments[argument].value, type)
            if value.type.elementType.map({ $0.converts(to: type.elementType ?? .unknown) }) ?? false {
              values.append(value)
            } else {
              values.append(convert(value, to: type))
            }
          } else {
            values.append(check(arguments[argument].value, type))
          }
        } else if let standard = member.parameters[index].defaultValue {
          values.append(Checked(kind: .constant(standard), type: type, range: range))
        }
      }
      if member.name == "append", member.parameters[0].label == nil, place.steps.isEmpty, case .array = place.type {
        return Checked(kind: .append(place.root, values[0]), type: .void, range: range)
      }
      let change = NativeChange(name: member.name) { context, value, values in
        try member.change?(context, &value, values) ?? .void
      }
      return Checked(kind: .change(place, change, values), type: member.result.substituting(bindings), range: range)
    }
    let fitting = members.filter { ArgumentMatch($0.matchParameters, isVariadic: false, arguments).problem == nil }
    if fitting.count > 1 {
      for member in fitting {
        let (result, isClean, _) = trial { attempt(member) }
        if isClean { return result }
      }
    }
    return attempt(fitting.first ?? members[0])
  }

  /// A `mutating` method of a structure.
  func mutatingMethod(
    _ base: Expression, _ methods: [UserFunction], _ arguments: [Expression.Argument], _ range: SourceRange
  ) -> Checked {
    guard let place = place(base) else { return invalid(range) }
    let receiver = Checked(kind: .constant(.void), type: place.type, range: base.range)
    let applied = apply(methods, receiver: receiver, arguments, range)
    if methods.contains(where: { $0.isMutating && $0.parameters.contains(where: \.isInout) }) {
      refuse("a mutating method with 'inout' parameters is", at: range, "write a function")
    }
    guard case .call(let function, let values) = applied.kind else { return applied }
    guard function.isMutating else {
      return apply([function], receiver: infer(base), arguments, range)
    }
    // The routine leaves the changed receiver beside the result.
    let change = NativeChange(name: function.name) { context, value, values in
      try context.machine.change(&value, by: function.routine, values)
    }
    return Checked(kind: .change(place, change, Array(values.dropFirst())), type: function.result, range: range)
  }
}
