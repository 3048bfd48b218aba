import JupyterProtocol

/// The type of a parameter as its declaration shows it; nil inside where it does not say.
indirect enum ParameterKind: Sendable, Hashable {
  case int
  case double
  case bool
  case string
  case array(ParameterKind?)
  /// A dictionary with names as keys.
  case dictionary(ParameterKind?)
  case optional(ParameterKind?)

  /// Reads a type as Swift spells it; nil for one that no parameter can have.
  init?(type text: Substring) {
    let text = text.filter { !$0.isWhitespace }
    switch text {
    case "Int": self = .int
    case "Double", "Float": self = .double
    case "Bool": self = .bool
    case "String": self = .string
    case _ where text.hasSuffix("?"): self = .optional(ParameterKind(type: text.dropLast()[...]))
    case _ where text.hasPrefix("[String:") && text.hasSuffix("]"):
      self = .dictionary(ParameterKind(type: text.dropFirst(8).dropLast()))
    case _ where text.hasPrefix("[") && text.hasSuffix("]") && !text.contains(":"):
      self = .array(ParameterKind(type: text.dropFirst().dropLast()))
    default: return nil
    }
  }

  /// The type of a literal; nil for an expression, which says nothing about its type before it runs.
  init?(literal text: Substring) {
    let text = String(text.filter { $0 != "_" && !$0.isWhitespace })
    if text.hasPrefix("\"") {
      guard text.wholeMatch(of: #/"+/#) != nil else { return nil }
      self = .string
    } else if text.hasPrefix("["), let json = try? JSONValue(parsing: text) {
      self.init(ParameterValue(json))
    } else {
      let value = ParameterValue(text)
      if case .string = value { return nil }
      self.init(value)
    }
  }

  private init?(_ value: ParameterValue) {
    switch value {
    case .int: self = .int
    case .double: self = .double
    case .bool: self = .bool
    case .string: self = .string
    case .null: self = .optional(nil)
    case .array(let elements):
      let kinds = elements.map { ParameterKind($0) }
      // One fraction makes all elements of a list fractions.
      let kind = kinds.contains(.double) ? .double : kinds.first ?? nil
      self = .array(kind)
    case .dictionary: return nil
    }
  }
}

extension ParameterKind: CustomStringConvertible {
  /// The type as Swift spells it.
  var description: String {
    switch self {
    case .int: "Int"
    case .double: "Double"
    case .bool: "Bool"
    case .string: "String"
    case .array(let kind): "[\(Self.text(kind))]"
    case .dictionary(let kind): "[String: \(Self.text(kind))]"
    case .optional(let kind): "\(Self.text(kind))?"
    }
  }

  private static func text(_ kind: ParameterKind?) -> String { kind?.description ?? "…" }
}
