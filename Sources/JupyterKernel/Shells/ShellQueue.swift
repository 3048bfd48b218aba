/// One shell as the front thread sees it: the cells that wait, the one that runs, and what belongs to their order.
///
/// The main shell has no id; a subshell (JEP 91) has its own order, count and history, and shares the namespace.
final class ShellQueue {
  /// The subshell's name; nil for the main shell.
  let id: String?
  /// Stops the running cell and tells where it is.
  let shell: Shell
  let evaluator: Evaluator
  let desk: InputDesk
  /// The cells that wait, in order.
  var waiting: [Execution] = []
  /// The cell that the evaluator has, and when it got it.
  var running: (execution: Execution, started: String)?
  /// The number of cells that were counted.
  var executionCount = 0
  /// The id of the last question to a user.
  var questionID: String?
  /// A question that found no front end on stdin yet, as it will be sent.
  var waitingQuestion: [[UInt8]]?
  /// The subshell ends with its running cell; nobody can name it any more.
  var isDeleted = false

  /// A shell with an evaluator of its own.
  ///
  /// - Throws: ``KernelError`` when the evaluator's thread cannot be started.
  init(
    id: String?, shell: Shell, outbox: Outbox, board: SnapshotBoard, comms: CommRegistry, spill: SpillFolder
  ) throws(KernelError) {
    self.id = id
    self.shell = shell
    desk = InputDesk()
    evaluator = try Evaluator(
      shellID: id, shell: shell, outbox: outbox, desk: desk, board: board, comms: comms, spill: spill)
  }

  /// Stops the running cell, wherever it is: computing, or waiting for its user.
  func interrupt() {
    guard running != nil else { return }
    shell.interrupt.interrupt()
    desk.interrupt()
  }
}
