extension Checker {
  func prefix(
    _ name: Expression.OperatorName, _ operand: Expression, _ expected: ValueType?, _ range: SourceRange
  ) -> Checked {
    if name.text == "!" {
      return Checked(kind: .not(check(operand, .bool)), type: .bool, range: range)
    }
    let value = infer(operand, expected)
    if name.text == "+" { return value }
    if name.text == "-" {
      switch value.type {
      case .int, .double: return Checked(kind: .negate(value), type: value.type, range: range)
      case .float, .unknown: return dynamic("-", [value], type: value.type, range)
      default: break
      }
    } else if value.type == .int || value.type == .unknown {
      return dynamic("~", [value], type: .int, range)
    }
    if let found = table.operators[name.text]?.first(where: { $0.operands == [value.type] }) {
      return foreign(found, [value], range)
    }
    if case .nominal(_, let identity) = value.type, let functions = nominals[identity]?.methods["static \(name.text)"],
      let function = functions.first(where: { $0.parameters.count == 1 })
    {
      return Checked(kind: .call(function, [value]), type: function.result, range: range)
    }
    error("operator-mismatch", "'\(name.text)' does not apply to '\(value.type)'", at: name.range)
    return invalid(range)
  }

  func binary(
    _ name: Expression.OperatorName, _ left: Expression, _ right: Expression, _ expected: ValueType?,
    _ range: SourceRange
  ) -> Checked {
    switch name.text {
    case "&&": return Checked(kind: .both(check(left, .bool), check(right, .bool)), type: .bool, range: range)
    case "||": return Checked(kind: .either(check(left, .bool), check(right, .bool)), type: .bool, range: range)
    case "??": return coalesce(left, right, expected, range)
    case "...", "..<":
      var bound: ValueType?
      switch expected?.unwrapped {
      case .range(let type)?, .closedRange(let type)?: bound = type
      default: break
      }
      let (a, b) = operands(left, right, bound)
      let bounds: [ValueType] = [.int, .double, .string, .character, .textIndex]
      guard let type = a.type.joined(b.type), type.isOpen || bounds.contains(type) else {
        error(
          "operator-mismatch", "a range needs two 'Int' or two 'Double', found '\(a.type)' and '\(b.type)'",
          at: name.range)
        return invalid(range)
      }
      let isClosed = name.text == "..."
      return Checked(
        kind: .range(a, b, isClosed: isClosed), type: isClosed ? .closedRange(type) : .range(type), range: range)
    case "~=": return matches(left, right, range)
    default: break
    }
    let isComparison = Precedence.groups[name.text] == .comparison
    let (a, b) = operands(left, right, isComparison ? nil : expected, name.text)
    return combine(name, a, b, (literalType(left) != nil, literalType(right) != nil), range)
  }

  /// `pattern ~= value`: a range contains the value, anything else equals it.
  private func matches(_ pattern: Expression, _ value: Expression, _ range: SourceRange) -> Checked {
    let tests = match(Pattern(kind: .expression(pattern), range: pattern.range), infer(value))
    guard tests.count == 1, case .test(let test) = tests[0] else { return invalid(range) }
    return Checked(kind: test.kind, type: .bool, range: range)
  }

  /// Two operands that share a type where one is a literal.
  private func operands(
    _ left: Expression, _ right: Expression, _ expected: ValueType?, _ symbol: String = ""
  ) -> (Checked, Checked) {
    let hint = expected.flatMap { $0 == .unknown ? nil : $0 }
    // A text of one character beside a `Character` is one too.
    if right.isCharacterLiteral, !left.isCharacterLiteral {
      let a = infer(left, hint)
      return (a, infer(right, a.type.unwrapped == .character ? .character : nil))
    }
    if left.isCharacterLiteral, !right.isCharacterLiteral {
      let b = infer(right, hint)
      return (infer(left, b.type.unwrapped == .character ? .character : nil), b)
    }
    switch (literalType(left), literalType(right)) {
    case (let a?, let b?):
      var type: ValueType = a == .double || b == .double ? .double : .int
      if let hint = hint?.unwrapped, hint == .double || hint == .float || (hint == .int && type == .int) { type = hint }
      return (check(left, type), check(right, type))
    case (let literal?, nil):
      let (b, a) = besideLiteral(right, left, literal, hint, symbol, isLeft: true)
      return (a, b)
    case (nil, let literal?): return besideLiteral(left, right, literal, hint, symbol, isLeft: false)
    case (nil, nil):
      if isNestedLiteral(left), isNestedLiteral(right), let type = nestedLiteralType([left, right]), !type.isOpen {
        return (check(left, type), check(right, type))
      }
      if needsContext(left), !needsContext(right) {
        let b = infer(right, hint)
        return (infer(left, b.type), b)
      }
      let a = infer(left, hint)
      let b = infer(right, needsContext(right) ? a.type : hint)
      // An `Int` beside a `Double` may be a call on literals, which would have taken the other type.
      if a.type == .int, b.type == .double { if let again = retry(left, .double) { return (again, b) } }
      if a.type == .double, b.type == .int { if let again = retry(right, .double) { return (a, again) } }
      return (a, b)
    }
  }

