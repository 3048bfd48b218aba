/// One command of the table.
public struct Command: Sendable {
  /// Name, parameters, documentation and body.
  public let callable: Callable

  /// A command with a result.
  public init<each Input: ValueConvertible, Output: ValueConvertible>(
    _ name: String, _ summary: String, _ parameter: repeat Parameter<each Input>,
    purity: Callable.Purity = .pure(), result: ValueType? = nil,
    formula: String? = nil, example: String? = nil, paper: String? = nil,
    body: @escaping @Sendable (CallContext, repeat each Input) throws -> Output
  ) {
    var parameters: [ParameterDescription] = []
    for item in repeat (each parameter).parameterDescription { parameters.append(item) }
    let names = parameters.map(\.name)
    callable = Callable(
      name: name, summary: summary, parameters: parameters, result: result ?? Output.valueType, purity: purity,
      formula: formula, example: example, paper: paper
    ) { context, values in
      var reader = ArgumentReader(values: values, names: names)
      return try body(context, repeat try reader.next((each Input).self)).value
    }
  }

  /// A command without a result.
  public init<each Input: ValueConvertible>(
    _ name: String, _ summary: String, _ parameter: repeat Parameter<each Input>,
    formula: String? = nil, example: String? = nil, paper: String? = nil,
    body: @escaping @Sendable (CallContext, repeat each Input) throws -> Void
  ) {
    var parameters: [ParameterDescription] = []
    for item in repeat (each parameter).parameterDescription { parameters.append(item) }
    let names = parameters.map(\.name)
    callable = Callable(
      name: name, summary: summary, parameters: parameters, result: .void, purity: .effectful,
      formula: formula, example: example, paper: paper
    ) { context, values in
      var reader = ArgumentReader(values: values, names: names)
      try body(context, repeat try reader.next((each Input).self))
      return .void
    }
  }
}
