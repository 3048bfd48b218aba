/// What literals nested in arrays, dictionaries and tuples say of their type before any of them is checked.
///
/// The elements of `[[0, 0], [0.5, 1]]` share one type, so the `0.5` of the second row makes a `Double` of every number
/// in the first. The shape keeps apart what a literal may still become and what an expression is.
indirect enum LiteralShape {
  case integer, floating
  /// Something that is no literal and has a type of its own.
  case typed(ValueType)
  /// Nothing to learn from: a closure, a `.member`, an empty array.
  case open
  case optional(LiteralShape)
  case array(LiteralShape)
  case dictionary(LiteralShape, LiteralShape)
  case tuple([(label: String?, shape: LiteralShape)])

  /// The shape that fits both; nil when there is none.
  func joined(_ other: LiteralShape) -> LiteralShape? {
    switch (self, other) {
    case (.open, let it), (let it, .open): return it
    case (.integer, .integer): return .integer
    case (.integer, .floating), (.floating, .integer), (.floating, .floating): return .floating
    case (.typed(let a), .typed(let b)): return a.joined(b).map { .typed($0) }
    case (.optional(let a), .optional(let b)): return a.joined(b).map { .optional($0) }
    case (.optional(let a), .typed(.optional(let b))), (.typed(.optional(let b)), .optional(let a)):
      return a.joined(.typed(b)).map { .optional($0) }
    case (.optional(let a), let b), (let b, .optional(let a)): return a.joined(b).map { .optional($0) }
    case (.array(let a), .array(let b)): return a.joined(b).map { .array($0) }
    case (.dictionary(let key, let value), .dictionary(let otherKey, let otherValue)):
      guard let key = key.joined(otherKey), let value = value.joined(otherValue) else { return nil }
      return .dictionary(key, value)
    case (.tuple(let a), .tuple(let b)) where a.count == b.count:
      var elements: [(label: String?, shape: LiteralShape)] = []
      for (x, y) in zip(a, b) {
        guard let shape = x.shape.joined(y.shape) else { return nil }
        elements.append((x.label == y.label ? x.label : nil, shape))
      }
      return .tuple(elements)
    case (.typed(let type), let literal), (let literal, .typed(let type)): return literal.taking(type)
    default: return nil
    }
  }

  /// The shape of a literal beside a value of a type.
  private func taking(_ type: ValueType) -> LiteralShape? {
    switch (self, type) {
    case (_, .unknown): return .typed(.unknown)
    case (_, .optional(let wrapped)): return taking(wrapped).map { .optional($0) }
    case (.integer, .int), (.integer, .double), (.integer, .float), (.floating, .double), (.floating, .float):
      return .typed(type)
    case (.array(let element), .array(let other)): return element.joined(.typed(other)).map { .array($0) }
    case (.dictionary(let key, let value), .dictionary(let otherKey, let otherValue)):
      guard let key = key.joined(.typed(otherKey)), let value = value.joined(.typed(otherValue)) else { return nil }
      return .dictionary(key, value)
    case (.tuple, .tuple(let elements)):
      return joined(.tuple(elements.map { ($0.label, .typed($0.type)) }))
    default: return nil
    }
  }

  /// The type that the literals take; unknown where nothing says.
  var type: ValueType {
    switch self {
    case .integer: .int
    case .floating: .double
    case .typed(let type): type
    case .open: .unknown
    case .optional(let wrapped): .optional(wrapped.type)
    case .array(let element): .array(element.type)
    case .dictionary(let key, let value): .dictionary(key.type, value.type)
    case .tuple(let elements): .tuple(elements.map { ValueType.TupleElement($0.label, $0.shape.type) })
    }
  }
}

extension Checker {
  /// The type that expressions share when literals nested in some of them, or nil, can still take another's;
  /// nil when there is no such literal or no such type.
  /// - Complexity: O(n) for n nested parts; parts that are no literals are inferred once here and once with the result.
  func nestedLiteralType(_ expressions: [Expression]) -> ValueType? {
    let canDiffer = expressions.contains { expression in
      if case .nothing = expression.kind { return true }
      return isNestedLiteral(expression) && holdsInteger(expression)
    }
    guard canDiffer else { return nil }
    return joinedShape(expressions)?.type
  }

  private func joinedShape(_ expressions: [Expression]) -> LiteralShape? {
    var joined = LiteralShape.open
    for expression in expressions {
      guard let shape = joined.joined(shape(expression)) else { return nil }
      joined = shape
    }
    return joined
  }

  private func shape(_ expression: Expression) -> LiteralShape {
    if let type = literalType(expression) { return type == .int ? .integer : .floating }
    switch expression.kind {
    case .nothing: return .optional(.open)
    case .string: return .typed(.string)
    case .array(let elements): return joinedShape(elements).map { .array($0) } ?? .open
    case .dictionary(let pairs):
      guard let key = joinedShape(pairs.map(\.key)), let value = joinedShape(pairs.map(\.value)) else { return .open }
      return .dictionary(key, value)
    case .tuple(let elements):
      return elements.isEmpty ? .open : .tuple(elements.map { ($0.label, shape($0.value)) })
    default:
      if needsContext(expression) { return .open }
      let (value, isClean, _) = trial { infer(expression) }
      return isClean && value.type != .unknown ? .typed(value.type) : .open
    }
  }

  func isNestedLiteral(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .array, .dictionary, .tuple: true
    default: false
    }
  }

  private func holdsInteger(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .array(let elements): elements.contains { holdsInteger($0) }
    case .dictionary(let pairs): pairs.contains { holdsInteger($0.key) || holdsInteger($0.value) }
    case .tuple(let elements): elements.contains { holdsInteger($0.value) }
    default: literalType(expression) == .int
    }
  }
}
