extension Checker {
  /// An expression as a value of a type, with an error when it cannot be one.
  func check(_ expression: Expression, _ type: ValueType) -> Checked {
    convert(infer(expression, type), to: type)
  }

  func convert(_ value: Checked, to type: ValueType) -> Checked {
    if value.type == type || type == .unknown { return value }
    if case .parameter = type { return value }
    guard value.type.converts(to: type) else {
      mismatch(value, type)
      return Checked(kind: .constant(.void), type: .unknown, range: value.range)
    }
    if case .tuple(let elements) = type, case .tuple(let found) = value.type,
      elements.map(\.label) != found.map(\.label)
    {
      let labels = elements.map(\.label)
      let others = found.map(\.label)
      if !labels.contains(nil), !others.contains(nil) {
        let isReordered = Set(labels) == Set(others)
        error(
          isReordered ? "argument-order" : "label-mismatch",
          isReordered
            ? "the labels of the tuple stand in another order than in '\(type)'"
            : "expected '\(type)', found '\(value.type)'", at: value.range,
          mend: isReordered ? "write its parts in the same order" : "write the same labels, or none")
      }
      let relabel = native("labels") { _, values in
        guard case .tuple(let tuple) = values[0] else { return values[0] }
        return .tuple(TupleValue(tuple.values, labels: labels))
      }
      return Checked(kind: .invoke(relabel, [value]), type: type, range: value.range)
    }
    return Checked(kind: .convert(value), type: type, range: value.range)
  }

  private func mismatch(_ value: Checked, _ type: ValueType) {
    var mend: String?
    var fixIts: [Diagnostic.FixIt] = []
    let text = sourceText(value.range)
    if value.type.isNumeric, type.isNumeric || type == .optional(.double) {
      let wanted = type.isNumeric ? type : .double
      fixIts = [
        Diagnostic.FixIt("write '\(wanted)(\(text))'", at: value.range, replacement: "\(wanted)(\(text))")
      ]
    } else if case .optional(let wrapped) = value.type, wrapped.converts(to: type) {
      mend = "unwrap it with 'if let' or '??'"
    } else if type == .string {
      fixIts = [Diagnostic.FixIt("write 'String(\(text))'", at: value.range, replacement: "String(\(text))")]
    } else if case .slice(let element) = value.type, type == .array(element) {
      fixIts = [Diagnostic.FixIt("write 'Array(\(text))'", at: value.range, replacement: "Array(\(text))")]
    }
    error("type-mismatch", "expected '\(type)', found '\(value.type)'", at: value.range, mend: mend, fixIts: fixIts)
  }

  /// The text of the cell at a range.
  func sourceText(_ range: SourceRange) -> String {
    let text = origin.source.utf8
    guard range.start <= range.end, range.end <= text.count else { return "" }
    let start = text.index(text.startIndex, offsetBy: range.start)
    let end = text.index(start, offsetBy: range.end - range.start)
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  /// The type that an expression of literals alone takes when nothing asks for another: nil when it is not one.
  func literalType(_ expression: Expression) -> ValueType? {
    switch expression.kind {
    case .integer: return .int
    case .floating: return .double
    case .prefix(let name, let operand) where name.text == "-" || name.text == "+": return literalType(operand)
    case .binary(let name, let left, let right) where ArithmeticOperator(rawValue: name.text) != nil:
      guard let a = literalType(left), let b = literalType(right) else { return nil }
      return a == .double || b == .double ? .double : .int
    case .ternary(_, let left, let right):
      guard let a = literalType(left), let b = literalType(right) else { return nil }
      return a == .double || b == .double ? .double : .int
    default: return nil
    }
  }

  /// Checks expressions that share one type, such as the elements of an array: literals take the type of the others.
  func unified(_ expressions: [Expression], _ expected: ValueType?) -> (values: [Checked], type: ValueType) {
    if let expected, !expected.isOpen { return (expressions.map { check($0, expected) }, expected) }
    var type: ValueType? = expected.flatMap { $0 == .unknown ? nil : $0 }
    let nested = nestedLiteralType(expressions)
    if let nested, nested.converts(to: expected ?? .unknown) {
      if !nested.isOpen { return (expressions.map { check($0, nested) }, nested) }
      // The literals have their types; the other parts join as they are.
      let (values, isClean, found) = trial { expressions.map { infer($0, nested) } }
      let common = values.dropFirst().reduce(values.first?.type) { $0?.joined($1.type) }
      if isClean, let common {
        found.forEach(report)
        return (values.map { convert($0, to: common) }, common)
      }
    }
    var values: [Checked?] = []
    for expression in expressions {
      guard !needsContext(expression), !expression.isCharacterLiteral else {
        values.append(nil)
        continue
      }
      let value = infer(expression, type)
      if let known = type {
        guard let joined = known.joined(value.type) else {
          values.append(value)
          error(
            "type-mismatch", "values of type '\(known)' and '\(value.type)' cannot share an array or a result",
            at: value.range, mend: "convert one of them")
          continue
        }
        type = joined
      } else {
        type = value.type
      }
      values.append(value)
    }
    let literals = expressions.compactMap { literalType($0) }
    if type == nil, !literals.isEmpty { type = literals.contains(.double) ? .double : .int }
    if type == .int, literals.contains(.double), values.allSatisfy({ $0 == nil }) { type = .double }
    var result: [Checked] = []
    for (index, expression) in expressions.enumerated() {
      if let value = values[index] {
        result.append(value)
      } else {
        let value = infer(expression, expression.isCharacterLiteral && type?.unwrapped != .character ? nil : type)
        if let known = type, let joined = known.joined(value.type) {
          type = joined
        } else if let known = type {
          error(
            "type-mismatch", "values of type '\(known)' and '\(value.type)' cannot share an array or a result",
            at: value.range, mend: "make them alike, or write '[Any]' for an array of both")
          return (expressions.map { invalid($0.range) }, .unknown)
        } else {
          type = value.type
        }
        result.append(value)
      }
    }
    let common = type ?? .unknown
    return (result.map { common == .unknown ? $0 : convert($0, to: common) }, common)
  }

  /// Whether an expression means little without the type that its context expects.
  func needsContext(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .integer, .floating, .nothing, .implicitMember, .operatorFunction: true
    case .call(let callee, _): if case .implicitMember = callee.kind { true } else { false }
    case .array(let elements): elements.isEmpty || elements.allSatisfy { needsContext($0) }
    case .dictionary(let pairs): pairs.isEmpty || pairs.allSatisfy { needsContext($0.value) }
    case .tuple(let elements): !elements.isEmpty && elements.allSatisfy { needsContext($0.value) }
    case .branches: true
    case .closure(let body): body.parameters?.contains { $0.type == nil } ?? (body.shorthandCount > 0)
    default: literalType(expression) != nil
    }
  }
}
