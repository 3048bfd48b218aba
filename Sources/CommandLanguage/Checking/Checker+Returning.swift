extension Checker {
  /// Makes the statements of a function that changes arguments return these too, after the result.
  func returning(_ changed: [Slot], from statements: CheckedBody, _ range: SourceRange) -> CheckedBody {
    func whole(_ value: Checked?) -> Checked {
      let result = value ?? Checked(kind: .constant(.void), type: .void, range: range)
      let loads = changed.map { Checked(kind: .load($0), type: $0.type, range: range) }
      return Checked(
        kind: .tuple([result] + loads, Array(repeating: nil, count: changed.count + 1)), type: .unknown, range: range)
    }
    return replacingResults(of: statements, whole) + [.result(whole(nil), range)]
  }

  /// Makes the `return` statements of an initialiser give what it has made; those that give nil stay.
  func ending(_ statements: CheckedBody, with whole: Checked) -> CheckedBody {
    replacingResults(of: statements) { $0 ?? whole }
  }

  private func replacingResults(of statements: CheckedBody, _ result: (Checked?) -> Checked) -> CheckedBody {
    func rewritten(_ body: CheckedBody) -> CheckedBody {
      body.map { statement in
        switch statement {
        case .result(let value, let range): .result(result(value), range)
        case .conditional(let tests, let first, let second):
          .conditional(tests, rewritten(first), second.map { rewritten($0) })
        case .whileLoop(let label, let tests, let body): .whileLoop(label: label, tests, rewritten(body))
        case .repeatLoop(let label, let body, let test): .repeatLoop(label: label, rewritten(body), test)
        case .count(let label, let slot, let from, let to, let isClosed, let filter, let body):
          .count(label: label, slot, from: from, to: to, isClosed: isClosed, filter: filter, rewritten(body))
        case .forEach(let label, let slot, let values, let bindings, let filter, let body):
          .forEach(label: label, slot, values, bindings, filter: filter, rewritten(body))
        case .choice(let label, let head, let cases, let range):
          .choice(
            label: label, head,
            cases.map {
              CheckedStatement.CheckedCase(
                alternatives: $0.alternatives, shared: $0.shared, body: rewritten($0.body),
                fallsThrough: $0.fallsThrough)
            },
            range)
        case .block(let label, let body): .block(label: label, rewritten(body))
        case .handled(let body, let slot, let handler): .handled(rewritten(body), slot, rewritten(handler))
        default: statement
        }
      }
    }
    return rewritten(statements)
  }
}
