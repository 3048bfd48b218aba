/// What a command, a method, a static member and a subscript share: parameters, a result, documentation and a body.
public struct Callable: Sendable {
  /// Whether leaving a result unused deserves a warning.
  public enum Purity: Hashable, Sendable {
    /// Nothing but the result matters: a result that nothing uses draws a warning, with this hint.
    case pure(hint: String? = nil)
    /// The call does something besides its result.
    case effectful
  }

  /// The name in cells.
  public let name: String
  /// One sentence: what it does.
  public let summary: String
  /// The parameters in order.
  public let parameters: [ParameterDescription]
  /// The type of the result.
  public let result: ValueType
  /// Whether an unused result draws a warning.
  public let purity: Purity
  /// What it computes, in plain characters.
  public let formula: String?
  /// A call that runs.
  public let example: String?
  /// The paper it comes from, with DOI or arXiv id.
  public let paper: String?
  /// Runs with one value a parameter, defaults filled in; a method's receiver comes first.
  package let body: @Sendable (CallContext, [Value]) throws -> Value

  /// `train(_ net: Network, on: Dataset, epochs: Int = 10) -> TrainingRun`
  public var signature: String {
    "\(name)(" + parameters.map(\.signature).joined(separator: ", ") + ")" + (result == .void ? "" : " -> \(result)")
  }

  /// The labels alone: `train(_:on:epochs:)`.
  public var labelText: String {
    "\(name)(" + parameters.map { ($0.label ?? "_") + ":" }.joined() + ")"
  }
}

/// Converts the arguments of one call in order.
struct ArgumentReader {
  var values: [Value]
  var names: [String]
  var place = 0

  mutating func next<Input: ValueConvertible>(_ type: Input.Type) throws -> Input {
    let index = place
    place += 1
    guard index < values.count, let converted = Input.from(values[index]) else {
      let found = index < values.count ? values[index].typeText : "nothing"
      throw InvalidArgument(
        parameter: index < names.count ? names[index] : "self", expected: "\(Input.valueType)", found: found, mend: nil)
    }
    return converted
  }
}
