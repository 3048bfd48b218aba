import Glibc

/// Operators on boxed values: for types that only run time knows, and for those without instructions of their own.
enum DynamicOperator {
  /// Applies a prefix or binary operator.
  /// - Parameter literals: which operands are literals, which take the type of the other.
  /// - Throws: a fault when the operator does not apply, overflows or divides by zero.
  static func apply(
    _ symbol: String, _ operands: [Value], literals: (Bool, Bool) = (false, false), table: CommandTable,
    _ context: CallContext
  ) throws -> Value {
    guard operands.count == 2 else { return try prefix(symbol, operands[0], table, context) }
    var (left, right) = (operands[0], operands[1])
    if literals.0, case .int(let number) = left { left = settled(number, beside: right) }
    if literals.1, case .int(let number) = right { right = settled(number, beside: left) }
    switch symbol {
    case "==": return .bool(left == right)
    case "!=": return .bool(left != right)
    case "<": return .bool(try left.isLess(than: right))
    case ">": return .bool(try right.isLess(than: left))
    case "<=": return .bool(try left.isAtMost(right))
    case ">=": return .bool(try right.isAtMost(left))
    default: break
    }
    switch (left, right) {
    case (.int(let a), .int(let b)): return .int(try integers(symbol, a, b))
    case (.double(let a), .double(let b)): if let result = doubles(symbol, a, b) { return .double(result) }
    case (.float(let a), .float(let b)): if let result = floats(symbol, a, b) { return .float(result) }
    case (.string(let a), .string(let b)) where symbol == "+":
      try Dynamic.checkText(a.utf8.count + b.utf8.count)
      return .string(a + b)
    case (.array(let a), .array(let b)) where symbol == "+": return .array(try Dynamic.joined(a, b))
    case (.slice(let a), .slice(let b)) where symbol == "+": return .slice(a + b)
    case (.array(let a), .slice(let b)) where symbol == "+": return .array(a + b)
    case (.slice(let a), .array(let b)) where symbol == "+": return .array(a + b)
    default: break
    }
    for declared in table.operators[symbol] ?? []
    where declared.operands.count == 2 && left.conforms(to: declared.operands[0])
      && right.conforms(to: declared.operands[1])
    {
      return try declared.body(context, [left, right])
    }
    throw RuntimeFault("operator-mismatch", "'\(symbol)' does not apply to '\(left.typeText)' and '\(right.typeText)'")
  }

  private static func settled(_ number: Int, beside other: Value) -> Value {
    switch other {
    case .double, .foreign: .double(Double(number))
    case .float: .float(Float(number))
    default: .int(number)
    }
  }

  private static func prefix(_ symbol: String, _ operand: Value, _ table: CommandTable, _ context: CallContext) throws
    -> Value
  {
    switch (symbol, operand) {
    case ("-", .int(let number)):
      let (result, overflow) = 0.subtractingReportingOverflow(number)
      if overflow { throw RuntimeFault.overflow("-") }
      return .int(result)
    case ("-", .double(let number)): return .double(-number)
    case ("-", .float(let number)): return .float(-number)
    case ("~", .int(let number)): return .int(~number)
    default: break
    }
    for declared in table.operators[symbol] ?? []
    where declared.operands.count == 1 && operand.conforms(to: declared.operands[0]) {
      return try declared.body(context, [operand])
    }
    throw RuntimeFault("operator-mismatch", "'\(symbol)' does not apply to '\(operand.typeText)'")
  }

  private static func integers(_ symbol: String, _ a: Int, _ b: Int) throws -> Int {
    let result: (partialValue: Int, overflow: Bool)
    switch symbol {
    case "+": result = a.addingReportingOverflow(b)
    case "-": result = a.subtractingReportingOverflow(b)
    case "*": result = a.multipliedReportingOverflow(by: b)
    case "/":
      if b == 0 { throw RuntimeFault.divisionByZero }
      result = a.dividedReportingOverflow(by: b)
    case "%":
      if b == 0 { throw RuntimeFault.divisionByZero }
      result = a.remainderReportingOverflow(dividingBy: b)
    case "&": return a & b
    case "|": return a | b
    case "^": return a ^ b
    case "<<": return a << b
    case ">>": return a >> b
    case "&+": return a &+ b
    case "&-": return a &- b
    case "&*": return a &* b
    default: throw RuntimeFault("operator-mismatch", "'\(symbol)' does not apply to 'Int' and 'Int'")
    }
    if result.overflow { throw RuntimeFault.overflow(symbol) }
    return result.partialValue
  }

  private static func doubles(_ symbol: String, _ a: Double, _ b: Double) -> Double? {
    switch symbol {
    case "+": a + b
    case "-": a - b
    case "*": a * b
    case "/": a / b
    default: nil
    }
  }

  private static func floats(_ symbol: String, _ a: Float, _ b: Float) -> Float? {
    switch symbol {
    case "+": a + b
    case "-": a - b
    case "*": a * b
    case "/": a / b
    default: nil
    }
  }
}
