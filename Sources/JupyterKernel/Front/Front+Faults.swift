import Glibc
import JupyterProtocol

extension Front {
  /// How long the last messages get to leave, in microseconds.
  private static let lastWords: UInt32 = 20_000

  /// Says which cells die, where, and of what; then lets the process die.
  func reportFault(_ faults: FaultReport) {
    guard let fault = faults.take() else { return }
    // The thread that is to die may hold the queue.
    _ = backlog.add(outbox.takeIfPossible().posts)
    for case .publish(let content, let parent) in backlog.takeAll() { publish(content, parent: parent) }
    for shell in shells {
      guard let execution = shell.running?.execution else { continue }
      let place = shell.shell.position().map { position in
        (position.line.map { ", line \($0)" } ?? "") + ", in \(position.operation)"
      }
      let message = "\(fault.text) in cell \(execution.number)\(place ?? "")"
      let error = ErrorContent(
        name: "fatal-signal", message: message,
        traceback: [
          "error[fatal-signal]: \(message)",
          "The kernel has ended and its variables are lost. This is a fault of the kernel, not of your cell.",
        ])
      publish(ErrorMessage(error), parent: execution.parent)
      reply(ExecuteReply(.failed(error), executionCount: execution.number), to: execution.parent)
      publish(StatusMessage(.idle), parent: execution.parent)
    }
    usleep(Self.lastWords)
    faults.release()
  }
}
