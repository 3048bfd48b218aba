/// The session at one moment, for questions that must not wait for a running cell.
///
/// It holds names, types and short previews, never large storage, and answers on the kernel's query thread. Cursor
/// positions count Unicode code points, and the kernel passes none outside the text.
public protocol SessionSnapshot: Sendable {
  /// What can be written at a position.
  func complete(_ code: String, at codePoint: Int) -> Completion

  /// What is known about the thing at a position; nil where nothing is. Detail 0 is a summary, 1 the whole text.
  func inspect(_ code: String, at codePoint: Int, detail: Int) -> Inspection?

  /// The session's variables by name.
  var variables: [Variable] { get }

  /// Whether a text can be run as it stands.
  func completeness(of code: String) -> Completeness
}
