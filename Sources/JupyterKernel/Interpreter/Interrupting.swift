/// The flag that stops a running cell.
///
/// The kernel calls these members on its front thread while the evaluator may be computing, so each must be one atomic
/// access.
public protocol Interrupting: Sendable {
  /// Asks the running cell to stop.
  func interrupt()

  /// Whether an interrupt waits to be noticed.
  var isInterrupted: Bool { get }

  /// Forgets earlier interrupts. Called when a cell is handed to the evaluator, never after: an interrupt meant for it
  /// is not lost.
  func reset()
}
