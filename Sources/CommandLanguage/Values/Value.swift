/// A value of the command language. Values have value semantics: a copy is independent of the original.
public enum Value: Sendable {
  // The large payloads are indirect, so that numbers in arrays and registers stay small.

  /// `()`.
  case void
  case bool(Bool)
  case int(Int)
  case double(Double)
  case float(Float)
  /// A `String`, or a `Character`, which only the checker tells apart.
  case string(String)
  case array([Value])
  /// A part of an array, with the indices that its elements had there.
  indirect case slice(ArraySlice<Value>)
  case set(DictionaryValue)
  case dictionary(DictionaryValue)
  case tuple(TupleValue)
  indirect case range(RangeValue)
  /// `nil`.
  case none
  /// An optional that holds a value.
  indirect case some(Value)
  case function(FunctionValue)
  /// A value of a type that the command table declares.
  indirect case foreign(any ForeignValue)
  /// A value of a structure or enumeration that a cell declares.
  case instance(Instance)
  /// A type as a value, such as `Double` in `Double.self`.
  case type(ValueType)
}

extension Value {
  /// The elements of an array, or of a slice of one; nil for any other value.
  public var arrayElements: [Value]? {
    switch self {
    case .array(let elements): elements
    case .slice(let elements): Array(elements)
    default: nil
    }
  }
}

/// A tuple: its values and their labels.
public struct TupleValue: Sendable {
  /// The values, in order.
  public var values: [Value]
  /// The labels, as many as values.
  public var labels: [String?]

  /// A tuple of values; without labels unless they are given.
  public init(_ values: [Value], labels: [String?]? = nil) {
    self.values = values
    self.labels = labels ?? Array(repeating: nil, count: values.count)
  }
}

/// A range or closed range of integers, floating-point numbers, texts or places in a text.
public enum RangeValue: Hashable, Sendable {
  case ints(Range<Int>)
  case closedInts(ClosedRange<Int>)
  case doubles(Range<Double>)
  case closedDoubles(ClosedRange<Double>)
  case strings(Range<String>)
  case closedStrings(ClosedRange<String>)
  case indices(Range<TextIndex>)
  case closedIndices(ClosedRange<TextIndex>)
}
