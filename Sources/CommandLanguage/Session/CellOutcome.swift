/// What running a cell came to.
public struct CellOutcome: Sendable {
  /// How a cell ended.
  public enum Status: Hashable, Sendable {
    case completed, failed, interrupted
  }

  /// How it ended.
  public var status: Status
  /// The value of the last expression; nil when there is none or it is `()`.
  public var value: Value?
  /// Warnings, and the errors that made it fail.
  public var diagnostics: [Diagnostic]

  /// The errors among the diagnostics.
  public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
}

/// An error that brings its own wording, for commands that a package declares.
///
/// Any other error that a command throws is shown by its `description`, under the name `command-failed`.
public protocol WordedError: Error {
  /// The words in which the cell shows it.
  var errorText: ErrorText { get }
}

/// How an error that a command threw is worded.
public struct ErrorText: Hashable, Sendable {
  /// A stable name in kebab case.
  public var id: String
  /// What is wrong: lower case, no full stop, with what was expected and what was found.
  public var message: String
  /// What to do about it.
  public var mend: String?

  /// A wording.
  public init(id: String, message: String, mend: String? = nil) {
    self.id = id
    self.message = message
    self.mend = mend
  }
}
