/// Whether a text can be run as it stands, which decides what Return does in a console.
public enum Completeness: Sendable, Hashable {
  /// It can be run.
  case complete
  /// More must follow; the next line starts with `indent`.
  case incomplete(indent: String)
  /// It can be completed by nothing.
  case invalid
  /// The language cannot tell.
  case unknown
}
