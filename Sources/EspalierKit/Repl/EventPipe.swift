import Glibc
import Synchronization

/// How signal handlers and other threads wake one who waits for a key.
final class EventPipe: Sendable {
  /// What came instead of a key.
  struct Woken: Error {
    let event: TerminalInput.Event
  }

  let readEnd: Int32
  private let writeEnd: Int32

  /// Where the handlers write; global, because a handler can capture nothing.
  private static let target = Atomic<Int32>(-1)

  /// A pipe that hears of the terminal's new sizes, and of the process being stopped and started again.
  init() {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
    Self.target.store(writeEnd, ordering: .sequentiallyConsistent)
    var action = sigaction()
    action.sa_flags = Int32(SA_RESTART)
    action.__sigaction_handler.sa_handler = { _ in EventPipe.write(.resize) }
    sigaction(SIGWINCH, &action, nil)
    action.__sigaction_handler.sa_handler = { _ in EventPipe.write(.resume) }
    sigaction(SIGCONT, &action, nil)
  }

  /// Wakes the one who waits, or who will wait next.
  func send(_ event: TerminalInput.Event) { Self.write(event) }

  /// Forgets what has come.
  func drain() {
    while take() != nil {}
  }

  /// The next of what has come; nil where there is none.
  func take() -> TerminalInput.Event? {
    var byte: UInt8 = 0
    return read(readEnd, &byte, 1) == 1 ? TerminalInput.Event(rawValue: byte) : nil
  }

  /// Touches nothing that a signal handler may not.
  private static func write(_ event: TerminalInput.Event) {
    let before = errno
    var byte = event.rawValue
    _ = Glibc.write(target.load(ordering: .sequentiallyConsistent), &byte, 1)
    errno = before
  }
}
