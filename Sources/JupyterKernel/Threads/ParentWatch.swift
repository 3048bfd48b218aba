import Glibc

/// Notices the death of the process that started the kernel, which `JPY_PARENT_PID` names.
///
/// A process descriptor becomes readable at once when the process dies, whichever of its threads had forked; where the
/// C library has none, the process is looked for at intervals.
final class ParentWatch {
  /// How often the process is looked for where its death cannot be polled, in milliseconds.
  static let interval = 100

  /// What to poll; nil where the process must be looked for.
  let descriptor: Int32?
  private let parent: pid_t

  /// A watch on the parent that the environment names; nil where it names none, as for a kernel started by hand.
  init?(environmentValue: String?) {
    guard let parent = environmentValue.flatMap({ pid_t($0) }), parent > 1 else { return nil }
    self.parent = parent
    descriptor = Self.open(parent)
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// Whether the parent is there. One that may not be signalled is.
  var parentLives: Bool {
    kill(parent, 0) == 0 || errno != ESRCH
  }

  /// `pidfd_open`, which Swift's C library module does not show, and which is missing before glibc 2.36.
  private static func open(_ process: pid_t) -> Int32? {
    typealias Function = @convention(c) (pid_t, UInt32) -> Int32
    guard let symbol = dlsym(nil, "pidfd_open") else { return nil }
    let descriptor = unsafeBitCast(symbol, to: Function.self)(process, 0)
    return descriptor < 0 ? nil : descriptor
  }
}
