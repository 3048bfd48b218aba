import Glibc

/// A stack for signal handlers of one thread, because a thread that has used up its own has none to run them on.
struct SignalStack: ~Copyable {
  private static let size = 64 << 10

  private let memory: UnsafeMutableRawPointer

  /// Gives the calling thread the stack.
  init() {
    memory = .allocate(byteCount: Self.size, alignment: 16)
    var stack = stack_t(ss_sp: memory, ss_flags: 0, ss_size: Self.size)
    sigaltstack(&stack, nil)
  }

  /// Takes it back from the calling thread, which must be the one that made it.
  deinit {
    var none = stack_t(ss_sp: nil, ss_flags: Int32(SS_DISABLE), ss_size: 0)
    sigaltstack(&none, nil)
    memory.deallocate()
  }
}
