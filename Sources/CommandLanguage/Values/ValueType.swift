/// The type of a value, as the checker knows it and as diagnostics print it.
public indirect enum ValueType: Hashable, Sendable {
  /// What the checker cannot tell: the check happens when the value is there.
  case unknown
  /// `Any`: every value converts to it.
  case any
  /// `Void`, the type of `()`.
  case void
  /// `Never`, the type of a call that does not return.
  case never
  case bool, int, double, float, string, character
  /// `[Element]`.
  case array(ValueType)
  /// `ArraySlice<Element>`: its indices are those of the array that it was cut from.
  case slice(ValueType)
  /// `Set<Element>`.
  case set(ValueType)
  /// `[Key: Value]`.
  case dictionary(ValueType, ValueType)
  /// A tuple with its labels.
  case tuple([TupleElement])
  /// `Range<Bound>`.
  case range(ValueType)
  /// `ClosedRange<Bound>`.
  case closedRange(ValueType)
  /// `Wrapped?`.
  case optional(ValueType)
  /// A function, its parameter types and its result.
  case function([ValueType], ValueType)
  /// A type that the command table declares, by name.
  case foreign(String)
  /// A structure or enumeration that a cell declares: its name and the number of its declaration.
  case nominal(String, Int)
  /// The type of a type: `Double` in `Double.pi`.
  case metatype(ValueType)
  /// A type parameter of a library signature, such as `T` in `map`.
  case parameter(String)

  /// One element of a tuple type.
  public struct TupleElement: Hashable, Sendable {
    /// The label, if the element has one.
    public var label: String?
    /// The type of the element.
    public var type: ValueType

    /// An element with or without a label.
    public init(_ label: String?, _ type: ValueType) {
      self.label = label
      self.type = type
    }
  }
}

extension ValueType: CustomStringConvertible {
  /// The type as Swift spells it; an unknown one is `_`.
  public var description: String {
    switch self {
    case .unknown: "_"
    case .any: "Any"
    case .void: "Void"
    case .never: "Never"
    case .bool: "Bool"
    case .int: "Int"
    case .double: "Double"
    case .float: "Float"
    case .string: "String"
    case .character: "Character"
    case .array(let element): "[\(element)]"
    case .slice(let element): "ArraySlice<\(element)>"
    case .set(let element): "Set<\(element)>"
    case .dictionary(let key, let value): "[\(key): \(value)]"
    case .tuple(let elements):
      "(" + elements.map { ($0.label.map { "\($0): " } ?? "") + $0.type.description }.joined(separator: ", ") + ")"
    case .range(let bound): "Range<\(bound)>"
    case .closedRange(let bound): "ClosedRange<\(bound)>"
    case .optional(.function(let inputs, let output)): "(\(ValueType.function(inputs, output)))?"
    case .optional(let wrapped): "\(wrapped)?"
    case .function(let inputs, let output):
      "(" + inputs.map(\.description).joined(separator: ", ") + ") -> \(output)"
    case .foreign(let name), .nominal(let name, _), .parameter(let name): name
    case .metatype(let type): "\(type).Type"
    }
  }
}

extension ValueType {
  /// `String.Index`, a place in a text.
  static let textIndex = ValueType.foreign(TextIndex.typeName)

  /// The type without the short forms, as Swift prints `type(of:)`: `Array<Int>`.
  public var formalName: String {
    switch self {
    case .array(let element): "Array<\(element.formalName)>"
    case .dictionary(let key, let value): "Dictionary<\(key.formalName), \(value.formalName)>"
    case .optional(let wrapped): "Optional<\(wrapped.formalName)>"
    case .void: "()"
    default: description
    }
  }

  /// The formal name with the modules of Swift's own types, as Swift prints types in collections: `Swift.Array<Swift.Int>`.
  var qualifiedName: String {
    switch self {
    case .array(let element): "Swift.Array<\(element.qualifiedName)>"
    case .dictionary(let key, let value): "Swift.Dictionary<\(key.qualifiedName), \(value.qualifiedName)>"
    case .optional(let wrapped): "Swift.Optional<\(wrapped.qualifiedName)>"
    case .set(let element): "Swift.Set<\(element.qualifiedName)>"
    case .bool, .int, .double, .float, .string, .character: "Swift.\(self)"
    default: formalName
    }
  }
}
