/// A parameter that the notebook or script does not take.
enum ParameterError: Error, CustomStringConvertible {
  /// The cell tagged `parameters` declares no such name.
  case unknown(name: String, declared: [String])
  /// The value is of another type than the declared default.
  case type(name: String, expected: ParameterKind, found: String)

  var description: String {
    switch self {
    case .unknown(let name, let declared) where declared.isEmpty:
      "parameter '\(name)': the cell tagged 'parameters' declares nothing; declare 'let \(name) = …' there"
    case .unknown(let name, let declared):
      "parameter '\(name)': expected a name that the cell tagged 'parameters' declares: "
        + declared.joined(separator: ", ")
    case .type(let name, let expected, let found):
      "parameter '\(name)': expected a value of type \(expected), as its declaration says; found '\(found)'"
    }
  }
}
