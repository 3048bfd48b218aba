/// A value as the command line gives it: a literal of the simplest type that its text fits.
enum ParameterValue: Sendable, Hashable {
  case int(Int)
  case double(Double)
  case bool(Bool)
  case string(String)

  /// The types, as declarations and messages name them.
  enum Kind: String, Sendable {
    case int = "Int"
    case double = "Double"
    case bool = "Bool"
    case string = "String"
  }

  /// Reads a text: `5`, `1e-3`, `true`; anything else, and anything in double quotes, is a string.
  init(_ text: String) {
    if let value = Int(text) {
      self = .int(value)
    } else if text.wholeMatch(of: #/[-+]?[0-9]*\.?[0-9]*([eE][-+]?[0-9]+)?/#) != nil, let value = Double(text),
      value.isFinite
    {
      self = .double(value)
    } else if let value = Bool(text) {
      self = .bool(value)
    } else if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
      self = .string(String(text.dropFirst().dropLast()))
    } else {
      self = .string(text)
    }
  }

  /// The value's own type.
  var kind: Kind {
    switch self {
    case .int: .int
    case .double: .double
    case .bool: .bool
    case .string: .string
    }
  }

  /// Reads a text as a value of one type; nil where it is none. A whole number is a `Double` too, any text a `String`.
  init?(_ text: String, as kind: Kind) {
    switch (ParameterValue(text), kind) {
    case (.int(let value), .double):
      guard let value = Double(exactly: value) else { return nil }
      self = .double(value)
    case (.string(let text), .string):
      self = .string(text)
    case (_, .string):
      self = .string(text)
    case (let value, let kind) where value.kind == kind:
      self = value
    default:
      return nil
    }
  }

  /// The literal in a cell.
  var literal: String {
    switch self {
    case .int(let value): String(value)
    case .double(let value): value.description
    case .bool(let value): String(value)
    case .string(let text): Self.quoted(text)
    }
  }

  private static func quoted(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: literal += "\\u{\(String(scalar.value, radix: 16))}"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}
