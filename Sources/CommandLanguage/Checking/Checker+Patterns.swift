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
          return [.unwrap(slot, value)]
        }
        let slot = newSlot(name, wrapped, isMutable: isMutable, pattern.range)
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
    case .name(let name, let isMutable):
      let slot = newSlot(name, value.type, isMutable: isMutable, pattern.range)
      declare(name, .slot(slot))
      return [.bind(slot, value)]
    case .tuple(let parts):
      let held = Slot("", value.type, isMutable: false, range: pattern.range, owner: context)
      var result: [CheckedCondition] = [.bind(held, value)]
      for (index, part) in parts.enumerated() {
        guard let element = tupleElement(held, index, parts.count, pattern.range) else { return result }
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
    case .member(let name, let parts): return matchMember(name, parts, value, pattern.range)
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
    _ name: String, _ parts: [(label: String?, pattern: Pattern)]?, _ value: Checked, _ range: SourceRange
  ) -> [CheckedCondition] {
    if case .optional(let wrapped) = value.type, name == "some", let part = parts?.first {
      let slot = Slot("", wrapped, isMutable: false, range: range, owner: context)
      return [.unwrap(slot, value)] + match(part.pattern, Checked(kind: .load(slot), type: wrapped, range: range))
    }
    guard case .nominal(_, let identity) = value.type, let nominal = nominals[identity], nominal.isEnumeration else {
      // A constant of a declared type.
      let member = implicitMember(name, range, nil, value.type, range)
      return [.test(Checked(kind: .equal(value, member, isNegated: false), type: .bool, range: range))]
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
      error("pattern-count", "'.\(name)' holds \(payload.count) values, the pattern \(parts.count)", at: range)
      return result
    }
    for (place, part) in parts.enumerated() {
      result += match(part.pattern, Checked(kind: .field(value, place), type: payload[place].type, range: range))
    }
    return result
  }

  func choice(
    _ label: String?, _ subject: Expression, _ cases: [Statement.Case], _ range: SourceRange
  ) -> [CheckedStatement] {
    let value = infer(subject)
    let held = Slot("", value.type, isMutable: false, range: subject.range, owner: context)
    let load = Checked(kind: .load(held), type: value.type, range: subject.range)
    var checked: [CheckedStatement.CheckedCase] = []
    var isExhaustive = false
    var seen: Set<String> = []
    context.exits.append((label, false))
    for item in cases {
      checked.append(
        inScope {
          var alternatives: [[CheckedCondition]] = []
          for (pattern, filter) in item.patterns {
            var tests = match(pattern, load)
            if let filter {
              tests.append(.test(check(filter, .bool)))
            } else {
              note(pattern, value.type, &seen, &isExhaustive)
            }
            alternatives.append(tests)
          }
          if item.patterns.isEmpty { isExhaustive = true }
          if item.patterns.count > 1, item.patterns.contains(where: { !$0.pattern.names.isEmpty }) {
            error(
              "binding-alternatives", "a case with several patterns binds no names", at: item.range,
              mend: "write one case a pattern")
          }
          return CheckedStatement.CheckedCase(
            alternatives: alternatives, body: inScope { statements(item.body) }, fallsThrough: item.fallsThrough)
        })
    }
    context.exits.removeLast()
    if !isExhaustive, !covers(seen, value.type) {
      error(
        "not-exhaustive", "the 'switch' does not cover every value of '\(value.type)'",
        at: SourceRange(range.start, range.start + 6), mend: "add 'default:'")
    }
    return [.choice(label: label, [.declare(held, value, subject.range)], checked, range)]
  }

  private func note(_ pattern: Pattern, _ type: ValueType, _ seen: inout Set<String>, _ isExhaustive: inout Bool) {
    func matchesAll(_ pattern: Pattern) -> Bool {
      switch pattern.kind {
      case .wildcard, .name: true
      case .tuple(let parts): parts.allSatisfy { matchesAll($0.pattern) }
      default: false
      }
    }
    if matchesAll(pattern) { isExhaustive = true }
    switch pattern.kind {
    case .member(let name, let parts) where parts?.allSatisfy({ matchesAll($0.pattern) }) ?? true: seen.insert(name)
    case .some(let inner) where matchesAll(inner): seen.insert("some")
    case .expression(let expression):
      if case .nothing = expression.kind { seen.insert("none") }
      if case .boolean(let value) = expression.kind { seen.insert("\(value)") }
    default: break
    }
  }

  private func covers(_ seen: Set<String>, _ type: ValueType) -> Bool {
    switch type {
    case .unknown: return true
    case .bool: return seen.isSuperset(of: ["true", "false"])
    case .optional: return seen.isSuperset(of: ["some", "none"])
    case .tuple: return false
    case .nominal(_, let identity):
      return nominals[identity].map { $0.cases.allSatisfy { seen.contains($0.name) } } ?? false
    default: return false
    }
  }
}
