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
}
