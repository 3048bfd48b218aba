/// A property: `Property("count", "how many there are") { $0.count }`.
public func Property<Receiver: ForeignValue, Output: ValueConvertible>(
  _ name: String, _ summary: String, _ type: Output.Type = Output.self, formula: String? = nil,
  result: ValueType? = nil,
  body: @escaping @Sendable (Receiver) throws -> Output
) -> MemberDeclaration<Receiver> {
  member(.property, name, summary, formula: formula, result: result) { (_, receiver: Receiver) in try body(receiver) }
}

/// A method: `Method("logits", "…", .positional("x", Tensor.self, "…")) { call, net, x in … }`.
public func Method<Receiver: ForeignValue, each Input: ValueConvertible, Output: ValueConvertible>(
  _ name: String, _ summary: String, _ parameter: repeat Parameter<each Input>,
  purity: Callable.Purity = .pure(), result: ValueType? = nil,
  formula: String? = nil, example: String? = nil, paper: String? = nil,
  body: @escaping @Sendable (CallContext, Receiver, repeat each Input) throws -> Output
) -> MemberDeclaration<Receiver> {
  member(
    .method, name, summary, repeat each parameter, purity: purity, formula: formula, example: example, paper: paper,
    result: result, body: body)
}

/// A subscript: `Subscript("…", .positional("index", Int.self, "…")) { call, tensor, index in … }`.
public func Subscript<Receiver: ForeignValue, each Input: ValueConvertible, Output: ValueConvertible>(
  _ summary: String, _ parameter: repeat Parameter<each Input>, result: ValueType? = nil,
  body: @escaping @Sendable (CallContext, Receiver, repeat each Input) throws -> Output
) -> MemberDeclaration<Receiver> {
  member(.subscripting, "subscript", summary, repeat each parameter, result: result, body: body)
}

/// A constant of the type, written `.name` where the type is known: `StaticMember("global", "…") { Scope.global }`.
public func StaticMember<Receiver: ForeignValue, Output: ValueConvertible>(
  _ name: String, _ summary: String, formula: String? = nil, paper: String? = nil,
  body: @escaping @Sendable () throws -> Output
) -> MemberDeclaration<Receiver> {
  MemberDeclaration(
    kind: .staticMember,
    callable: Callable(
      name: name, summary: summary, parameters: [], result: Output.valueType, purity: .pure(), formula: formula,
      example: nil, paper: paper
    ) { _, _ in try body().value })
}

/// A function of the type, written `.name(…)` where the type is known.
public func StaticMethod<Receiver: ForeignValue, each Input: ValueConvertible, Output: ValueConvertible>(
  _ name: String, _ summary: String, _ parameter: repeat Parameter<each Input>,
  formula: String? = nil, example: String? = nil, paper: String? = nil,
  body: @escaping @Sendable (CallContext, repeat each Input) throws -> Output
) -> MemberDeclaration<Receiver> {
  MemberDeclaration(
    kind: .staticMethod,
    callable: Command(
      name, summary, repeat each parameter, formula: formula, example: example, paper: paper, body: body
    ).callable)
}

/// An initialiser, written `Name(…)`.
public func Initializer<Receiver: ForeignValue, each Input: ValueConvertible>(
  _ summary: String, _ parameter: repeat Parameter<each Input>, example: String? = nil,
  body: @escaping @Sendable (CallContext, repeat each Input) throws -> Receiver
) -> MemberDeclaration<Receiver> {
  MemberDeclaration(
    kind: .initializer,
    callable: Command(Receiver.typeName, summary, repeat each parameter, example: example, body: body).callable)
}

private func member<Receiver: ForeignValue, each Input: ValueConvertible, Output: ValueConvertible>(
  _ kind: MemberDeclaration<Receiver>.Kind, _ name: String, _ summary: String,
  _ parameter: repeat Parameter<each Input>,
  purity: Callable.Purity = .pure(), formula: String? = nil, example: String? = nil, paper: String? = nil,
  result: ValueType? = nil, body: @escaping @Sendable (CallContext, Receiver, repeat each Input) throws -> Output
) -> MemberDeclaration<Receiver> {
  var parameters: [ParameterDescription] = []
  for item in repeat (each parameter).parameterDescription { parameters.append(item) }
  let names = ["self"] + parameters.map(\.name)
  let callable = Callable(
    name: name, summary: summary, parameters: parameters, result: result ?? Output.valueType, purity: purity,
    formula: formula, example: example, paper: paper
  ) { context, values in
    var reader = ArgumentReader(values: values, names: names)
    let receiver = try reader.next(Receiver.self)
    return try body(context, receiver, repeat try reader.next((each Input).self)).value
  }
  return MemberDeclaration(kind: kind, callable: callable)
}
