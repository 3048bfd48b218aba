extension Checker {
  /// `Type(…)`.
  func make(
    _ type: ValueType, _ arguments: [Expression.Argument], _ expected: ValueType?, _ range: SourceRange
  ) -> Checked {
    switch type {
    case .nominal(_, let identity):
      if let nominal = nominals[identity] { return makeNominal(nominal, arguments, range) }
    case .foreign(let name):
      if let callables = table.types[name]?.initializers, !callables.isEmpty {
        return apply(callables, name, nil, arguments, range, isCommand: false)
      }
      if !library.initializers(of: type).isEmpty { break }
      error(
        "no-initializer", "'\(name)' cannot be made with '\(name)(…)'", at: range,
        mend: "use the command that returns one")
      arguments.forEach { checkAlone($0.value) }
      return invalid(range)
    default: break
    }
    // `Double(3)` is the literal 3 as a `Double`.
    if arguments.count == 1, arguments[0].label == nil, type.isNumeric || type == .character || type == .string,
      arguments[0].value.isIntegerLiteral && type != .int && type != .string
        || { if case .string = arguments[0].value.kind { type == .character || type == .string } else { false } }()
    {
      return check(arguments[0].value, type)
    }
    if arguments.isEmpty {
      let empty: Value? =
        switch type {
        case .array: .array([])
        case .dictionary: .dictionary(DictionaryValue())
        case .set: .set(DictionaryValue())
        case .string: .string("")
        case .int: .int(0)
        case .double: .double(0)
        case .bool: .bool(false)
        default: nil
        }
      if let empty {
        var made = type
        if type.isOpen, let expected, type.converts(to: expected) { made = expected }
        return Checked(kind: .constant(empty), type: made, range: range)
      }
    }
    let members = library.initializers(of: type)
    guard !members.isEmpty else {
      error("no-initializer", "'\(type)' cannot be made with '(…)'", at: range)
      arguments.forEach { checkAlone($0.value) }
      return invalid(range)
    }
    let made = apply(members, nil, arguments, type.isOpen ? expected : type, range)
    return type.isOpen || !made.type.isOpen || made.type == .unknown ? made : convert(made, to: type)
  }
}

extension Expression {
  /// Whether one integer as it is written, with or without a sign.
  fileprivate var isIntegerLiteral: Bool {
    switch kind {
    case .integer: true
    case .prefix(let name, let operand): (name.text == "-" || name.text == "+") && operand.isIntegerLiteral
    default: false
    }
  }
}
