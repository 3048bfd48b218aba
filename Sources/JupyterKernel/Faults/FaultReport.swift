import Glibc
import Synchronization

/// Where the handler writes, and where it waits; global, because a handler can capture nothing. -1 for nowhere.
private let faultTarget = Atomic<Int32>(-1)
private let releaseSource = Atomic<Int32>(-1)

/// Tells the front thread that a thread is about to die of a signal such as SIGSEGV, and holds that thread for a moment
/// so that the front ends can be told.
///
/// The handler runs on a stack of its own, writes one byte, waits 200 ms at most and lets the signal have its usual effect.
package final class FaultReport: Sendable {
  /// A signal that ends the process.
  struct Fault {
    let number: Int32

    /// Its name and what it means.
    var text: String {
      switch number {
      case SIGSEGV: "SIGSEGV (invalid memory access or stack overflow)"
      case SIGBUS: "SIGBUS (invalid memory access)"
      case SIGILL: "SIGILL (a check inside the kernel failed)"
      case SIGTRAP: "SIGTRAP (a check inside the kernel failed)"
      case SIGFPE: "SIGFPE (arithmetic fault)"
      case SIGABRT: "SIGABRT (the kernel gave up)"
      default: "signal \(number)"
      }
    }
  }

  private static let taken = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT]
  private static let patience: Int32 = 200

  private let reports: WakePipe
  private let releases: WakePipe

  /// What to poll.
  var descriptor: Int32 { reports.readEnd }

  /// Takes the signals from now on.
  ///
  /// - Throws: ``KernelError`` when the process has no descriptors left.
  init() throws(KernelError) {
    reports = try WakePipe()
    releases = try WakePipe()
    faultTarget.store(reports.writeEnd, ordering: .sequentiallyConsistent)
    releaseSource.store(releases.readEnd, ordering: .sequentiallyConsistent)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let target = faultTarget.load(ordering: .sequentiallyConsistent)
      if target >= 0 {
        WakePipe.write(UInt8(truncatingIfNeeded: number), to: target)
        var release = pollfd(
          fd: releaseSource.load(ordering: .sequentiallyConsistent), events: Int16(POLLIN), revents: 0)
        poll(&release, 1, FaultReport.patience)
      }
      // The handler was removed when it was entered: this time the signal ends the process.
      raise(number)
    }
    action.sa_flags = Int32(SA_ONSTACK) | Int32(bitPattern: UInt32(SA_RESETHAND)) | Int32(SA_NODEFER)
    for number in Self.taken { sigaction(number, &action, nil) }
  }

  deinit {
    let exchange = faultTarget.compareExchange(
      expected: reports.writeEnd, desired: -1, ordering: .sequentiallyConsistent)
    if exchange.exchanged { for number in Self.taken { signal(number, SIG_DFL) } }
  }

  /// The fault that was reported.
  func take() -> Fault? { reports.drain().last.map { Fault(number: Int32($0)) } }

  /// Lets the thread go on to its end.
  func release() { releases.wake() }
}
