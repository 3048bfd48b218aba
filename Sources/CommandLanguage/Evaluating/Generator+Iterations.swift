extension Generator {
  /// What a `return` of a closure that is written out in place does: set a variable and go on behind the body.
  struct InlineReturn {
    var result: Slot?
    var jumps: [Int] = []
    var deferDepth: Int
  }

  /// Where the element of a turn is: in a raw register if its type is a number or truth value, else in a value register.
  struct LoopElement {
    var register: Int32
    var type: ValueType
  }

  /// A loop over the integers of a range. The code of a turn gets the register that counts, and gives the jumps to the
  /// next turn and out of the loop.
  func counting(
    _ from: Checked, _ to: Checked, isClosed: Bool, before: (_ counter: Int32) -> Void = { _ in },
    _ turn: (Int32) -> (nexts: [Int], leaves: [Int])
  ) {
    place = from.range.union(to.range)
    let counter = newRaw()
    let end = newRaw()
    raw(from, into: counter)
    raw(to, into: end)
    place = from.range.union(to.range)
    // A range that runs backwards is an error.
    let ordered = temporarily { () -> Int in
      let test = newRaw()
      emit(.lessInt, test, end, counter)
      return emit(.jumpIfFalse, test)
    }
    temporarily {
      let bounds = newValue()
      _ = newValue()
      emit(.boxInt, bounds, counter)
      emit(.boxInt, bounds + 1, end)
      emit(.makeRange, bounds, bounds, isClosed ? 1 : 0)
    }
    land([ordered])
    before(counter)
    let empty = emit(isClosed ? .jumpUnlessLessEqualInt : .jumpUnlessLessInt, counter, end)
    let start = here
    let (nexts, leaves) = turn(counter)
    land(nexts)
    emit(isClosed ? .advanceThrough : .advance, counter, end, start)
    land([empty] + leaves)
  }

  /// A loop over the elements of a value: each is put into a variable.
  func eachElement(
    of values: Checked, into slot: Slot, before: (_ cursor: Int32) -> Void = { _ in },
    _ turn: () -> (nexts: [Int], leaves: [Int])
  ) {
    place = values.range
    let list = newValue()
    let cursor = newRaw()
    _ = newRaw()
    temporarily {
      let source = value(values)
      emit(.elements, list, source, cursor)
      if source != list { release(source, values) }
    }
    before(cursor)
    // The box of a captured variable is new in every turn; the register of another is overwritten.
    if !slot.isCaptured { allocate(slot) }
    let start = here
    if slot.isCaptured { allocate(slot) }
    let next: Int
    if slot.type.isRaw {
      let code: Instruction.Operation = slot.type == .int ? .nextInt : slot.type == .double ? .nextDouble : .nextBool
      let register = slot.isCaptured ? newRaw() : slot.register
      next = emit(code, register, cursor)
      store(register, slot)
    } else {
      next = emit(.nextElement, operand(slot), cursor)
    }
    let (nexts, leaves) = turn()
    for jump in nexts { code[jump].c = start }
    emit(.loopJump, 0, 0, start)
    land([next] + leaves)
    emit(.clear, list)
  }

  /// A sequence method whose closure is written out, into a value register or variable.
  func iterate(_ loop: Iteration, _ type: ValueType, into result: Int32) {
    switch loop.kind {
    case .map, .filter, .compactMap: collect(loop, into: result)
    case .reduce, .reduceInto:
      temporarily {
        fold(loop)
        let total = loop.parameters[0]
        let load = Checked(kind: .load(total), type: total.type, range: loop.source.range)
        value(convert(load, type), into: result)
      }
    case .first:
      temporarily {
        let found = newValue()
        emit(.constantValue, found, constant(.none))
        turns(loop) { element in
          let fails = self.fails(of: loop)
          let copy = newValue()
          box(element, into: copy)
          emit(.wrap, found, copy)
          return (fails, [emit(.jump)])
        }
        emit(.moveValue, result, found)
      }
    case .forEach:
      temporarily {
        turns(loop) { _ in
          inline(loop, into: nil)
          return ([], [])
        }
        emit(.clear, result)
      }
    case .contains, .allSatisfy:
      temporarily {
        let register = newRaw()
        iterateRaw(loop, .bool, into: register)
        emit(.boxBool, result, register)
      }
    }
  }

  /// A sequence method whose result is a number or truth value.
  func iterateRaw(_ loop: Iteration, _ type: ValueType, into result: Int32) {
    temporarily {
      switch loop.kind {
      case .contains, .allSatisfy:
        let holdsForAll = loop.kind == .allSatisfy
        emit(.constant, result, constant(holdsForAll ? 1 : 0))
        turns(loop) { _ in
          let fails = self.fails(of: loop)
          if holdsForAll {
            let next = emit(.jump)
            land(fails)
            emit(.constant, result, constant(0))
            return ([next], [emit(.jump)])
          }
          emit(.constant, result, constant(1))
          return (fails, [emit(.jump)])
        }
      case .reduce, .reduceInto:
        fold(loop)
        let total = loop.parameters[0]
        let load = Checked(kind: .load(total), type: total.type, range: loop.source.range)
        raw(convert(load, type), into: result)
      default:
        let held = newValue()
        iterate(loop, type, into: held)
        emit(type == .int ? .unboxInt : type == .double ? .unboxDouble : .unboxBool, result, held)
      }
    }
  }

  /// `map`, `filter` and `compactMap`: an array that grows.
  private func collect(_ loop: Iteration, into result: Int32) {
    temporarily {
      let list = newValue()
      let whole = place
      let start: (Int32, Bool) -> Void = { cursor, isCounting in
        self.place = whole
        // Only `map` has as many results as elements.
        self.emit(.newArray, list, cursor, loop.kind != .map ? 0 : isCounting ? 1 : 2)
      }
      turns(loop, before: start) { element in
        if loop.kind == .filter {
          let fails = self.fails(of: loop)
          append(element, to: list)
          return (fails, [])
        }
        let output = newSlot(loop, outcome(loop))
        inline(loop, into: output)
        guard loop.kind == .compactMap, output.type.isOptionalOrOpen else {
          append(LoopElement(register: output.register, type: output.type), to: list)
          return ([], [])
        }
        let none = emit(.jumpIfNone, operand(output))
        let held = newValue()
        emit(.unwrap, held, operand(output))
        emit(.append, list, held)
        return ([none], [])
      }
      emit(.moveValue, result, list)
    }
  }

  /// A variable of the code around a loop that no name stands for.
  private func newSlot(_ loop: Iteration, _ type: ValueType) -> Slot {
    let slot = Slot("", type, isMutable: true, range: place, owner: loop.context)
    allocate(slot)
    return slot
  }

  private func outcome(_ loop: Iteration) -> ValueType { loop.context.result ?? .unknown }

  /// `reduce`: the first parameter of the closure keeps the total.
  private func fold(_ loop: Iteration) {
    guard let initial = loop.initial else { return }
    let total = loop.parameters[0]
    allocate(total)
    set(total, initial)
    turns(loop) { _ in
      inline(loop, into: loop.kind == .reduce ? total : nil)
      return ([], [])
    }
  }

  /// The loop around a closure that is written out, its parameters set in every turn.
  private func turns(
    _ loop: Iteration, before: (_ cursor: Int32, _ isCounting: Bool) -> Void = { _, _ in },
    _ turn: (LoopElement) -> (nexts: [Int], leaves: [Int])
  ) {
    let isFold = loop.kind == .reduce || loop.kind == .reduceInto
    let parameters = Array(loop.parameters.dropFirst(isFold ? 1 : 0))
    if parameters.count == 1, case .range(let lower, let upper, let isClosed) = loop.source.kind, lower.type == .int,
      upper.type == .int, parameters[0].type == .int
    {
      counting(lower, upper, isClosed: isClosed, before: { before($0, true) }) { counter in
        let slot = parameters[0]
        if slot.isCaptured {
          allocate(slot)
          store(counter, slot)
        } else {
          slot.register = counter
        }
        return turn(LoopElement(register: counter, type: .int))
      }
      return
    }
    let isSplat = parameters.count > 1
    let element =
      isSplat || parameters.isEmpty || parameters[0].isCaptured
      ? Slot("", .unknown, isMutable: false, range: loop.source.range, owner: loop.context) : parameters[0]
    eachElement(of: loop.source, into: element, before: { before($0, false) }) {
      if isSplat {
        for (index, slot) in parameters.enumerated() {
          let load = Checked(kind: .load(element), type: .unknown, range: loop.source.range)
          allocate(slot)
          set(slot, Checked(kind: .tupleElement(load, index), type: slot.type, range: loop.source.range))
        }
      } else if let slot = parameters.first, slot !== element {
        allocate(slot)
        set(slot, Checked(kind: .load(element), type: .unknown, range: loop.source.range))
      }
      return turn(LoopElement(register: element.register, type: element.type))
    }
  }

  /// A copy of the element of a turn, boxed.
  private func box(_ element: LoopElement, into result: Int32) {
    switch element.type {
    case .int: emit(.boxInt, result, element.register)
    case .double: emit(.boxDouble, result, element.register)
    case .bool: emit(.boxBool, result, element.register)
    default: emit(.copyValue, result, element.register)
    }
  }

  /// The jumps that are taken where the closure of a loop gives false.
  private func fails(of loop: Iteration) -> [Int] {
    if loop.body.count == 1, case .result(let value?, _) = loop.body[0] {
      return jumps(unless: convert(value, .bool))
    }
    let test = newSlot(loop, .bool)
    inline(loop, into: test)
    return [emit(.jumpIfFalse, test.register)]
  }

  /// The body of a closure in place; what it returns goes into a variable.
  private func inline(_ loop: Iteration, into result: Slot?) {
    inlineReturns.append(InlineReturn(result: result, deferDepth: deferred.count))
    if loop.body.count == 1, case .result(let value, let range) = loop.body[0] {
      place = range
      if let value { inlineResult(value, result) }
    } else {
      block(loop.body)
    }
    land(inlineReturns.removeLast().jumps)
  }

  /// The value of a closure that is written out.
  func inlineResult(_ value: Checked, _ slot: Slot?) {
    if let slot { set(slot, value) } else { effect(value) }
  }

  private func append(_ element: LoopElement, to list: Int32) {
    switch element.type {
    case .int: emit(.appendInt, list, element.register)
    case .double: emit(.appendDouble, list, element.register)
    case .bool: emit(.appendBool, list, element.register)
    default:
      temporarily {
        let copy = newValue()
        emit(.copyValue, copy, element.register)
        emit(.append, list, copy)
      }
    }
  }
}

extension ValueType {
  /// Whether a value of the type may be nil.
  fileprivate var isOptionalOrOpen: Bool {
    switch self {
    case .optional, .unknown, .any: true
    default: false
    }
  }
}
