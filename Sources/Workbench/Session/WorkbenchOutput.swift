public import Figures

/// Where a running cell's output goes: a notebook, a terminal, a test. Called from any thread, in order.
public protocol WorkbenchOutput: AnyObject, Sendable {
  /// Text that the cell printed.
  func write(_ text: String)

  /// A warning, already rendered.
  func warn(_ text: String)

  /// Shows a bundle; with an id it can be replaced by ``update(_:id:)``.
  func show(_ bundle: DisplayBundle, id: String?)

  /// Replaces what was shown under an id.
  func update(_ bundle: DisplayBundle, id: String)

  /// Removes what was shown so far; with `wait` only when the next output comes.
  func clear(wait: Bool)

  /// Shows a bundle outside the document.
  func page(_ bundle: DisplayBundle)

  /// Puts a text into the next cell, or into this one.
  func setNextInput(_ text: String, replaces: Bool)

  /// Asks the reader for a line; nil at the end of input.
  ///
  /// - Throws: ``NoReader`` where nobody can be asked, `Interrupted` when the wait was.
  func readLine(prompt: String, isPassword: Bool) throws -> String?

  /// Shows a control, which the front end may move from now on.
  func show(_ control: Control)

  /// Shows a control's new value.
  func update(_ control: Control)
}

/// A cell asked the reader where nobody can answer, as in a notebook that runs by itself.
public struct NoReader: Error, Hashable, Sendable, CustomStringConvertible {
  /// The error, which has no details.
  public init() {}

  /// What happened, and what to do instead.
  public var description: String {
    "nobody can be asked here; pass the value as a parameter, as in 'run FILE -p name=value'"
  }
}
