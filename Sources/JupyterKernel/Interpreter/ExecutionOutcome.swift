/// How a cell ended.
public enum ExecutionOutcome: Sendable {
  /// It ran to its end.
  case completed
  /// It stopped at an error, an interrupt included.
  case failed(ExecutionError)
}

/// An error as front ends show it.
public struct ExecutionError: Error, Sendable, Hashable {
  /// The kind of error (`ename`).
  public var name: String
  /// What happened, in a line (`evalue`).
  public var message: String
  /// The rendered lines, ANSI colours allowed.
  public var traceback: [String]

  /// An error of a kind, with its message and its rendering.
  public init(name: String, message: String, traceback: [String]) {
    self.name = name
    self.message = message
    self.traceback = traceback
  }
}
