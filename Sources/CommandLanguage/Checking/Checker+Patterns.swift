extension Checker {
  /// The tests of an `if`, `guard` or `while`; what they bind is declared where the checker stands.
  func conditions(_ list: [Statement.Condition]) -> [CheckedCondition] {
    list.flatMap { condition -> [CheckedCondition] in
      switch condition {
      case .expression(let expression):
        let value = infer(expression, .bool)
        if case .optional = value.type {
          error(
            "type-mismatch", "expected 'Bool', found '\(value.type)'", at: value.range,
            mend: "write 'if let' or '!= nil'")
          return []
        }
        return [.test(convert(value, to: .bool))]
      case .unwrapping(let isMutable, let pattern, let annotation, let expression):
        let value = infer(expression, annotation.map { .optional(resolve($0)) })
        let wrapped: ValueType
        switch value.type {
        case .optional(let type): wrapped = type
        case .unknown: wrapped = .unknown
        default:
          error(
            "not-optional", "'if let' needs an optional, found '\(value.type)'", at: value.range,
            mend: "use 'let' before the 'if'")
          wrapped = value.type
        }
        guard case .name(let name, _) = pattern.kind else {
          let slot = Slot("", wrapped, isMutable: false, range: pattern.range, owner: context)
          return [.unwrap(slot, value)] + match(pattern, Checked(kind: .load(slot), type: wrapped, range: value.range))
        }
        let slot = newSlot(name, wrapped, isMutable: isMutable, pattern.range)
        slot.adviceForChange = "write 'var \(name)' for 'let \(name)'"
        declare(name, .slot(slot))
        return [.unwrap(slot, value)]
      case .matching(let pattern, let expression):
        let value = infer(expression)
        let held = Slot("", value.type, isMutable: false, range: pattern.range, owner: context)
        return [.bind(held, value)] + match(pattern, Checked(kind: .load(held), type: value.type, range: value.range))
      }
    }
  }

  func guarded(_ conditions: [CheckedCondition], _ rejected: CheckedBody, _ range: SourceRange) -> [CheckedStatement] {
    // What the conditions bind lives on, so the rest of the block is not nested in them: test, leave, go on.
    [.conditional(conditions, [], rejected)]
  }

  /// The tests and bindings that match a value against a pattern.
  func match(_ pattern: Pattern, _ value: Checked) -> [CheckedCondition] {
    switch pattern.kind {
    case .wildcard: return []
    case .name(let name, _) where sharedSlots[name] != nil:
      guard let slot = sharedSlots[name] else { return [] }
      return [.bind(slot, convert(value, to: slot.type))]
    case .name(let name, let isMutable):
      let slot = newSlot(name, value.type, isMutable: isMutable, pattern.range)
      declare(name, .slot(slot))
      return [.bind(slot, value)]
    case .tuple(let parts):
      let held = Slot("", value.type, isMutable: false, range: pattern.range, owner: context)
      var result: [CheckedCondition] = [.bind(held, value)]
      for (index, part) in parts.enumerated() {
        guard let element = tupleElement(held, index, parts.count, pattern.range) else {
          declareUnknown(pattern.names, pattern.range)
          return result
        }
        result += match(part.pattern, element)
      }
      return result
    case .expression(let expression): return matchExpression(expression, value)
    case .some(let inner):
      guard case .optional(let wrapped) = value.type else {
        error("not-optional", "'?' matches an optional, found '\(value.type)'", at: pattern.range)
        return []
      }
      let slot = Slot("", wrapped, isMutable: false, range: pattern.range, owner: context)
      return [.unwrap(slot, value)] + match(inner, Checked(kind: .load(slot), type: wrapped, range: pattern.range))
    case .type(let type, let inner):
      let resolved = resolve(type)
      let test = Checked(kind: .test(value, resolved), type: .bool, range: pattern.range)
      let cast = Checked(kind: .convert(unknowing(value)), type: resolved, range: pattern.range)
      return [.test(test)] + (inner.map { match($0, cast) } ?? [])
    case .member(let name, let parts, let base): return matchMember(name, parts, base, value, pattern.range)
    case .openRange(let operation, let bound):
      let (limit, held) = (infer(bound, value.type), value)
      let name = Expression.OperatorName(text: operation.rawValue, range: pattern.range)
      return [.test(combine(name, held, limit, (false, literalType(bound) != nil), pattern.range))]
    }
  }

  private func matchExpression(_ expression: Expression, _ value: Checked) -> [CheckedCondition] {
    // A range contains the value; anything else equals it.
    if case .binary(let name, _, _) = expression.kind, name.text == "..." || name.text == "..<" {
      let wanted: ValueType = name.text == "..." ? .closedRange(value.type) : .range(value.type)
      let range = infer(expression, wanted)
      let call = native("~=", Dynamic.contains)
      return [.test(Checked(kind: .invoke(call, [range, value]), type: .bool, range: expression.range))]
    }
    if case .nothing = expression.kind {
      return [
        .test(
          Checked(
            kind: .equal(
              value, Checked(kind: .constant(.none), type: value.type, range: expression.range), isNegated: false),
            type: .bool, range: expression.range))
      ]
    }
    let found = infer(expression, value.type)
    switch found.type {
    case .range, .closedRange:
      let call = native("~=", Dynamic.contains)
      return [.test(Checked(kind: .invoke(call, [found, value]), type: .bool, range: expression.range))]
    default: break
    }
    let name = Expression.OperatorName(text: "==", range: expression.range)
    return [.test(combine(name, value, found, (false, false), expression.range))]
  }

  private func matchMember(
    _ name: String, _ parts: [(label: String?, pattern: Pattern)]?, _ base: Expression?, _ value: Checked,
    _ range: SourceRange
  ) -> [CheckedCondition] {
    if let base { return matchMember(name, parts, ofType: base, value, range) }
    if case .optional(let wrapped) = value.type, name != "none" {
      let isCase = name == "some" && parts?.count ?? 1 == 1
      let slot = Slot("", wrapped, isMutable: false, range: range, owner: context)
      let load = Checked(kind: .load(slot), type: wrapped, range: range)
      // A case of the wrapped type matches inside the optional.
      if !isCase { return [.unwrap(slot, value)] + matchMember(name, parts, nil, load, range) }
      return [.unwrap(slot, value)] + (parts?.first.map { match($0.pattern, load) } ?? [])
    }
    guard case .nominal(_, let identity) = value.type, let nominal = nominals[identity], nominal.isEnumeration,
      nominal.statics[name] == nil
    else {
      // A constant of a declared type.
      let member = implicitMember(name, range, nil, value.type, range)
      let equals = Expression.OperatorName(text: "==", range: range)
      return [.test(combine(equals, value, member, (false, false), range))]
    }
    guard let index = nominal.cases.firstIndex(where: { $0.name == name }) else {
      unknownStatic(value.type, name, range, nominal.cases.map(\.name))
      return []
    }
    let caseIndex = index
    let call = native("is \(name)") { _, values in
      guard case .instance(let instance) = values[0] else { return .bool(false) }
      return .bool(instance.caseIndex == caseIndex)
    }
    var result: [CheckedCondition] = [.test(Checked(kind: .invoke(call, [value]), type: .bool, range: range))]
    guard let parts else { return result }
    let payload = nominal.cases[index].payload
    if parts.count == 1, payload.count > 1, case .name = parts[0].pattern.kind {
      let type = ValueType.tuple(payload.map { ValueType.TupleElement($0.label, $0.type) })
      let labels = payload.map(\.label)
      let call = native(name) { _, values in
        guard case .instance(let instance) = values[0] else { return .void }
        return .tuple(TupleValue(instance.fields, labels: labels))
      }
      return result + match(parts[0].pattern, Checked(kind: .invoke(call, [value]), type: type, range: range))
    }
    guard parts.count == payload.count else {
      error(
        "pattern-count",
        "'.\(name)' holds \(payload.count) value\(payload.count == 1 ? "" : "s"), the pattern \(parts.count)", at: range
      )
      declareUnknown(parts.flatMap(\.pattern.names), range)
      return result
    }
    for (place, part) in parts.enumerated() {
      result += match(part.pattern, Checked(kind: .field(value, place), type: payload[place].type, range: range))
    }
    return result
  }

  /// A case with its type before the dot, which may be one of many errors.
  private func matchMember(
    _ name: String, _ parts: [(label: String?, pattern: Pattern)]?, ofType base: Expression, _ value: Checked,
    _ range: SourceRange
  ) -> [CheckedCondition] {
    guard case .metatype(let type) = infer(base).type else { return [] }
    guard case .nominal(_, let identity) = type, nominals[identity]?.cases.contains(where: { $0.name == name }) == true
    else {
      let whole = Expression(kind: .member(base, name, range), range: range)
      return matchExpression(whole, value)
    }
    guard value.type.isOpen || value.type == .any else {
      if value.type != type, value.type != .optional(type) {
        error("type-mismatch", "expected a pattern of '\(value.type)', found one of '\(type)'", at: range)
        return []
      }
      return matchMember(name, parts, nil, value, range)
    }
    let test = Checked(kind: .test(value, type), type: .bool, range: range)
    let cast = Checked(kind: .convert(unknowing(value)), type: type, range: range)
    return [.test(test)] + matchMember(name, parts, nil, cast, range)
  }

  /// Declares names after a mistake, so that it does not draw another for each of them.
  func declareUnknown(_ names: [String], _ range: SourceRange) {
    for name in names { _ = declareSlot(name, .unknown, isMutable: true, range) }
  }

  func choice(
    _ label: String?, _ subject: Expression, _ cases: [Statement.Case], _ range: SourceRange,
    body: ([Statement]) -> CheckedBody
  ) -> [CheckedStatement] {
    let value = infer(subject)
    let held = Slot("", value.type, isMutable: false, range: subject.range, owner: context)
    let load = Checked(kind: .load(held), type: value.type, range: subject.range)
    if let last = cases.dropLast().first(where: \.patterns.isEmpty) {
      error("case-after-default", "a case after 'default' never matches", at: last.range, mend: "put 'default' last")
    }
    var coverage = Coverage(nominals: nominals)
    context.exits.append((label, false))
    let checked = cases.map { item in checkedCase(item.patterns, load, item.body, item.fallsThrough, body: body) }
    context.exits.removeLast()
    for item in cases {
      if item.patterns.isEmpty { coverage.add(Pattern(kind: .wildcard, range: range), value.type) }
      for (pattern, filter) in item.patterns where filter == nil { coverage.add(pattern, value.type) }
    }
    if !coverage.isComplete(for: value.type) {
      error(
        "not-exhaustive", "the 'switch' does not cover every value of '\(value.type)'",
        at: SourceRange(range.start, range.start + 6), mend: "add 'default:'")
    }
    return [.choice(label: label, [.declare(held, value, subject.range)], checked, range)]
  }

  /// One `case` or `catch`: its patterns and the statements where one of them matches.
  func checkedCase(
    _ patterns: [(pattern: Pattern, filter: Expression?)], _ value: Checked, _ statements: [Statement],
    _ fallsThrough: Bool, body: ([Statement]) -> CheckedBody
  ) -> CheckedStatement.CheckedCase {
    inScope {
      var alternatives: [[CheckedCondition]] = []
      var shared: [String: Slot] = [:]
      for (index, (pattern, filter)) in patterns.enumerated() {
        sharedSlots = shared
        var tests = match(pattern, value)
        sharedSlots = [:]
        if let filter { tests.append(.test(check(filter, .bool))) }
        alternatives.append(tests)
        let names = Set(pattern.names)
        if index == 0, patterns.count > 1 {
          for name in names { if case .slot(let slot)? = scopes.last?[name] { shared[name] = slot } }
        } else if names != Set(shared.keys), patterns.count > 1 {
          error(
            "binding-alternatives",
            "the patterns of a case bind the same names, found \(listed(names)) beside "
              + listed(Set(shared.keys)), at: pattern.range, mend: "write one case a pattern")
        }
      }
      return CheckedStatement.CheckedCase(
        alternatives: alternatives, shared: shared.keys.sorted().compactMap { shared[$0] },
        body: inScope { body(statements) }, fallsThrough: fallsThrough)
    }
  }

  private func listed(_ names: Set<String>) -> String {
    names.isEmpty ? "none" : names.sorted().map { "'\($0)'" }.joined(separator: ", ")
  }
}
