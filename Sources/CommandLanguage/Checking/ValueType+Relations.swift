extension ValueType {
  var isNumeric: Bool { self == .int || self == .double || self == .float }

  /// Whether values of the type live in raw registers.
  var isRaw: Bool { self == .int || self == .double || self == .bool }

  /// Whether some part of the type is open, so that only run time can tell.
  var isOpen: Bool {
    switch self {
    case .unknown, .parameter: true
    case .array(let it), .slice(let it), .set(let it), .range(let it), .closedRange(let it), .optional(let it):
      it.isOpen
    case .dictionary(let key, let value): key.isOpen || value.isOpen
    case .tuple(let elements): elements.contains { $0.type.isOpen }
    case .function(let inputs, let output): inputs.contains(where: \.isOpen) || output.isOpen
    default: false
    }
  }

  /// Whether a type parameter stands in the type.
  var hasParameter: Bool {
    switch self {
    case .parameter: true
    case .array(let it), .slice(let it), .set(let it), .range(let it), .closedRange(let it), .optional(let it):
      it.hasParameter
    case .dictionary(let key, let value): key.hasParameter || value.hasParameter
    case .tuple(let elements): elements.contains { $0.type.hasParameter }
    case .function(let inputs, let output): inputs.contains(where: \.hasParameter) || output.hasParameter
    default: false
    }
  }

  /// The type with its parameters replaced; those without a binding become unknown unless `keeping`.
  func substituting(_ bindings: [String: ValueType], keeping: Bool = false) -> ValueType {
    func sub(_ type: ValueType) -> ValueType { type.substituting(bindings, keeping: keeping) }
    switch self {
    case .parameter(let name): return bindings[name] ?? (keeping ? self : .unknown)
    case .array(let it): return .array(sub(it))
    case .slice(let it): return .slice(sub(it))
    case .set(let it): return .set(sub(it))
    case .range(let it): return .range(sub(it))
    case .closedRange(let it): return .closedRange(sub(it))
    case .optional(let it): return .optional(sub(it))
    case .dictionary(let key, let value): return .dictionary(sub(key), sub(value))
    case .tuple(let elements): return .tuple(elements.map { TupleElement($0.label, sub($0.type)) })
    case .function(let inputs, let output): return .function(inputs.map(sub), sub(output))
    default: return self
    }
  }

  /// Learns the parameters of this type from an actual one.
  func bind(_ actual: ValueType, _ bindings: inout [String: ValueType]) {
    switch (self, actual) {
    case (.parameter(let name), _):
      if let known = bindings[name], known != .unknown {
        if known.isOpen, let joined = known.joined(actual) { bindings[name] = joined }
      } else {
        bindings[name] = actual
      }
    case (.array(let a), .array(let b)), (.slice(let a), .slice(let b)), (.set(let a), .set(let b)),
      (.range(let a), .range(let b)), (.closedRange(let a), .closedRange(let b)), (.optional(let a), .optional(let b)):
      a.bind(b, &bindings)
    case (.array(let a), let b):
      // A parameter declared as an array stands for any sequence.
      if let element = b.elementType { a.bind(element, &bindings) }
    case (.optional(let a), let b): a.bind(b, &bindings)
    case (.dictionary(let k, let v), .dictionary(let k2, let v2)):
      k.bind(k2, &bindings)
      v.bind(v2, &bindings)
    case (.tuple(let a), .tuple(let b)) where a.count == b.count:
      for (x, y) in zip(a, b) { x.type.bind(y.type, &bindings) }
    case (.function(let a, let r), .function(let b, let s)) where a.count == b.count:
      for (x, y) in zip(a, b) { x.bind(y, &bindings) }
      r.bind(s, &bindings)
    default: break
    }
  }

  /// The type of the elements that a loop over the type sees.
  var elementType: ValueType? {
    switch self {
    case .array(let it), .slice(let it), .set(let it): it
    case .range(.int), .closedRange(.int): .int
    case .range(.unknown), .closedRange(.unknown): .unknown
    case .string: .character
    case .dictionary(let key, let value): .tuple([TupleElement("key", key), TupleElement("value", value)])
    case .unknown: .unknown
    default: nil
    }
  }

  /// Whether a value of this type may stand where another is expected, perhaps after a check at run time.
  func converts(to other: ValueType) -> Bool {
    if self == other { return true }
    switch (self, other) {
    case (.never, _), (.unknown, _), (_, .unknown), (_, .any), (.parameter, _), (_, .parameter): return true
    case (.optional(let a), .optional(let b)): return a.converts(to: b)
    case (_, .optional(let wrapped)): return converts(to: wrapped)
    case (.array(let a), .array(let b)), (.slice(let a), .slice(let b)), (.set(let a), .set(let b)):
      return a.converts(to: b) && a.sameShape(b)
    case (.range(let a), .range(let b)), (.closedRange(let a), .closedRange(let b)):
      return a.converts(to: b) && a.sameShape(b)
    case (.dictionary(let k, let v), .dictionary(let k2, let v2)):
      return k.converts(to: k2) && v.converts(to: v2) && v.sameShape(v2)
    case (.tuple(let a), .tuple(let b)):
      return a.count == b.count
        && zip(a, b).allSatisfy { $0.type.converts(to: $1.type) && $0.type.sameShape($1.type) }
    case (.function(let a, let r), .function(let b, let s)):
      return a.count == b.count && zip(a, b).allSatisfy { $1.converts(to: $0) } && (r.converts(to: s) || s == .void)
    case (.metatype(let a), .metatype(let b)): return a.converts(to: b)
    default: return false
    }
  }

  /// Whether values of both types look the same at run time, so that a container of one needs no rebuilding for the
  /// other.
  private func sameShape(_ other: ValueType) -> Bool {
    if case .optional = other {
      if case .optional = self { return true }
      return self == .unknown
    }
    return true
  }

  /// The narrowest type that both convert to; nil when there is none.
  func joined(_ other: ValueType) -> ValueType? {
    if self == other { return self }
    switch (self, other) {
    case (.never, let it), (let it, .never): return it
    case (.unknown, let it), (let it, .unknown): return it.isOpen ? it : .unknown
    case (.optional(let a), .optional(let b)): return a.joined(b).map { .optional($0) }
    case (.optional(let a), let b), (let b, .optional(let a)): return a.joined(b).map { .optional($0) }
    case (.array(let a), .array(let b)):
      if a == .unknown { return other }
      if b == .unknown { return self }
      return a.joined(b).map { .array($0) }
    case (.dictionary(let k, let v), .dictionary(let k2, let v2)):
      if k == .unknown { return other }
      if k2 == .unknown { return self }
      guard let key = k.joined(k2), let value = v.joined(v2) else { return nil }
      return .dictionary(key, value)
    case (.tuple(let a), .tuple(let b)) where a.count == b.count:
      var elements: [TupleElement] = []
      for (x, y) in zip(a, b) {
        guard let type = x.type.joined(y.type) else { return nil }
        elements.append(TupleElement(x.label == y.label ? x.label : nil, type))
      }
      return .tuple(elements)
    case (.function(let a, _), .function(let b, _)) where a.count == b.count: return self
    case (.any, _), (_, .any): return .any
    default: return nil
    }
  }
}