  private func besideLiteral(
    _ other: Expression, _ literal: Expression, _ type: ValueType, _ hint: ValueType?, _ symbol: String, isLeft: Bool
  ) -> (other: Checked, literal: Checked) {
    var value = infer(other, hint)
    switch value.type.unwrapped {
    case .double, .float: return (value, check(literal, value.type.unwrapped))
    case .int:
      if type == .double {
        if let again = retry(other, .double) { value = again } else { return (value, infer(literal)) }
        return (value, check(literal, .double))
      }
      return (value, infer(literal, .int))
    case .foreign: return (value, infer(literal, .double))
    case .nominal(_, let identity):
      let functions = nominals[identity]?.methods["static \(symbol)"] ?? []
      let wanted = functions.first { $0.parameters.count == 2 && $0.parameters[isLeft ? 1 : 0].type == value.type }
      return (value, infer(literal, wanted?.parameters[isLeft ? 0 : 1].type))
    default: return (value, infer(literal, nil))
    }
  }

  private func retry(_ expression: Expression, _ type: ValueType) -> Checked? {
    let (value, isClean, _) = trial { infer(expression, type) }
    return isClean && value.type == type ? value : nil
  }

  /// Applies an operator to operands of known types; what the types do not settle waits for run time.
  func combine(
    _ name: Expression.OperatorName, _ a: Checked, _ b: Checked, _ literals: (Bool, Bool), _ range: SourceRange
  ) -> Checked {
    let symbol = name.text
    func made(_ kind: Checked.Kind, _ type: ValueType) -> Checked { Checked(kind: kind, type: type, range: range) }
    if let found = table.operators[symbol]?.first(where: { operatorFits($0, [a, b]) }) {
      return foreign(found, [a, b], range)
    }
    if let found = ownOperator(symbol, a, b, range) { return found }
    if symbol == "==" || symbol == "!=" {
      if case .array = b.kind, let other = literal(b, beside: a.type) {
        return combine(name, a, other, literals, range)
      }
      if case .array = a.kind, let other = literal(a, beside: b.type) {
        return combine(name, other, b, literals, range)
      }
      guard let type = a.type.joined(b.type), comparable(type) else {
        if a.type.isOpen || b.type.isOpen { return made(.equal(a, b, isNegated: symbol == "!="), .bool) }
        return mismatch(name, a, b, range)
      }
      let (left, right) = type.isOpen ? (a, b) : (convert(a, to: type), convert(b, to: type))
      return made(.equal(left, right, isNegated: symbol == "!="), .bool)
    }
    if let comparison = ComparisonOperator(rawValue: symbol), a.type == b.type {
      switch a.type {
      case .int, .double: return made(.compare(comparison, a, b), .bool)
      case .float, .string, .character, .tuple, .textIndex: return dynamic(symbol, [a, b], type: .bool, range)
      case .nominal(_, let identity):
        if nominals[identity]?.isComparable == true { return dynamic(symbol, [a, b], type: .bool, range) }
      default: break
      }
    }
    if a.type == b.type {
      switch a.type {
      case .int:
        if let arithmetic = ArithmeticOperator(rawValue: symbol) { return made(.arithmetic(arithmetic, a, b), .int) }
        if ["&", "|", "^", "<<", ">>", "&+", "&-", "&*"].contains(symbol) {
          return dynamic(symbol, [a, b], type: .int, range)
        }
      case .double:
        if let arithmetic = ArithmeticOperator(rawValue: symbol), arithmetic != .remainder {
          return made(.arithmetic(arithmetic, a, b), .double)
        }
      case .float: if ["+", "-", "*", "/"].contains(symbol) { return dynamic(symbol, [a, b], type: .float, range) }
      case .string, .array: if symbol == "+" { return dynamic("+", [a, b], type: a.type, range) }
      default: break
      }
    }
    if symbol == "+" {
      if case .slice = a.type, a.type == b.type { return dynamic("+", [a, b], type: a.type, range) }
      if let type = a.type.joined(b.type), case .array = type { return dynamic("+", [a, b], type: type, range) }
      // An array and any other sequence of its elements make an array.
      if case .array(let element) = a.type, case .slice(element) = b.type {
        return dynamic("+", [a, b], type: a.type, range)
      }
      if case .slice(let element) = a.type, b.type == .array(element) {
        return dynamic("+", [a, b], type: b.type, range)
      }
    }
    if a.type == .unknown || b.type == .unknown {
      let result: ValueType = ComparisonOperator(rawValue: symbol) != nil ? .bool : .unknown
      // In a generic function an integer beside another number was a literal of the generic type.
      return dynamic(symbol, [a, b], literals: isGeneric ? (true, true) : literals, type: result, range)
    }
    return mismatch(name, a, b, range)
  }

