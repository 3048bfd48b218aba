extension Checker {
  /// Statements of a block; its functions are known from its start.
  func statements(_ list: [Statement]) -> CheckedBody {
    var declared: [Int: UserFunction] = [:]
    declareTypes(list)
    for (index, statement) in list.enumerated() {
      if case .function(let declaration) = statement.kind {
        declared[index] = declareFunction(declaration, isNested: true)
      }
    }
    var result: CheckedBody = []
    for (index, item) in list.enumerated() {
      if let function = declared[index], case .function(let declaration) = item.kind {
        checkBody(function, declaration.body)
        result.append(.function(function, item.range))
      } else {
        result += statement(item)
      }
    }
    return result
  }

  func statement(_ statement: Statement) -> [CheckedStatement] {
    switch statement.kind {
    case .expression(let expression):
      let value = infer(expression)
      warnUnused(value)
      return [.expression(value)]
    case .binding(let isMutable, let bindings):
      return bindings.flatMap { binding($0, isMutable: isMutable, statement.range) }
    case .function, .nominal, .alias: return nested(statement)
    case .conditional(let conditions, let body, let otherwise):
      return conditional(conditions, body, otherwise) { statements($0) }
    case .guarded(let conditions, let otherwise):
      let rejected = inScope { statements(otherwise) }
      if !alwaysLeaves(rejected) {
        error(
          "guard-falls-through", "the 'else' of 'guard' must leave the scope", at: statement.range,
          mend: "end it with 'return', 'break', 'continue' or 'throw'")
      }
      return guarded(self.conditions(conditions), rejected, statement.range)
    case .whileLoop(let label, let conditions, let body):
      return inScope {
        let tests = self.conditions(conditions)
        return [.whileLoop(label: label, tests, loopBody(label, body))]
      }
    case .repeatLoop(let label, let body, let test):
      return [.repeatLoop(label: label, loopBody(label, body), check(test, .bool))]
    case .forLoop(let label, true, let pattern, let sequence, let filter, let body):
      return matchingLoop(label, pattern, sequence, filter, body)
    case .forLoop(let label, false, let pattern, let sequence, let filter, let body):
      return loop(label, pattern, sequence, filter, body, statement.range)
    case .choice(let label, let subject, let cases):
      return choice(label, subject, cases, statement.range) { statements($0) }
    case .leave(let label):
      if !context.exits.contains(where: { label == nil || $0.label == label }) {
        misplaced("break", label, statement.range)
      }
      return [.leave(label: label, statement.range)]
    case .next(let label):
      if !context.exits.contains(where: { $0.isLoop && (label == nil || $0.label == label) }) {
        misplaced("continue", label, statement.range)
      }
      return [.next(label: label, statement.range)]
    case .result(let value): return [result(value, statement.range)]
    case .block(let label, let body):
      if let label { context.exits.append((label, false)) }
      defer { if label != nil { context.exits.removeLast() } }
      return [.block(label: label, inScope { statements(body) })]
    case .deferred(let body): return [.deferred(inScope { statements(body) })]
    case .handled(let body, let clauses):
      let guarded = inScope { statements(body) }
      return [handled(guarded, clauses, statement.range)]
    case .raise(let value): return [.raise(unknowing(infer(value)))]
    }
  }

  /// The clauses in order; an error that none of them takes goes on.
  private func handled(
    _ guarded: CheckedBody, _ clauses: [Statement.CatchClause], _ range: SourceRange
  ) -> CheckedStatement {
    let failure = Slot("", .unknown, isMutable: false, range: range, owner: context)
    var takesAll = false
    var cases = clauses.map { clause in
      let load = Checked(kind: .load(failure), type: .unknown, range: clause.range)
      for (pattern, filter) in clause.patterns where filter == nil {
        switch pattern.kind {
        case .name, .wildcard: takesAll = true
        default: break
        }
      }
      return inScope {
        let bound = declareSlot("error", .unknown, isMutable: false, clause.range)
        var item = checkedCase(clause.patterns, load, clause.body, false) { statements($0) }
        item.body.insert(.declare(bound, load, clause.range), at: 0)
        return item
      }
    }
    if !takesAll {
      cases.append(CheckedStatement.CheckedCase(alternatives: [], body: [.passOn(range)], fallsThrough: false))
    }
    return .handled(guarded, failure, [.choice(label: nil, [], cases, range)])
  }

  private func nested(_ statement: Statement) -> [CheckedStatement] {
    if case .function(let declaration) = statement.kind {
      let function = declareFunction(declaration, isNested: true)
      checkBody(function, declaration.body)
      return [.function(function, statement.range)]
    }
    return []
  }

  private func misplaced(_ word: String, _ label: String?, _ range: SourceRange) {
    let message = label.map { "there is no loop '\($0)' around this '\(word)'" } ?? "'\(word)' stands outside a loop"
    error("misplaced-\(word)", message, at: range)
  }

  private func result(_ value: Expression?, _ range: SourceRange) -> CheckedStatement {
    if let (slot, isFailable) = context.initialized {
      if let value {
        if case .nothing = value.kind, isFailable {
          return .result(Checked(kind: .constant(.none), type: .optional(slot.type), range: range), range)
        }
        error(
          "type-mismatch", "'init' returns no value", at: value.range,
          mend: isFailable ? "write 'return', or 'return nil'" : "write 'return' alone")
      }
      return .result(nil, range)
    }
    if context.isCell {
      error(
        "misplaced-return", "'return' stands outside a function", at: range, mend: "a cell shows its last expression")
    }
    guard let value else {
      if let wanted = context.result, wanted != .void, wanted != .unknown {
        error("type-mismatch", "'return' needs a value of type '\(wanted)'", at: range)
      }
      context.returned.append(.void)
      return .result(nil, range)
    }
    if let wanted = context.result {
      if wanted == .void {
        let found = infer(value)
        if found.type != .void, found.type != .unknown {
          error(
            "type-mismatch", "'\(context.name)' returns nothing, found '\(found.type)'", at: value.range,
            mend: "write '-> \(found.type)' after its parameters")
        }
        return .result(found, range)
      }
      return .result(check(value, wanted), range)
    }
    let found = infer(value)
    context.returned.append(found.type)
    return .result(found, range)
  }

  func warnUnused(_ value: Checked) {
    let message: String
    var mend: String? = "name it with 'let', show it with 'display', or write '_ =' before it"
    switch value.kind {
    case .invoke(let call, _):
      guard case .pure(let hint) = call.purity, value.type != .void, value.type != .never,
        value.type != .unknown || hint != nil
      else {
        return
      }
      message = "nothing uses the result of '\(call.name)'"
      if let hint { mend = hint }
    case .call(let function, _):
      guard value.type != .void, value.type != .unknown, !function.isDiscardable else { return }
      message = "nothing uses the result of '\(function.name)'"
    case .load, .arithmetic, .compare, .equal, .both, .either, .negate, .not, .math, .doubleFromInt, .intFromDouble,
      .count, .element,
      .tupleElement, .field, .array, .dictionary, .range, .interpolation:
      message = "nothing uses this value"
    default: return
    }
    report(Diagnostic("unused-result", message, at: value.range, severity: .warning, mend: mend))
  }

  private func loopBody(_ label: String?, _ body: [Statement]) -> CheckedBody {
    context.exits.append((label, true))
    defer { context.exits.removeLast() }
    return inScope { statements(body) }
  }

  private func binding(_ binding: Statement.Binding, isMutable: Bool, _ range: SourceRange) -> [CheckedStatement] {
    let annotated = binding.type.map { resolve($0) }
    let names = binding.pattern.names.filter { $0 != "_" }
    if let twice = names.first(where: { name in names.count(where: { $0 == name }) > 1 }) {
      error("declared-twice", "'\(twice)' stands twice in the pattern", at: binding.pattern.range, mend: "rename one")
    }
    guard let expression = binding.value else {
      guard case .name(let name, _) = binding.pattern.kind, let annotated else {
        error(
          "missing-value", "a new name needs a value or a type", at: binding.pattern.range,
          mend: "write '= value' after it")
        for name in binding.pattern.names { declare(name, .slot(newSlot(name, .unknown, isMutable: isMutable, range))) }
        return []
      }
      let slot = declareSlot(name, annotated, isMutable: isMutable, binding.pattern.range)
      if case .optional = annotated, isMutable {
        return [.declare(slot, Checked(kind: .constant(.none), type: annotated, range: range), range)]
      }
      slot.isInitialized = false
      slot.isDeferred = true
      return [.declare(slot, nil, range)]
    }
    declaring = Set(binding.pattern.names)
    var value = annotated.map { check(expression, $0) } ?? infer(expression)
    declaring = []
    // After a mismatch the name keeps the type that was written, so that later mistakes still show.
    if let annotated, value.type == .unknown { value.type = annotated }
    if annotated == nil, value.type == .void, trials == 0 {
      report(
        Diagnostic("binds-nothing", "this value is '()', which holds nothing", at: value.range, severity: .warning))
    }
    if annotated == nil, case .optional(.unknown) = value.type, case .constant(.none) = value.kind {
      value.type = .unknown
    }
    return bind(binding.pattern, value, isMutable: isMutable, range)
  }

  /// Binds the names of a pattern that always matches.
  func bind(_ pattern: Pattern, _ value: Checked, isMutable: Bool, _ range: SourceRange) -> [CheckedStatement] {
    switch pattern.kind {
    case .wildcard:
      let slot = Slot("_", value.type, isMutable: false, range: range, owner: context)
      return [.declare(slot, value, range)]
    case .name(let name, _):
      let slot = declareSlot(name, value.type, isMutable: isMutable, pattern.range)
      return [.declare(slot, value, range)]
    case .tuple(let parts):
      let held = Slot("", value.type, isMutable: false, range: range, owner: context)
      var result: [CheckedStatement] = [.declare(held, value, range)]
      for (index, part) in parts.enumerated() {
        guard let element = tupleElement(held, index, parts.count, pattern.range) else {
          declareUnknown(pattern.names, pattern.range)
          return result
        }
        result += bind(part.pattern, element, isMutable: isMutable, range)
      }
      return result
    default:
      error("refutable-pattern", "this pattern may not match", at: pattern.range, mend: "use 'if case' or 'switch'")
      return []
    }
  }

  func tupleElement(_ held: Slot, _ index: Int, _ count: Int, _ range: SourceRange) -> Checked? {
    let load = Checked(kind: .load(held), type: held.type, range: range)
    switch held.type {
    case .tuple(let elements) where elements.count == count:
      return Checked(kind: .tupleElement(load, index), type: elements[index].type, range: range)
    case .unknown: return Checked(kind: .tupleElement(load, index), type: .unknown, range: range)
    default:
      error("type-mismatch", "expected a tuple of \(count) values, found '\(held.type)'", at: range)
      return nil
    }
  }

  /// `for case`: a loop over all elements whose body runs where the pattern matches and the filter holds.
  private func matchingLoop(
    _ label: String?, _ pattern: Pattern, _ sequence: Expression, _ filter: Expression?, _ body: [Statement]
  ) -> [CheckedStatement] {
    let values = infer(sequence)
    let element = values.type.elementType
    if element == nil {
      error("not-a-sequence", "a value of type '\(values.type)' is no sequence", at: values.range)
    }
    return inScope {
      let slot = newSlot("", element ?? .unknown, isMutable: false, pattern.range)
      let load = Checked(kind: .load(slot), type: slot.type, range: pattern.range)
      var tests = match(pattern, load)
      if let filter { tests.append(.test(check(filter, .bool))) }
      let inner = CheckedStatement.conditional(tests, loopBody(label, body), nil)
      return [.forEach(label: label, slot, values, [], filter: nil, [inner])]
    }
  }

  private func loop(
    _ label: String?, _ pattern: Pattern, _ sequence: Expression, _ filter: Expression?, _ body: [Statement],
    _ range: SourceRange
  ) -> [CheckedStatement] {
    let values = infer(sequence)
    return inScope {
      if case .range(let lower, let upper, let isClosed) = values.kind, lower.type == .int, upper.type == .int {
        let name = if case .name(let name, _) = pattern.kind { name } else { "_" }
        if case .tuple = pattern.kind { error("type-mismatch", "expected a tuple, found 'Int'", at: pattern.range) }
        let slot = newSlot(name, .int, isMutable: pattern.isMutable, pattern.range)
        slot.adviceForChange = "write 'for var \(name) in'"
        declare(name, .slot(slot))
        let test = filter.map { check($0, .bool) }
        return [
          .count(label: label, slot, from: lower, to: upper, isClosed: isClosed, filter: test, loopBody(label, body))
        ]
      }
      guard let element = values.type.elementType else {
        var mend: String?
        if values.type == .int { mend = "write '0..<\(sourceText(values.range))'" }
        error("not-a-sequence", "a value of type '\(values.type)' is no sequence", at: values.range, mend: mend)
        for name in pattern.names { _ = declareSlot(name, .unknown, isMutable: false, pattern.range) }
        _ = loopBody(label, body)
        return []
      }
      let slot = newSlot("", element, isMutable: false, pattern.range)
      let load = Checked(kind: .load(slot), type: element, range: pattern.range)
      let bindings = bind(pattern, load, isMutable: pattern.isMutable, pattern.range)
      let test = filter.map { check($0, .bool) }
      return [.forEach(label: label, slot, values, bindings, filter: test, loopBody(label, body))]
    }
  }
}

extension Pattern {
  /// The names that the pattern binds.
  var names: [String] {
    switch kind {
    case .name(let name, _): [name]
    case .tuple(let parts): parts.flatMap(\.pattern.names)
    case .member(_, let parts, _): (parts ?? []).flatMap(\.pattern.names)
    case .some(let pattern): pattern.names
    case .type(_, let pattern): pattern?.names ?? []
    case .wildcard, .expression, .openRange: []
    }
  }

  var isMutable: Bool { if case .name(_, let isMutable) = kind { isMutable } else { false } }
}
