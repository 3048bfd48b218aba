import JupyterProtocol

/// A value of a parameter: a literal of the simplest type that its text fits.
indirect enum ParameterValue: Sendable, Hashable {
  case int(Int)
  case double(Double)
  case bool(Bool)
  case string(String)
  case null
  case array([ParameterValue])
  /// The members in the order of their names.
  case dictionary([Member])

  /// A value under its name.
  struct Member: Sendable, Hashable {
    let name: String
    let value: ParameterValue
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

  /// Takes a value of a file.
  init(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    case .string(let text): self = .string(text)
    case .array(let elements): self = .array(elements.map { ParameterValue($0) })
    case .object(let members):
      self = .dictionary(
        members.sorted { $0.key < $1.key }.map { Member(name: $0.key, value: ParameterValue($0.value)) })
    }
  }

  /// Takes a value as it was given, without a type to fit.
  init(_ given: Parameter.Given) {
    switch given {
    case .text(let text): self.init(text)
    case .json(let json): self.init(json)
    }
  }

  /// Takes a value as it was given for a type; nil where it is none of it. A whole number is a `Double` too, and any
  /// text of the command line a `String`; lists stand there as in JSON.
  init?(_ given: Parameter.Given, as kind: ParameterKind) {
    switch (given, kind) {
    case (.json(let json), _):
      guard let value = ParameterValue(json).converted(to: kind) else { return nil }
      self = value
    case (.text("nil"), .optional):
      self = .null
    case (.text, .optional(let wrapped?)):
      self.init(given, as: wrapped)
    case (.text(let text), .string):
      if case .string(let inner) = ParameterValue(text) { self = .string(inner) } else { self = .string(text) }
    case (.text(let text), .array), (.text(let text), .dictionary):
      guard let json = try? JSONValue(parsing: text), let value = ParameterValue(json).converted(to: kind) else {
        return nil
      }
      self = value
    case (.text(let text), _):
      guard let value = ParameterValue(text).converted(to: kind) else { return nil }
      self = value
    }
  }

  private func converted(to kind: ParameterKind?) -> ParameterValue? {
    switch (self, kind) {
    case (_, nil), (.int, .int), (.double, .double), (.bool, .bool), (.string, .string), (.null, .optional):
      return self
    case (.int(let value), .double):
      return Double(exactly: value).map { .double($0) }
    case (_, .optional(let wrapped)):
      return converted(to: wrapped)
    case (.array(let elements), .array(let kind)):
      let converted = elements.compactMap { $0.converted(to: kind) }
      return converted.count == elements.count ? .array(converted) : nil
    case (.dictionary(let members), .dictionary(let kind)):
      let converted = members.compactMap { member in
        member.value.converted(to: kind).map { Member(name: member.name, value: $0) }
      }
      return converted.count == members.count ? .dictionary(converted) : nil
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
    case .null: "nil"
    case .array(let elements): "[" + elements.map(\.literal).joined(separator: ", ") + "]"
    case .dictionary(let members) where members.isEmpty: "[:]"
    case .dictionary(let members):
      "[" + members.map { "\(Self.quoted($0.name)): \($0.value.literal)" }.joined(separator: ", ") + "]"
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