  /// An array literal beside a slice or set, which is one itself; nil beside anything else.
  private func literal(_ array: Checked, beside type: ValueType) -> Checked? {
    guard let element = array.type.elementType else { return nil }
    switch type {
    case .slice:
      let make = native("ArraySlice") { _, values in .slice(try Elements.slice(values[0])) }
      return Checked(kind: .invoke(make, [array]), type: .slice(element), range: array.range)
    case .set:
      let make = native("Set") { _, values in .set(DictionaryValue(try values[0].elements().map { ($0, .void) })) }
      return Checked(kind: .invoke(make, [array]), type: .set(element), range: array.range)
    default: return nil
    }
  }

  private func operatorFits(_ declared: OperatorDeclaration, _ operands: [Checked]) -> Bool {
    declared.operands.count == operands.count
      && zip(declared.operands, operands).allSatisfy { $0 == $1.type }
  }

  private func comparable(_ type: ValueType) -> Bool {
    switch type {
    case .function, .metatype: return false
    case .tuple(let elements): return elements.allSatisfy { comparable($0.type) }
    case .optional(let wrapped): return comparable(wrapped) || wrapped.isOpen
    default: return true
    }
  }

  private func mismatch(_ name: Expression.OperatorName, _ a: Checked, _ b: Checked, _ range: SourceRange) -> Checked {
    var fixIts: [Diagnostic.FixIt] = []
    var mend: String?
    if a.type.isNumeric, b.type.isNumeric {
      let whole = a.type == .int ? a : b
      let other = a.type == .int ? b.type : a.type
      let text = sourceText(whole.range)
      fixIts = [Diagnostic.FixIt("write '\(other)(\(text))'", at: whole.range, replacement: "\(other)(\(text))")]
      if name.text == "%" {
        fixIts = []
        mend = "use 'truncatingRemainder(dividingBy:)'"
      }
    } else if a.type.unwrapped != a.type || b.type.unwrapped != b.type {
      mend = "unwrap the optional with 'if let' or '??'"
    } else if name.text == "+", a.type == .string || b.type == .string {
      mend = "write the value into the text: \"… \\(value)\""
    } else if a.type == .double, name.text == "%" {
      mend = "use 'truncatingRemainder(dividingBy:)'"
    }
    error(
      "operator-mismatch", "'\(name.text)' does not apply to '\(a.type)' and '\(b.type)'", at: name.range, mend: mend,
      fixIts: fixIts)
    return invalid(range)
  }

  private func coalesce(
    _ left: Expression, _ right: Expression, _ expected: ValueType?, _ range: SourceRange
  ) -> Checked {
    let value = infer(left, expected.map { .optional($0.unwrapped) })
    guard case .optional(let wrapped) = value.type else {
      let other = infer(right, expected)
      if value.type != .unknown {
        report(
          Diagnostic(
            "never-nil", "the left of '??' is a '\(value.type)', which is never nil", at: value.range,
            severity: .warning,
            mend: "leave out the '??'"))
        return value
      }
      return Checked(kind: .coalesce(value, unknowing(other)), type: .unknown, range: range)
    }
    let other = infer(right, wrapped)
    if case .optional = other.type, wrapped != other.type {
      return Checked(kind: .coalesce(value, convert(other, to: value.type)), type: value.type, range: range)
    }
    return Checked(kind: .coalesce(value, convert(other, to: wrapped)), type: wrapped, range: range)
  }

  func foreign(_ declared: OperatorDeclaration, _ operands: [Checked], _ range: SourceRange) -> Checked {
    let call = NativeCall(
      name: declared.symbol, argumentNames: operands.count == 2 ? ["left", "right"] : ["operand"], isHostCall: true,
      purity: .pure(), body: declared.body)
    return Checked(kind: .invoke(call, operands), type: declared.result, range: range)
  }

  /// An operator on values whose types only run time knows.
  func dynamic(
    _ symbol: String, _ operands: [Checked], literals: (Bool, Bool) = (false, false), type: ValueType,
    _ range: SourceRange
  ) -> Checked {
    let table = table
    let call = native(symbol) { context, values in
      try DynamicOperator.apply(symbol, values, literals: literals, table: table, context)
    }
    return Checked(kind: .invoke(call, operands), type: type, range: range)
  }

  /// `+` and its like as functions.
  func operatorFunction(_ symbol: String, _ expected: ValueType?, _ range: SourceRange) -> Checked {
    var inputs: [ValueType] = [.unknown, .unknown]
    if case .function(let wanted, _)? = expected, wanted.count == 2 { inputs = wanted }
    // An operand that nothing has settled yet takes the type of the other.
    if inputs[0].isOpen, !inputs[1].isOpen { inputs[0] = inputs[1] }
    if inputs[1].isOpen, !inputs[0].isOpen { inputs[1] = inputs[0] }
    let name = Expression.OperatorName(text: symbol, range: range)
    let operands = inputs.map { Checked(kind: .constant(.void), type: $0, range: range) }
    let result = combine(name, operands[0], operands[1], (false, false), range).type
    let table = table
    let type = ValueType.function(inputs, result)
    let function = FunctionValue(
      name: symbol, type: type,
      body: .native { context, values in try DynamicOperator.apply(symbol, values, table: table, context) })
    return Checked(kind: .constant(.function(function)), type: type, range: range)
  }
}
