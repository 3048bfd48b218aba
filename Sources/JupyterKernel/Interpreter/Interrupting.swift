/// The flag that stops a running cell.
///
/// The kernel calls both methods on its front thread while the evaluator may be computing, so each must be one atomic
/// store.
public protocol Interrupting: Sendable {
  /// Asks the running cell to stop.
  func interrupt()

  /// Forgets earlier interrupts. Called when a cell is handed to the evaluator, never after: an interrupt meant for it
  /// is not lost.
  func reset()
}
