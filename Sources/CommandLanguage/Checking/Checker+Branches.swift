extension Checker {
  func conditional(
    _ conditions: [Statement.Condition], _ first: [Statement], _ otherwise: [Statement]?,
    body: ([Statement]) -> CheckedBody
  ) -> [CheckedStatement] {
    let (tests, checked) = inScope { (self.conditions(conditions), inScope { body(first) }) }
    return [.conditional(tests, checked, otherwise.map { other in inScope { body(other) } })]
  }

  /// `if` or `switch` as a value. Without a type from the context the branches must agree on theirs.
  func branches(_ statement: Statement, _ expected: ValueType?) -> Checked {
    var type = expected.flatMap { $0.isOpen ? nil : $0 }
    if type == nil {
      var found: [ValueType] = []
      _ = trial {
        branchStatements(statement) {
          found.append(self.infer($0, expected).type)
          return []
        }
      }
      type = found.first
      for other in found.dropFirst() {
        guard let joined = type?.joined(other) else {
          error(
            "type-mismatch", "the branches give '\(type ?? .unknown)' and '\(other)'", at: statement.range.startPoint,
            mend: "convert one of them, or write the type of what takes the value")
          return invalid(statement.range)
        }
        type = joined
      }
    }
    let slot = Slot("", type ?? .unknown, isMutable: true, range: statement.range, owner: context)
    let body = branchStatements(statement) { expression in
      let value = self.check(expression, slot.type)
      let place = Place(root: slot, steps: [], type: slot.type)
      return [.expression(Checked(kind: .assign(place, value), type: .void, range: expression.range))]
    }
    return Checked(kind: .block(slot, body), type: slot.type, range: statement.range)
  }

  private func branchStatements(_ statement: Statement, _ value: (Expression) -> CheckedBody) -> CheckedBody {
    func body(_ list: [Statement]) -> CheckedBody {
      switch list.count == 1 ? list[0].kind : .leave(label: nil) {
      case .expression(let expression): return value(expression)
      case .conditional, .choice: return branchStatements(list[0], value)
      case .raise, .result: return statements(list)
      default:
        error(
          "branch-value", "each branch of an 'if' or 'switch' that gives a value is one expression",
          at: list.first?.range ?? statement.range.startPoint, mend: "assign a 'var' in the branches")
        return []
      }
    }
    switch statement.kind {
    case .conditional(let conditions, let first, let otherwise?):
      return conditional(conditions, first, otherwise, body: body)
    case .choice(let label, let subject, let cases): return choice(label, subject, cases, statement.range, body: body)
    default:
      error(
        "branch-value", "an 'if' that gives a value needs an 'else'", at: statement.range.startPoint,
        mend: "add 'else { … }'")
      return []
    }
  }

  /// Whether every branch is one expression or leaves, so that the whole may be a value.
  func isValue(_ statement: Statement) -> Bool {
    func isValue(_ body: [Statement]) -> Bool {
      guard body.count == 1 else { return false }
      switch body[0].kind {
      case .expression(let expression): return !expression.isAssignment
      case .conditional, .choice: return self.isValue(body[0])
      case .raise, .result, .leave, .next: return true
      default: return false
      }
    }
    switch statement.kind {
    case .conditional(_, let first, let otherwise?): return isValue(first) && isValue(otherwise)
    case .choice(_, _, let cases): return !cases.isEmpty && cases.allSatisfy { isValue($0.body) && !$0.fallsThrough }
    default: return false
    }
  }
}
