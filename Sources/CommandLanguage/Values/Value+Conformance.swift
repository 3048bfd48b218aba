extension Value {
  /// Whether the value is of a type, looking at its own case and, in containers, at the first element.
  package func conforms(to type: ValueType) -> Bool {
    switch (type, self) {
    case (.unknown, _), (.any, _), (.parameter, _): true
    case (.void, .void), (.bool, .bool), (.int, .int), (.double, .double), (.float, .float), (.string, .string): true
    case (.character, .string(let text)): text.count == 1
    case (.array(let element), .array(let values)): values.first?.conforms(to: element) ?? true
    case (.slice(let element), .slice(let values)): values.first?.conforms(to: element) ?? true
    case (.set(let element), .set(let entries)): entries.first { _ in true }?.key.conforms(to: element) ?? true
    case (.dictionary(let key, let value), .dictionary(let entries)):
      entries.first { _ in true }.map { $0.key.conforms(to: key) && $0.value.conforms(to: value) } ?? true
    case (.tuple(let elements), .tuple(let tuple)):
      elements.count == tuple.values.count && zip(elements, tuple.values).allSatisfy { $1.conforms(to: $0.type) }
    case (.range(let bound), .range(.ints)), (.closedRange(let bound), .range(.closedInts)):
      bound == .int || bound == .unknown
    case (.range(let bound), .range(.doubles)), (.closedRange(let bound), .range(.closedDoubles)):
      bound == .double || bound == .unknown
    case (.range(let bound), .range(.indices)), (.closedRange(let bound), .range(.closedIndices)):
      bound == .textIndex || bound == .unknown
    case (.range(let bound), .range(.strings)), (.closedRange(let bound), .range(.closedStrings)):
      bound == .string || bound == .character || bound == .unknown
    case (.optional, .none): true
    case (.optional(let wrapped), .some(let value)): value.conforms(to: wrapped)
    case (.function, .function): true
    case (.foreign(let name), .foreign(let object)): Swift.type(of: object).typeName == name
    case (.nominal(_, let identity), .instance(let instance)): instance.type.identity == identity
    case (.metatype, .type): true
    default: false
    }
  }

  /// Whether the value is of a type, every element of a container looked at: for casts.
  func isEntirely(_ type: ValueType) -> Bool {
    switch (type, self) {
    case (.array(let element), .array(let values)), (.slice(let element), .array(let values)):
      values.allSatisfy { $0.isEntirely(element) }
    case (.set(let element), .set(let entries)): entries.allSatisfy { $0.key.isEntirely(element) }
    case (.dictionary(let key, let value), .dictionary(let entries)):
      entries.allSatisfy { $0.key.isEntirely(key) && $0.value.isEntirely(value) }
    case (.tuple(let elements), .tuple(let tuple)):
      elements.count == tuple.values.count && zip(elements, tuple.values).allSatisfy { $1.isEntirely($0.type) }
    case (.optional(let wrapped), .some(let value)): value.isEntirely(wrapped)
    default: conforms(to: type)
    }
  }

  /// The value, or what it holds as an optional, where that is of a type: what `as?` gives.
  package func cast(to type: ValueType) -> Value? {
    if isEntirely(type) { return self }
    if case .some(let wrapped) = self { return wrapped.cast(to: type) }
    return nil
  }

  /// The value as a value of a type that the checker could not prove: checked, and wrapped where an optional is wanted.
  /// - Throws: a fault that names both types.
  package func conformed(to type: ValueType) throws -> Value {
    if conforms(to: type) { return self }
    if case .optional(let wrapped) = type, conforms(to: wrapped) { return .some(self) }
    throw RuntimeFault.type(expected: type.description, found: typeText)
  }
}
