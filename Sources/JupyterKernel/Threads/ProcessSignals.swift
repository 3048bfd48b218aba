import Glibc
import Synchronization

/// Where the handler writes; global, because a handler can capture nothing. -1 for nowhere.
private let signalTarget = Atomic<Int32>(-1)

/// Turns the process's SIGINT and SIGTERM into bytes of a pipe, each the signal's number.
///
/// A handler rather than a mask: threads that other libraries started before have masks of their own.
package enum ProcessSignals {
  /// The signals that the kernel takes.
  package static let taken = [SIGINT, SIGTERM]

  /// Sends the signals to a pipe from now on; a closed standard stream no longer ends the process.
  package static func deliver(to pipe: WakePipe) {
    signalTarget.store(pipe.writeEnd, ordering: .sequentiallyConsistent)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let before = errno
      let descriptor = signalTarget.load(ordering: .sequentiallyConsistent)
      if descriptor >= 0 { WakePipe.write(UInt8(truncatingIfNeeded: number), to: descriptor) }
      errno = before
    }
    action.sa_flags = Int32(SA_RESTART)
    for number in taken { sigaction(number, &action, nil) }
    // A handler that does nothing, for children would inherit that a signal is ignored.
    action.__sigaction_handler.sa_handler = { _ in }
    sigaction(SIGPIPE, &action, nil)
  }

  /// Gives the signals their usual effect again, unless another kernel has taken them since.
  package static func release(_ pipe: WakePipe) {
    let exchange = signalTarget.compareExchange(
      expected: pipe.writeEnd, desired: -1, ordering: .sequentiallyConsistent)
    if exchange.exchanged { for number in taken + [SIGPIPE] { signal(number, SIG_DFL) } }
  }
}
