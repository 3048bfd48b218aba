/// What a code cell has shown, as notebook documents keep it.
public enum NotebookOutput: Sendable, Hashable {
  /// Text on a stream, `stdout` or `stderr`.
  case stream(name: String, text: String)
  /// A value that was shown.
  case display(MimeBundle)
  /// The value of the cell.
  case result(MimeBundle, executionCount: Int?)
  /// The error that ended the cell.
  case error(name: String, message: String, traceback: [String])
}
