/// A `.member` inside a pattern: the value that is matched, and the way from its type to that of the member.
struct PatternPlace {
  /// One step into a type.
  enum Step {
    /// An element of what is looped over.
    case element
    /// A part of a tuple.
    case part(Int)
    /// A value that a case of an enumeration holds.
    case payload(String, Int)
    /// What an optional holds.
    case wrapped
  }

  var subject: SourceRange
  var steps: [Step]

  /// The type of the member, unknown where the pattern does not fit its value.
  func type(from type: ValueType, _ nominals: [Int: NominalType]) -> ValueType {
    steps.reduce(type) { type, step in
      switch (step, type) {
      case (.element, _): return type.elementType ?? .unknown
      case (.wrapped, _), (.payload("some", 0), .optional): return type.unwrapped
      case (.part(let index), .tuple(let elements)) where elements.indices.contains(index): return elements[index].type
      // A value in parentheses, or a tuple that is not finished.
      case (.part(0), _): return type
      case (.payload(let name, let index), .nominal(_, let identity)):
        let payload = nominals[identity]?.cases.first { $0.name == name }?.payload ?? []
        return payload.indices.contains(index) ? payload[index].type : .unknown
      default: return .unknown
      }
    }
  }
}
