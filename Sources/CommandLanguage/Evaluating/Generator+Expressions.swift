extension Generator {
  /// Computes an expression of type `Int`, `Double` or `Bool` into a raw register: a given one, or one of its
  /// choice, which
  /// may be a variable's own and must not be written.
  @discardableResult
  func raw(_ expression: Checked, into target: Int32? = nil) -> Int32 {
    let outer = place
    if expression.range.end > 0 { place = expression.range }
    defer { place = outer }
    switch expression.kind {
    case .constant(let value):
      let result = target ?? newRaw()
      let bits: Int =
        switch value {
        case .int(let it): it
        case .double(let it): Int(bitPattern: UInt(it.bitPattern))
        case .bool(let it): it ? 1 : 0
        default: 0
        }
      emit(.constant, result, constant(bits))
      return result
    case .load(let slot) where slot.type.isRaw:
      if let box = slot.box {
        let result = target ?? newRaw()
        emit(.loadGlobal, result, global(box))
        return result
      }
      if slot.isCaptured {
        let result = target ?? newRaw()
        emit(.loadBox, result, box(of: slot))
        return result
      }
      guard let target else { return slot.register }
      if target != slot.register { emit(.copy, target, slot.register) }
      return target
    case .convert(let inner) where inner.type == expression.type: return raw(inner, into: target)
    case .arithmetic(let operation, let left, let right): return arithmetic(operation, left, right, target)
    case .compare(let operation, let left, let right):
      let result = target ?? newRaw()
      temporarily {
        let swapped = operation == .greater || operation == .greaterEqual
        let first = raw(left)
        let second = raw(right)
        let isInt = left.type == .int
        let isStrict = operation == .less || operation == .greater
        let code: Instruction.Operation =
          isInt ? (isStrict ? .lessInt : .lessEqualInt) : (isStrict ? .lessDouble : .lessEqualDouble)
        emit(code, result, swapped ? second : first, swapped ? first : second)
      }
      return result
    case .equal(let left, let right, let isNegated):
      let result = target ?? newRaw()
      temporarily {
        if left.type == right.type, left.type.isRaw {
          let first = raw(left)
          let second = raw(right)
          let code: Instruction.Operation =
            left.type == .double ? (isNegated ? .unequalDouble : .equalDouble) : (isNegated ? .unequalInt : .equalInt)
          emit(code, result, first, second)
        } else {
          let first = value(left)
          let second = value(right)
          emit(.equalValue, result, first, second)
          if isNegated { emit(.not, result, result) }
          release(first, left)
          release(second, right)
        }
      }
      return result
    case .both, .either:
      let result = target ?? newRaw()
      let fails = jumps(unless: expression)
      emit(.constant, result, constant(1))
      let end = emit(.jump)
      land(fails)
      emit(.constant, result, constant(0))
      land([end])
      return result
    case .not(let inner):
      let result = target ?? newRaw()
      temporarily { _ = emit(.not, result, raw(inner)) }
      return result
    case .negate(let inner):
      let result = target ?? newRaw()
      temporarily { _ = emit(expression.type == .int ? .negateInt : .negateDouble, result, raw(inner)) }
      return result
    case .math(let function, let inner):
      let result = target ?? newRaw()
      temporarily { _ = emit(.math, result, raw(inner), function.rawValue) }
      return result
    case .doubleFromInt(let inner):
      let result = target ?? newRaw()
      temporarily { _ = emit(.doubleFromInt, result, raw(inner)) }
      return result
    case .intFromDouble(let inner):
      let result = target ?? newRaw()
      temporarily { _ = emit(.intFromDouble, result, raw(inner)) }
      return result
    case .count(let inner):
      let result = target ?? newRaw()
      temporarily {
        let source = value(inner)
        emit(.count, result, source)
        release(source, inner)
      }
      return result
    case .element(let base, let index):
      let result = target ?? newRaw()
      temporarily {
        let source = value(base)
        let place = raw(index)
        let code: Instruction.Operation =
          expression.type == .int ? .elementInt : expression.type == .double ? .elementDouble : .elementBool
        emit(code, result, source, place)
        release(source, base)
      }
      return result
    case .block(let slot, let body):
      let result = target ?? newRaw()
      temporarily {
        allocate(slot)
        for item in body { statement(item) }
        raw(Checked(kind: .load(slot), type: slot.type, range: expression.range), into: result)
      }
      return result
    case .iterate(let loop):
      let result = target ?? newRaw()
      iterateRaw(loop, expression.type, into: result)
      return result
    case .call(let function, let arguments) where function.result.isRaw:
      let result = target ?? newRaw()
      call(function, arguments, result)
      return result
    case .ternary(let test, let first, let second):
      let result = target ?? newRaw()
      let fails = temporarily { jumps(unless: test) }
      temporarily { _ = raw(first, into: result) }
      let end = emit(.jump)
      land(fails)
      temporarily { _ = raw(second, into: result) }
      land([end])
      return result
    case .test(let inner, let type):
      let result = target ?? newRaw()
      temporarily {
        routine.types.append(type)
        emit(.test, result, value(inner), Int32(routine.types.count - 1))
      }
      return result
    default:
      // Whatever yields a boxed value: computed there, checked and unboxed.
      let result = target ?? newRaw()
      temporarily {
        let source = boxed(expression)
        emit(
          expression.type == .int ? .unboxInt : expression.type == .double ? .unboxDouble : .unboxBool, result, source)
        if source >= 0 { emit(.clear, source) }
      }
      return result
    }
  }

  /// An expression that yields a boxed value though its type is raw.
  private func boxed(_ expression: Checked) -> Int32 {
    if case .convert(let inner) = expression.kind {
      let target = newValue()
      value(inner, into: target)
      return target
    }
    let target = newValue()
    generic(expression, into: target)
    return target
  }

  private func arithmetic(
    _ operation: ArithmeticOperator, _ left: Checked, _ right: Checked, _ target: Int32?
  ) -> Int32 {
    let result = target ?? newRaw()
    let isInt = left.type == .int
    temporarily {
      if isInt, operation == .add || operation == .subtract, case .constant(.int(let number)) = right.kind,
        let small = Int32(exactly: number), small != .min
      {
        emit(.addImmediate, result, raw(left), operation == .add ? small : -small)
        return
      }
      let first = raw(left)
      let second = raw(right)
      emit(code(operation, isInt: isInt), result, first, second)
    }
    return result
  }

  func code(_ operation: ArithmeticOperator, isInt: Bool) -> Instruction.Operation {
    switch operation {
    case .add: isInt ? .addInt : .addDouble
    case .subtract: isInt ? .subtractInt : .subtractDouble
    case .multiply: isInt ? .multiplyInt : .multiplyDouble
    case .divide: isInt ? .divideInt : .divideDouble
    case .remainder: isInt ? .remainderInt : .remainderDouble
    }
  }

  /// Computes an expression as a boxed value: into a given place, or wherever it is, which must not be written.
  @discardableResult
  func value(_ expression: Checked, into target: Int32? = nil) -> Int32 {
    let outer = place
    if expression.range.end > 0 { place = expression.range }
    defer { place = outer }
    if case .load(let slot) = expression.kind, !slot.type.isRaw {
      let source = operand(slot)
      guard let target else { return source }
      if target != source { emit(.copyValue, target, source) }
      return target
    }
    let result = target ?? newValue()
    if expression.type.isRaw {
      temporarily {
        let source = raw(expression)
        emit(expression.type == .int ? .boxInt : expression.type == .double ? .boxDouble : .boxBool, result, source)
      }
      return result
    }
    generic(expression, into: result)
    return result
  }

  /// Lets go of what an intermediate register holds, so that the variable it came from stays uniquely referenced.
  func release(_ operand: Int32, _ expression: Checked) {
    if case .load = expression.kind { return }
    if operand >= 0 { emit(.clear, operand) }
  }

  /// Computes an expression for its effect.
  func effect(_ expression: Checked) {
    place = expression.range
    temporarily {
      switch expression.kind {
      case .constant, .load: break
      case .assign(let target, let value): assign(target, value)
      case .append(let target, let value): append(value, to: target)
      case .updateElement(let target, let index, let operation, let value):
        updateElement(target, index, operation, value)
      case .tuple(let parts, _) where expression.type == .void:
        // The first part holds the values in a register of this statement, which the others read.
        for part in parts {
          if case .assign(let target, let value) = part.kind { assign(target, value) } else { effect(part) }
        }
      default:
        if expression.type.isRaw {
          _ = raw(expression)
        } else {
          let result = value(expression)
          release(result, expression)
        }
      }
    }
  }

  /// Jumps that are taken when a condition is false; they wait for `land`.
  func jumps(unless condition: Checked) -> [Int] {
    let outer = place
    place = condition.range
    defer { place = outer }
    return temporarily {
      switch condition.kind {
      case .both(let left, let right): return jumps(unless: left) + jumps(unless: right)
      case .either(let left, let right):
        let first = jumps(unless: left)
        let holds = emit(.jump)
        land(first)
        let second = jumps(unless: right)
        land([holds])
        return second
      case .constant(.bool(true)): return []
      case .compare(let operation, let left, let right) where left.type == .int:
        if operation == .less, case .constant(.int(let number)) = right.kind, let small = Int32(exactly: number) {
          return [emit(.jumpUnlessLessImmediate, raw(left), small)]
        }
        let first = raw(left)
        let second = raw(right)
        switch operation {
        case .less: return [emit(.jumpUnlessLessInt, first, second)]
        case .lessEqual: return [emit(.jumpUnlessLessEqualInt, first, second)]
        case .greater: return [emit(.jumpUnlessLessInt, second, first)]
        case .greaterEqual: return [emit(.jumpUnlessLessEqualInt, second, first)]
        }
      case .not(let inner): return [emit(.jumpIfTrue, raw(inner))]
      default: return [emit(.jumpIfFalse, raw(condition))]
      }
    }
  }

  // MARK: Calls

  func call(_ function: UserFunction, _ arguments: [Checked], _ destination: Int32) {
    temporarily {
      let rawStart = rawTop
      let valueStart = valueTop
      for (argument, parameter) in zip(arguments, function.parameters) {
        if parameter.type.isRaw {
          let register = newRaw()
          raw(convert(argument, parameter.type), into: register)
        } else {
          let register = newValue()
          value(convert(argument, parameter.type), into: register)
        }
      }
      routine.callees.append(function.routine)
      calls.append(
        Routine.CallSite(
          callee: function.routine.layout, rawStart: Int(rawStart), valueStart: Int(valueStart)))
      emit(.callRoutine, destination, 0, Int32(calls.count - 1))
    }
  }

  func invoke(_ call: NativeCall, _ arguments: [Checked], into target: Int32) {
    temporarily {
      let start = consecutive(arguments)
      let named = arguments.indices.map { index in
        (name: index < call.argumentNames.count ? call.argumentNames[index] : "", range: arguments[index].range)
      }
      routine.invocations.append(
        Invocation(
          name: call.name, line: routine.origin.line(of: place.start), count: arguments.count, range: place,
          arguments: named, isHostCall: call.isHostCall,
          body: call.body))
      emit(.invoke, target, start, Int32(routine.invocations.count - 1))
    }
  }

  /// Computes values into consecutive registers and returns the first.
  func consecutive(_ values: [Checked]) -> Int32 {
    let start = valueTop
    for item in values {
      let register = newValue()
      value(item, into: register)
    }
    return start
  }
}
