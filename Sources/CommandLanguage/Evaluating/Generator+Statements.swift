extension Generator {
  /// Statements with a scope of their own: registers and `defer` bodies end with it.
  func block(_ statements: CheckedBody) {
    let tops = (rawTop, valueTop)
    deferred.append([])
    for case .function(let function, _) in statements {
      if let slot = function.slot { if slot.isCaptured { _ = newBox(slot) } else { allocate(slot) } }
    }
    for statement in statements { self.statement(statement) }
    closeDeferred(down: deferred.count - 1)
    let own = deferred.removeLast()
    runDeferred(own)
    if !own.isEmpty { handleDeferred(own) }
    (rawTop, valueTop) = tops
  }

  private func runDeferred(_ bodies: [Deferral]) {
    for item in bodies.reversed() {
      let outer = deferred
      deferred = [[]]
      block(item.body)
      deferred = outer
    }
  }

  /// The code that an error enters when it leaves the block: each body, last declared first, then the error goes on.
  private func handleDeferred(_ bodies: [Deferral]) {
    let end = emit(.jump)
    var handled: [Range<Int>] = []
    for item in bodies.reversed() {
      let target = code.count
      let failure = newValue()
      runDeferred([item])
      emit(.passOn, failure)
      routine.handlers += (item.pieces + handled).map {
        Routine.Handler(
          start: $0.lowerBound, end: $0.upperBound, target: target, register: failure, isDeferred: true)
      }
      handled.append(target..<code.count)
    }
    land([end])
  }

  /// What follows is no longer, or is again, code that `defer` bodies of the enclosing blocks watch.
  private func closeDeferred(down depth: Int) {
    for index in depth..<deferred.count {
      for item in deferred[index].indices { deferred[index][item].close(at: code.count) }
    }
  }

  /// Runs the `defer` bodies of the blocks that a jump leaves.
  private func leaveBlocks(down depth: Int) {
    closeDeferred(down: depth)
    for index in stride(from: deferred.count - 1, through: depth, by: -1) { runDeferred(deferred[index]) }
    for index in depth..<deferred.count {
      for item in deferred[index].indices { deferred[index][item].start = code.count }
    }
  }

  func statement(_ statement: CheckedStatement) {
    switch statement {
    case .expression(let expression): effect(expression)
    case .declare(let slot, let value, let range):
      place = range
      declare(slot, value)
    case .function(let function, let range):
      place = range
      if function.slot != nil { makeNested(function) }
    case .conditional(let tests, let first, let second): conditional(tests, first, second)
    case .whileLoop(let label, let tests, let body):
      let start = here
      let tops = (rawTop, valueTop)
      let fails = conditions(tests)
      exits.append(Exit(label: label, isLoop: true, deferDepth: deferred.count))
      block(body)
      let exit = exits.removeLast()
      for next in exit.nexts { code[next].c = start }
      // An interrupt strikes here, also where the body is empty.
      place = tests.first?.range ?? place
      emit(.loopJump, 0, 0, start)
      land(fails + exit.leaves)
      (rawTop, valueTop) = tops
    case .repeatLoop(let label, let body, let test):
      let start = here
      exits.append(Exit(label: label, isLoop: true, deferDepth: deferred.count))
      block(body)
      let exit = exits.removeLast()
      land(exit.nexts)
      let ends = jumps(unless: test)
      place = test.range
      emit(.loopJump, 0, 0, start)
      land(ends + exit.leaves)
    case .count(let label, let slot, let from, let to, let isClosed, let filter, let body):
      temporarily { countLoop(label, slot, from, to, isClosed, filter, body) }
    case .forEach(let label, let slot, let values, let bindings, let filter, let body):
      temporarily { elementLoop(label, slot, values, bindings, filter, body) }
    case .choice(let label, let head, let cases, let range):
      place = range
      temporarily { choice(label, head, cases) }
    case .leave(let label, let range):
      place = range
      guard let index = exits.lastIndex(where: { label == nil || $0.label == label }) else { return }
      leaveBlocks(down: exits[index].deferDepth)
      exits[index].leaves.append(emit(.jump))
    case .next(let label, let range):
      place = range
      guard let index = exits.lastIndex(where: { $0.isLoop && (label == nil || $0.label == label) }) else { return }
      leaveBlocks(down: exits[index].deferDepth)
      exits[index].nexts.append(emit(.loopJump))
    case .result(let value, let range):
      place = range
      result(value)
    case .block(let label, let body):
      exits.append(Exit(label: label ?? "", isLoop: false, deferDepth: deferred.count))
      block(body)
      land(exits.removeLast().leaves)
    case .deferred(let body): deferred[deferred.count - 1].append(Deferral(body: body, start: code.count))
    case .handled(let body, let slot, let handler):
      let failure = newValue()
      let start = code.count
      block(body)
      let end = emit(.jump)
      let pending = newValue()
      routine.handlers.append(
        Routine.Handler(start: start, end: code.count, target: code.count, register: failure, pending: pending))
      allocate(slot)
      emit(.moveValue, operand(slot), failure)
      pendingErrors.append(pending)
      block(handler)
      pendingErrors.removeLast()
      land([end])
    case .passOn(let range):
      place = range
      if let pending = pendingErrors.last { emit(.passOn, pending) }
    case .raise(let value):
      place = value.range
      temporarily {
        let register = self.value(value)
        emit(.raise, register)
      }
    }
  }

  private func declare(_ slot: Slot, _ value: Checked?) {
    guard let value else {
      allocate(slot)
      return
    }
    // The value is computed before the variable exists: its box or register may be one that the value still reads.
    guard slot.box == nil, slot.isCaptured else {
      allocate(slot)
      set(slot, value)
      return
    }
    temporarily {
      if slot.type.isRaw {
        let register = raw(convert(value, slot.type))
        allocate(slot)
        store(register, slot)
      } else {
        let register = newValue()
        self.value(convert(value, slot.type), into: register)
        allocate(slot)
        emit(.moveValue, operand(slot), register)
      }
    }
  }

  /// Tests in order, binding as they go; the jumps that are taken when one fails.
  private func conditions(_ tests: [CheckedCondition]) -> [Int] {
    var fails: [Int] = []
    for test in tests {
      switch test {
      case .test(let value): fails += jumps(unless: value)
      case .bind(let slot, let value):
        place = value.range
        if sharedSlots.contains(ObjectIdentifier(slot)) { set(slot, value) } else { declare(slot, value) }
      case .unwrap(let slot, let optional):
        place = optional.range
        let source = newValue()
        value(optional, into: source)
        fails.append(emit(.jumpIfNone, source))
        allocate(slot)
        if slot.type.isRaw {
          temporarily {
            let held = newValue()
            emit(.unwrap, held, source)
            let register = newRaw()
            emit(slot.type == .int ? .unboxInt : slot.type == .double ? .unboxDouble : .unboxBool, register, held)
            store(register, slot)
          }
        } else {
          emit(.unwrap, operand(slot), source)
        }
        emit(.clear, source)
      }
    }
    return fails
  }

  private func conditional(_ tests: [CheckedCondition], _ first: CheckedBody, _ second: CheckedBody?) {
    // What a `guard` binds outlives the statement, so its registers stay taken until the block ends.
    let isGuard = first.isEmpty && second != nil
    let tops = (rawTop, valueTop)
    let fails = conditions(tests)
    block(first)
    if let second {
      let end = emit(.jump)
      land(fails)
      block(second)
      land([end])
    } else {
      land(fails)
    }
    if !isGuard { (rawTop, valueTop) = tops }
  }

  private func countLoop(
    _ label: String?, _ slot: Slot, _ from: Checked, _ to: Checked, _ isClosed: Bool, _ filter: Checked?,
    _ body: CheckedBody
  ) {
    counting(from, to, isClosed: isClosed) { counter in
      // A variable that the body cannot change is the counter itself.
      if slot.isMutable || slot.isCaptured {
        allocate(slot)
        store(counter, slot)
      } else {
        slot.register = counter
      }
      return turn(label, filter, body)
    }
  }

  private func elementLoop(
    _ label: String?, _ slot: Slot, _ values: Checked, _ bindings: CheckedBody, _ filter: Checked?, _ body: CheckedBody
  ) {
    eachElement(of: values, into: slot) {
      for binding in bindings { statement(binding) }
      return turn(label, filter, body)
    }
  }

  /// The body of a `for`, where the filter holds.
  private func turn(_ label: String?, _ filter: Checked?, _ body: CheckedBody) -> (nexts: [Int], leaves: [Int]) {
    let skips = filter.map { jumps(unless: $0) } ?? []
    exits.append(Exit(label: label, isLoop: true, deferDepth: deferred.count))
    block(body)
    let exit = exits.removeLast()
    return (skips + exit.nexts, exit.leaves)
  }

  private func choice(_ label: String?, _ head: CheckedBody, _ cases: [CheckedStatement.CheckedCase]) {
    for item in head { statement(item) }
    exits.append(Exit(label: label, isLoop: false, deferDepth: deferred.count))
    var ends: [Int] = []
    var intoNext: Int?
    for item in cases {
      let tops = (rawTop, valueTop)
      var enters: [Int] = []
      var fails: [Int] = []
      for slot in item.shared { allocate(slot) }
      sharedSlots = Set(item.shared.map { ObjectIdentifier($0) })
      for (index, tests) in item.alternatives.enumerated() {
        land(fails)
        fails = conditions(tests)
        if index < item.alternatives.count - 1 { enters.append(emit(.jump)) }
      }
      sharedSlots = []
      land(enters)
      if let jump = intoNext {
        land([jump])
        intoNext = nil
      }
      block(item.body)
      if item.fallsThrough { intoNext = emit(.jump) } else { ends.append(emit(.jump)) }
      land(fails)
      (rawTop, valueTop) = tops
    }
    if let intoNext { land([intoNext]) }
    land(ends + exits.removeLast().leaves)
  }

  private func keepReceiver() { if let receiver { emit(.keepReceiver, operand(receiver)) } }

  private func result(_ value: Checked?) {
    if let inline = inlineReturns.last {
      if let value { temporarily { inlineResult(value, inline.result) } }
      leaveBlocks(down: inline.deferDepth)
      inlineReturns[inlineReturns.count - 1].jumps.append(emit(.jump))
      return
    }
    guard let value, value.type != .void || routine.result != .value else {
      if let value { effect(value) }
      leaveBlocks(down: 0)
      keepReceiver()
      emit(.returnVoid)
      return
    }
    let tops = (rawTop, valueTop)
    let hasDeferred = deferred.contains { !$0.isEmpty }
    if routine.result == .value {
      let register = newValue()
      self.value(value, into: register)
      if hasDeferred { leaveBlocks(down: 0) }
      keepReceiver()
      emit(.returnValue, register)
    } else {
      let type: ValueType = routine.result == .int ? .int : routine.result == .double ? .double : .bool
      let register = hasDeferred ? raw(convert(value, type), into: newRaw()) : raw(convert(value, type))
      if hasDeferred { leaveBlocks(down: 0) }
      keepReceiver()
      emit(.returnRaw, register)
    }
    (rawTop, valueTop) = tops
  }
}
