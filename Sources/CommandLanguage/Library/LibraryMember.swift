/// One function, method or property of the standard library as the command language has it: its signature as text,
/// parsed
/// once, and its body.
struct LibraryMember: Sendable {
  /// What a member belongs to.
  enum Head: String, Hashable, Sendable {
    case free, any, sequence, collection, list, array, slice, set, dictionary, string, character, scalar
    case range, openRange, textRange, int, double, float, bool, optional
    case staticInt, staticDouble, staticFloat, staticBool, staticRounding, staticSign, staticCharacterSet
    case makeInt, makeDouble, makeFloat, makeString, makeBool, makeArray, makeSlice, makeSet, makeDictionary
    case makeCharacter, makeScalar, makeOptional
  }

  let name: String
  let head: Head
  let parameters: [ParameterDescription]
  /// Whether the last parameter takes any number of arguments.
  let isVariadic: Bool
  let result: ValueType
  let isProperty: Bool
  let summary: String
  let body: @Sendable (CallContext, [Value]) throws -> Value
  /// For mutating methods: changes the receiver in place.
  let change: (@Sendable (CallContext, inout Value, [Value]) throws -> Value)?

  /// `sorted(by: (E, E) -> Bool) -> [E]`
  var signature: String {
    if isProperty { return "\(name): \(result)" }
    let list = parameters.map(\.signature).joined(separator: ", ") + (isVariadic ? "..." : "")
    return "\(name)(\(list))" + (result == .void ? "" : " -> \(result)")
  }
}

/// Reads signatures such as `reduce(_ initial: T, _ combine: (T, E) -> T) -> T`.
struct SignatureReader {
  private var text: Substring

  init(_ text: String) { self.text = Substring(text) }

  /// The name, parameters, whether variadic, the result, and whether it is a property.
  static func read(
    _ text: String
  ) -> (name: String, parameters: [ParameterDescription], isVariadic: Bool, result: ValueType, isProperty: Bool) {
    var reader = SignatureReader(text)
    let name = reader.identifier()
    if reader.skip(":") { return (name, [], false, reader.type(), true) }
    var parameters: [ParameterDescription] = []
    var isVariadic = false
    _ = reader.skip("(")
    while !reader.skip(")"), !reader.text.isEmpty {
      let first = reader.identifier()
      let second = reader.identifier()
      _ = reader.skip(":")
      let type = reader.type()
      if reader.skip("...") { isVariadic = true }
      let standard = reader.skip("=") ? reader.literal() : nil
      parameters.append(
        ParameterDescription(
          label: first == "_" ? nil : first, name: second.isEmpty ? first : second, type: type, defaultValue: standard,
          summary: "", unit: nil))
      _ = reader.skip(",")
    }
    let result = reader.skip("->") ? reader.type() : .void
    return (name, parameters, isVariadic, result, false)
  }

  private mutating func skip(_ token: String) -> Bool {
    text = text.drop { $0 == " " }
    guard text.hasPrefix(token) else { return false }
    text = text.dropFirst(token.count)
    return true
  }

  private mutating func identifier() -> String {
    text = text.drop { $0 == " " }
    let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    text = text.dropFirst(name.count)
    return String(name)
  }

  private mutating func literal() -> Value {
    if skip("\"") {
      let content = text.prefix { $0 != "\"" }
      text = text.dropFirst(content.count + 1)
      return .string(String(content))
    }
    if skip("nil") { return .none }
    if skip("true") { return .bool(true) }
    if skip("false") { return .bool(false) }
    let digits = text.drop { $0 == " " }.prefix { $0.isNumber || $0 == "-" || $0 == "." }
    text = text.drop { $0 == " " }.dropFirst(digits.count)
    return Int(digits).map { .int($0) } ?? .double(Double(digits) ?? 0)
  }

  mutating func type() -> ValueType {
    var type = primary()
    while skip("?") { type = .optional(type) }
    return type
  }

  private mutating func primary() -> ValueType {
    if skip("[") {
      let first = type()
      guard skip(":") else {
        _ = skip("]")
        return .array(first)
      }
      let second = type()
      _ = skip("]")
      return .dictionary(first, second)
    }
    if skip("(") {
      var elements: [ValueType.TupleElement] = []
      while !skip(")"), !text.isEmpty {
        var copy = self
        let label = copy.identifier()
        if !label.isEmpty, copy.skip(":") {
          self = copy
          elements.append(ValueType.TupleElement(label, type()))
        } else {
          elements.append(ValueType.TupleElement(nil, type()))
        }
        _ = skip(",")
      }
      if skip("->") { return .function(elements.map(\.type), type()) }
      return elements.count == 1 ? elements[0].type : elements.isEmpty ? .void : .tuple(elements)
    }
    var name = identifier()
    while text.hasPrefix("."), !text.hasPrefix(".."), skip(".") { name += "." + identifier() }
    if skip("<") {
      let argument = type()
      _ = skip(">")
      switch name {
      case "Range": return .range(argument)
      case "ClosedRange": return .closedRange(argument)
      case "ArraySlice": return .slice(argument)
      default: return .set(argument)
      }
    }
    return ValueType.named(name) ?? .parameter(name)
  }
}

extension ValueType {
  /// The type that a plain name stands for in Swift itself.
  static func named(_ name: String) -> ValueType? {
    switch name {
    case "Int": .int
    case "Double": .double
    case "Float": .float
    case "Bool": .bool
    case "String", "Substring": .string
    case "Character": .character
    case "Void": .void
    case "Never": .never
    case "Any": .any
    case TextIndex.typeName: .textIndex
    case TextScalar.typeName, "UnicodeScalar": .foreign(TextScalar.typeName)
    case RoundingRule.typeName, Sign.typeName, CharacterSet.typeName: .foreign(name)
    default: nil
    }
  }
}
