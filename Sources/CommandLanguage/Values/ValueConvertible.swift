/// A Swift type that passes between the command language and the body of a command.
public protocol ValueConvertible: Sendable {
  /// The type as cells see it.
  static var valueType: ValueType { get }

  /// The Swift value, or nil when the value is of another type. Conversions are strict: an `Int` is no `Double`.
  static func from(_ value: Value) -> Self?

  /// The value as cells see it.
  var value: Value { get }
}

extension Value: ValueConvertible {
  /// A parameter of type `Value` takes any value.
  public static var valueType: ValueType { .unknown }
  public static func from(_ value: Value) -> Value? { value }
  public var value: Value { self }
}

extension Bool: ValueConvertible {
  public static var valueType: ValueType { .bool }
  public static func from(_ value: Value) -> Bool? { if case .bool(let it) = value { it } else { nil } }
  public var value: Value { .bool(self) }
}

extension Int: ValueConvertible {
  public static var valueType: ValueType { .int }
  public static func from(_ value: Value) -> Int? { if case .int(let it) = value { it } else { nil } }
  public var value: Value { .int(self) }
}

extension Double: ValueConvertible {
  public static var valueType: ValueType { .double }
  public static func from(_ value: Value) -> Double? { if case .double(let it) = value { it } else { nil } }
  public var value: Value { .double(self) }
}

extension Float: ValueConvertible {
  public static var valueType: ValueType { .float }
  public static func from(_ value: Value) -> Float? { if case .float(let it) = value { it } else { nil } }
  public var value: Value { .float(self) }
}

extension String: ValueConvertible {
  public static var valueType: ValueType { .string }
  public static func from(_ value: Value) -> String? { if case .string(let it) = value { it } else { nil } }
  public var value: Value { .string(self) }
}

extension Array: ValueConvertible where Element: ValueConvertible {
  public static var valueType: ValueType { .array(Element.valueType) }
  public static func from(_ value: Value) -> [Element]? {
    guard case .array(let elements) = value else { return nil }
    var result: [Element] = []
    result.reserveCapacity(elements.count)
    for element in elements {
      guard let converted = Element.from(element) else { return nil }
      result.append(converted)
    }
    return result
  }
  public var value: Value { .array(map(\.value)) }
}

extension Optional: ValueConvertible where Wrapped: ValueConvertible {
  public static var valueType: ValueType { .optional(Wrapped.valueType) }
  public static func from(_ value: Value) -> Wrapped?? {
    switch value {
    case .none: .some(nil)
    case .some(let wrapped): Wrapped.from(wrapped).map { .some($0) }
    default: Wrapped.from(value).map { .some($0) }
    }
  }
  public var value: Value { map { .some($0.value) } ?? .none }
}

extension Range: ValueConvertible where Bound == Int {
  public static var valueType: ValueType { .range(.int) }
  public static func from(_ value: Value) -> Range<Int>? {
    if case .range(.ints(let range)) = value { range } else { nil }
  }
  public var value: Value { .range(.ints(self)) }
}

extension ClosedRange: ValueConvertible where Bound: ValueConvertible {
  public static var valueType: ValueType { .closedRange(Bound.valueType) }
  public static func from(_ value: Value) -> ClosedRange<Bound>? {
    switch value {
    case .range(.closedInts(let range)): range as? ClosedRange<Bound>
    case .range(.closedDoubles(let range)): range as? ClosedRange<Bound>
    default: nil
    }
  }
  public var value: Value {
    if let ints = self as? ClosedRange<Int> { return .range(.closedInts(ints)) }
    if let doubles = self as? ClosedRange<Double> { return .range(.closedDoubles(doubles)) }
    return .tuple(TupleValue([lowerBound.value, upperBound.value]))
  }
}

extension Dictionary: ValueConvertible where Key == String, Value: ValueConvertible {
  public static var valueType: ValueType { .dictionary(.string, Value.valueType) }
  public static func from(_ value: CommandLanguage.Value) -> [String: Value]? {
    guard case .dictionary(let entries) = value else { return nil }
    var result: [String: Value] = [:]
    for (key, value) in entries {
      guard let key = String.from(key), let value = Value.from(value) else { return nil }
      result[key] = value
    }
    return result
  }
  /// Keys in ascending order, since a Swift dictionary has none of its own.
  public var value: CommandLanguage.Value {
    .dictionary(DictionaryValue(sorted { $0.key < $1.key }.map { (.string($0.key), $0.value.value) }))
  }
}
