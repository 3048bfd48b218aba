extension Generator {
  /// Computes any expression whose result is boxed into a place.
  func generic(_ expression: Checked, into result: Int32) {
    switch expression.kind {
    case .constant(let value): emit(.constantValue, result, constant(value))
    case .load(let slot): emit(.copyValue, result, operand(slot))
    case .convert(let inner): conversion(inner, to: expression.type, into: result)
    case .invoke(let call, let arguments): invoke(call, arguments, into: result)
    case .call(let function, let arguments):
      if function.result == .void || result < 0 {
        temporarily {
          let register = newValue()
          call(function, arguments, register)
          emit(.moveValue, result, register)
        }
      } else {
        call(function, arguments, result)
      }
    case .callValue(let callee, let arguments):
      temporarily {
        let start = consecutive([callee] + arguments)
        emit(.callValue, result, start, Int32(arguments.count))
      }
    case .function(let function):
      let value = FunctionValue(
        name: function.name, type: function.type, signature: function.signature,
        body: .compiled(function.routine, captures: []))
      emit(.constantValue, result, constant(.function(value)))
    case .closure(let context, let parameters, let statements):
      makeClosure(context, parameters, statements, expression.type, into: result)
    case .block(let slot, let body):
      temporarily {
        allocate(slot)
        for item in body { statement(item) }
        emit(.copyValue, result, operand(slot))
      }
    case .iterate(let loop): iterate(loop, expression.type, into: result)
    case .element(let base, let index):
      temporarily {
        let source = value(base)
        let place = raw(index)
        emit(.element, result, source, place)
        if source != result { release(source, base) }
      }
    case .tupleElement(let base, let index): part(.tupleElement, base, index, into: result)
    case .field(let base, let index): part(.field, base, index, into: result)
    case .tuple(let values, let labels):
      if expression.type == .void {
        values.forEach { effect($0) }
        emit(.clear, result)
        return
      }
      temporarily {
        let start = consecutive(values)
        routine.tupleShapes.append(labels)
        emit(.makeTuple, result, start, Int32(routine.tupleShapes.count - 1))
      }
    case .array(let values): temporarily { _ = emit(.makeArray, result, consecutive(values), Int32(values.count)) }
    case .dictionary(let pairs):
      temporarily {
        let start = consecutive(pairs.flatMap { [$0.key, $0.value] })
        emit(.makeDictionary, result, start, Int32(2 * pairs.count))
      }
    case .instance(let type, let index, let fields):
      temporarily {
        let start = consecutive(fields)
        routine.instanceShapes.append((Instance.Shape(type: type, caseIndex: index), fields.count))
        emit(.makeInstance, result, start, Int32(routine.instanceShapes.count - 1))
      }
    case .range(let lower, let upper, let isClosed):
      temporarily { _ = emit(.makeRange, result, consecutive([lower, upper]), isClosed ? 1 : 0) }
    case .interpolation(let pieces): temporarily { _ = emit(.join, result, consecutive(pieces), Int32(pieces.count)) }
    case .ternary(let test, let first, let second):
      let fails = temporarily { jumps(unless: test) }
      temporarily { _ = value(first, into: result) }
      let end = emit(.jump)
      land(fails)
      temporarily { _ = value(second, into: result) }
      land([end])
    case .coalesce(let optional, let other): coalesce(optional, other, expression.type, into: result)
    case .forced(let inner): unwrapped(inner, into: result)
    case .chained(let inner):
      temporarily {
        let source = newValue()
        value(inner, into: source)
        let exit = emit(.jumpIfNone, source)
        if chainExits.isEmpty { land([exit]) } else { chainExits[chainExits.count - 1].append(exit) }
        emit(.unwrap, result, source)
        emit(.clear, source)
      }
    case .chain(let inner):
      chainExits.append([])
      temporarily {
        let register = newValue()
        value(inner, into: register)
        let isOptional = if case .optional = inner.type { true } else { false }
        emit(isOptional ? .moveValue : .wrap, result, register)
      }
      let end = emit(.jump)
      land(chainExits.removeLast())
      emit(.constantValue, result, constant(.none))
      land([end])
    case .assign(let target, let value):
      assign(target, value)
      emit(.clear, result)
    case .append(let target, let value):
      append(value, to: target)
      emit(.clear, result)
    case .updateElement(let target, let index, let operation, let value):
      updateElement(target, index, operation, value)
      emit(.clear, result)
    case .change(let target, let change, let arguments): self.change(target, change, arguments, into: result)
    case .attempt(let inner):
      temporarily {
        let register = newValue()
        let failure = newValue()
        let start = code.count
        value(inner, into: register)
        let isOptional = if case .optional = inner.type { true } else { false }
        emit(isOptional ? .moveValue : .wrap, result, register)
        let end = emit(.jump)
        routine.handlers.append(Routine.Handler(start: start, end: code.count, target: code.count, register: failure))
        emit(.constantValue, result, constant(.none))
        land([end])
      }
    case .fault(let fault):
      routine.faults.append(fault)
      emit(.fault, 0, 0, Int32(routine.faults.count - 1))
    default:
      // Raw expressions: computed unboxed, then boxed.
      value(expression, into: result)
    }
  }

  private func part(_ operation: Instruction.Operation, _ base: Checked, _ index: Int, into result: Int32) {
    temporarily {
      let source = value(base)
      emit(operation, result, source, Int32(index))
      if source != result { release(source, base) }
    }
  }

  private func unwrapped(_ inner: Checked, into result: Int32) {
    temporarily {
      let source = value(inner)
      emit(.unwrap, result, source)
      if source != result { release(source, inner) }
    }
  }

  private func coalesce(_ optional: Checked, _ other: Checked, _ type: ValueType, into result: Int32) {
    temporarily {
      let source = newValue()
      value(optional, into: source)
      let isNone = emit(.jumpIfNone, source)
      if type == optional.type, type != .unknown {
        emit(.moveValue, result, source)
      } else {
        emit(.unwrap, result, source)
        emit(.clear, source)
      }
      let end = emit(.jump)
      land([isNone])
      value(convert(other, type), into: result)
      land([end])
    }
  }

  /// Wraps in optionals, checks what only run time can, or merely moves.
  private func conversion(_ inner: Checked, to type: ValueType, into result: Int32) {
    let missing = type.optionalDepth - inner.type.optionalDepth
    if missing > 0, inner.type == .unknown, type.isOpen {
      // Only run time knows whether there is an optional already.
      temporarily {
        let register = newValue()
        value(inner, into: register)
        emit(.wrapOpen, register, register)
        emit(.moveValue, result, register)
      }
    } else if missing > 0, inner.type != .unknown {
      temporarily {
        let register = newValue()
        value(inner, into: register)
        for _ in 0..<missing { emit(.wrap, register, register) }
        emit(.moveValue, result, register)
      }
    } else if inner.type.isOpen, !type.isOpen, type != .any {
      temporarily {
        let source = value(inner)
        routine.types.append(type)
        emit(.conform, result, source, Int32(routine.types.count - 1))
        if source != result { release(source, inner) }
      }
    } else {
      value(inner, into: result)
    }
  }

  private func makeClosure(
    _ context: FunctionContext, _ parameters: [Slot], _ statements: CheckedBody, _ type: ValueType, into result: Int32
  ) {
    let inner = Routine(name: context.name, origin: routine.origin)
    Generator.compile(inner, context, parameters, statements, result: context.result ?? .unknown)
    let captures = context.captures.map { box(of: $0) }
    routine.closures.append(Routine.ClosureShape(routine: inner, name: context.name, type: type, captures: captures))
    emit(.makeClosure, result, 0, Int32(routine.closures.count - 1))
  }

  /// The closure of a nested function, into its variable.
  func makeNested(_ function: UserFunction) {
    guard let slot = function.slot, let body = function.body else { return }
    Generator.compile(function)
    let captures = body.context.captures.map { box(of: $0) }
    routine.closures.append(
      Routine.ClosureShape(routine: function.routine, name: function.name, type: function.type, captures: captures))
    emit(.makeClosure, operand(slot), 0, Int32(routine.closures.count - 1))
  }

  // MARK: Assignments

  func assign(_ target: Place, _ newValue: Checked) {
    if let isReady = target.isReady { effect(isReady) }
    if target.steps.isEmpty {
      if target.root.box == nil, !target.root.isCaptured, target.root.register < 0 { allocate(target.root) }
      set(target.root, newValue)
      return
    }
    if target.steps.count == 1, case .element(let index) = target.steps[0] {
      temporarily {
        // The index comes first, and stays what it was while the value is computed.
        let whole = place
        let register = raw(index, into: newRaw())
        if target.type == .int || target.type == .double {
          let source = raw(convert(newValue, target.type))
          place = whole
          emit(target.type == .int ? .setElementInt : .setElementDouble, operand(target.root), register, source)
        } else {
          let source = self.newValue()
          value(convert(newValue, target.type), into: source)
          place = whole
          emit(.setElement, operand(target.root), register, source)
        }
      }
      return
    }
    if target.steps.count == 1, case .field(let index) = target.steps[0] {
      temporarily {
        let source = self.newValue()
        value(convert(newValue, target.type), into: source)
        emit(.setField, operand(target.root), Int32(index), source)
      }
      return
    }
    let change = NativeChange(name: "=", replaces: true) { _, place, values in
      place = values[0]
      return .void
    }
    temporarily {
      let scratch = self.newValue()
      self.change(target, change, [convert(newValue, target.type)], into: scratch)
    }
  }

  func append(_ element: Checked, to target: Slot) {
    temporarily {
      if element.type.isRaw {
        let code: Instruction.Operation =
          element.type == .int ? .appendInt : element.type == .double ? .appendDouble : .appendBool
        emit(code, operand(target), raw(element))
      } else {
        let register = newValue()
        value(element, into: register)
        emit(.append, operand(target), register)
      }
    }
  }

  func updateElement(_ target: Slot, _ index: Checked, _ operation: ArithmeticOperator, _ change: Checked) {
    temporarily {
      let whole = place
      let isInt = change.type == .int
      let register = raw(index)
      let number = newRaw()
      let value = raw(change)
      place = whole
      emit(isInt ? .elementInt : .elementDouble, number, operand(target), register)
      emit(code(operation, isInt: isInt), number, number, value)
      emit(isInt ? .setElementInt : .setElementDouble, operand(target), register, number)
    }
  }

  func change(_ target: Place, _ change: NativeChange, _ arguments: [Checked], into result: Int32) {
    if let isReady = target.isReady { effect(isReady) }
    guard !target.root.type.isRaw else { return rawChange(target, change, arguments, into: result) }
    temporarily {
      let start = valueTop
      var steps: [Change.Step] = []
      var skips: [Int] = []
      for step in target.steps {
        switch step {
        case .element(let index), .key(let index):
          _ = consecutive([index])
          steps.append(.subscripted)
        case .keyOrDefault(let key, let standard):
          _ = consecutive([key, standard])
          steps.append(.subscriptedOrDefault)
        case .tupleElement(let index): steps.append(.tupleElement(index))
        case .field(let index): steps.append(.field(index))
        case .observed(let index, let before, let after):
          steps.append(.observed(index, willSet: before?.routine, didSet: after?.routine))
        case .computed(let getter, let setter, let arguments):
          _ = consecutive(zip(arguments, getter.parameters.dropFirst()).map { convert($0, $1.type) })
          steps.append(.computed(getter.routine, set: setter.routine, argumentCount: arguments.count))
        case .unwrapped: steps.append(.unwrapped)
        case .chained:
          steps.append(.chained)
          skips.append(present(target.root, steps, start, valueTop - start))
        }
      }
      _ = consecutive(arguments)
      routine.changes.append(
        Change(
          root: operand(target.root), steps: steps, argumentCount: arguments.count,
          operandCount: Int(valueTop - start), replaces: change.replaces, body: change.body))
      emit(.mutate, result, start, Int32(routine.changes.count - 1))
      if chainExits.isEmpty { land(skips) } else { chainExits[chainExits.count - 1] += skips }
    }
  }

  /// Looks whether the `?` that the way to a place has come to holds a value, before anything after it is computed;
  /// the jump is taken when it is nil.
  private func present(_ root: Slot, _ steps: [Change.Step], _ start: Int32, _ count: Int32) -> Int {
    temporarily {
      // The look takes its operands with it, so it gets copies.
      let copies = valueTop
      for index in 0..<count { emit(.copyValue, newValue(), start + index) }
      let found = newValue()
      routine.changes.append(
        Change(
          root: operand(root), steps: steps, argumentCount: 0, operandCount: Int(count), replaces: false,
          body: { _, _, _ in .some(.void) }))
      emit(.mutate, found, copies, Int32(routine.changes.count - 1))
      return emit(.jumpIfNone, found)
    }
  }

  /// A change of a number or truth value, such as `flag.toggle()`: boxed, changed, unboxed.
  private func rawChange(_ target: Place, _ change: NativeChange, _ arguments: [Checked], into result: Int32) {
    temporarily {
      let held = Slot("", .unknown, isMutable: true, range: place, owner: nil)
      let load = Checked(kind: .load(target.root), type: target.root.type, range: place)
      value(load, into: operand(held))
      self.change(Place(root: held, steps: [], type: .unknown), change, arguments, into: result)
      let back = Checked(kind: .load(held), type: .unknown, range: place)
      set(target.root, Checked(kind: .convert(back), type: target.root.type, range: place))
    }
  }
}

extension ValueType {
  /// How many optionals are around the type.
  var optionalDepth: Int { if case .optional(let wrapped) = self { 1 + wrapped.optionalDepth } else { 0 } }
}
