/// A function as a value: a closure or function of a cell, or one of the library.
public final class FunctionValue: ValueConvertible, @unchecked Sendable {
  // Unchecked: captured variables are boxes that only the evaluator of the session touches, one statement at a time.

  /// What a call runs.
  package enum Body {
    /// Compiled code with the boxes and values that it captured.
    case compiled(Routine, captures: [Capture])
    /// A function of the host.
    case native((CallContext, [Value]) throws -> Value)
  }

  /// The name for descriptions of calls.
  package let name: String
  /// The type, parameters unknown where nothing said them.
  package let type: ValueType
  /// The declaration in one line, labels included; nil for a closure.
  package let signature: String?
  package let body: Body

  package init(name: String, type: ValueType, signature: String? = nil, body: Body) {
    self.name = name
    self.type = type
    self.signature = signature
    self.body = body
  }

  /// Any function; a command that wants a certain signature says so with a parameter's `signature`.
  public static var valueType: ValueType { .unknown }

  public static func from(_ value: Value) -> Self? {
    guard case .function(let function) = value else { return nil }
    return function as? Self
  }

  public var value: Value { .function(self) }
}
