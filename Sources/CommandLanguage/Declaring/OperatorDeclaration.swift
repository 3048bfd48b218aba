/// An operator between types of the domain, or between one of them and a number.
public struct OperatorDeclaration: Sendable {
  /// The operator's characters: `+`.
  public let symbol: String
  /// The types of its operands: two, or one for a prefix operator.
  public let operands: [ValueType]
  /// The type of the result.
  public let result: ValueType
  package let body: @Sendable (CallContext, [Value]) throws -> Value

  /// A binary operator: `OperatorDeclaration("+") { (a: Tensor, b: Tensor) in … }`.
  public init<Left: ValueConvertible, Right: ValueConvertible, Output: ValueConvertible>(
    _ symbol: String, body: @escaping @Sendable (Left, Right) throws -> Output
  ) {
    self.symbol = symbol
    operands = [Left.valueType, Right.valueType]
    result = Output.valueType
    self.body = { _, values in
      var reader = ArgumentReader(values: values, names: ["left", "right"])
      return try body(try reader.next(Left.self), try reader.next(Right.self)).value
    }
  }

  /// A prefix operator: `OperatorDeclaration(prefix: "-") { (a: Tensor) in … }`.
  public init<Operand: ValueConvertible, Output: ValueConvertible>(
    prefix symbol: String, body: @escaping @Sendable (Operand) throws -> Output
  ) {
    self.symbol = symbol
    operands = [Operand.valueType]
    result = Output.valueType
    self.body = { _, values in
      var reader = ArgumentReader(values: values, names: ["operand"])
      return try body(try reader.next(Operand.self)).value
    }
  }
}
