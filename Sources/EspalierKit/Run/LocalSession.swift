import Glibc
import JupyterKernel
import Synchronization
import Tensors

/// A session without a front end.
enum LocalSession {
  /// How often output that waits is written and the status line brought up to date, in milliseconds.
  private static let interval: Int32 = 100

  /// Runs `body` with a fresh interpreter of an application, on a thread with the stack that the kernel's evaluator has,
  /// and waits for it. A SIGINT or SIGTERM raises the flag, which stops the running cell; a second one ends the process.
  ///
  /// - Parameters:
  ///   - parameters: What `parameters()` gives in the cells.
  ///   - status: The line to keep up to date.
  ///   - onSignal: Sees to the signals instead.
  /// - Throws: What `body` throws, or `KernelError` when the system has no room for the thread.
  static func run<Result: Sendable>(
    _ application: any KernelApplication.Type, parameters: [Parameter] = [],
    status: StatusLine, onSignal: (@Sendable (Int32, InterruptFlag) -> Void)? = nil,
    _ body: @escaping @Sendable (any Interpreter, InterruptFlag) throws -> Result
  ) throws -> Result {
    let signals = try WakePipe()
    ProcessSignals.deliver(to: signals)
    defer { ProcessSignals.release(signals) }
    // The reader of our output may leave, as `head` does; going on for nobody would waste hours.
    signal(SIGPIPE, SIG_DFL)

    let interrupt = InterruptFlag()
    let answer = Answer<Result>()
    try KernelThread.start("evaluator", stackSize: KernelThread.largeStack) {
      let outcome = Swift.Result {
        let interpreter = try WorkbenchInterpreter(of: application, interrupt: interrupt)
        interpreter.setParameters(parameters)
        return try body(interpreter, interrupt)
      }
      answer.value.withLock { $0 = outcome }
      signals.wake()
    }
    while true {
      var poller = pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0)
      if poll(&poller, 1, interval) == 0 {
        // What a cell has printed is shown while it goes on.
        fflush(nil)
        status.tick()
        continue
      }
      let received = signals.drain().map(Int32.init)
      if let outcome = answer.value.withLock({ $0 }) { return try outcome.get() }
      for number in received where ProcessSignals.taken.contains(number) {
        if let onSignal {
          onSignal(number, interrupt)
        } else {
          if interrupt.isRaised { _exit(ExitStatus.interrupted) }
          interrupt.interrupt()
        }
      }
    }
  }

  private final class Answer<Value: Sendable>: Sendable {
    let value = Mutex<Result<Value, any Error>?>(nil)
  }
}
