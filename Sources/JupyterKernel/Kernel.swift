public import JupyterProtocol

/// A Jupyter kernel for any language that an ``Interpreter`` runs.
///
/// It speaks version 5.5 of the messaging protocol on the five channels of a connection. The thread that calls
/// ``run()`` becomes the front thread, which alone sends; heartbeat, evaluator and language queries have threads of
/// their own.
public struct Kernel: Sendable {
  let connection: ConnectionInfo
  let connectionFile: String?
  let description: InterpreterDescription
  let interrupt: any Interrupting
  let makeInterpreter: @Sendable () -> any Interpreter

  /// A kernel that listens on a connection.
  ///
  /// - Parameters:
  ///   - connection: Where to listen and the key of the signatures.
  ///   - connectionFile: Where the ports are written if some of the connection's are 0 and so chosen by the system.
  ///   - description: What front ends are told about the interpreter.
  ///   - interrupt: The flag that stops a running cell.
  ///   - makeInterpreter: Makes the interpreter, on the evaluator thread.
  public init(
    connection: ConnectionInfo, connectionFile: String? = nil, description: InterpreterDescription,
    interrupt: any Interrupting, makeInterpreter: @escaping @Sendable () -> any Interpreter
  ) {
    self.connection = connection
    self.connectionFile = connectionFile
    self.description = description
    self.interrupt = interrupt
    self.makeInterpreter = makeInterpreter
  }

  /// Serves front ends until one asks for a shutdown, the process gets a SIGTERM, or its parent dies. A SIGINT
  /// interrupts the running cell. Nothing is written to standard output.
  ///
  /// - Returns: The status with which the process should exit.
  /// - Throws: ``KernelError`` when the connection cannot be used or the system has no room for the threads.
  public func run() throws(KernelError) -> Int32 {
    let signals = try WakePipe()
    ProcessSignals.deliver(to: signals)
    defer { ProcessSignals.release(signals) }
    let context = try MessagingContext()
    // After the front thread's sockets are closed; the heartbeat's follows when it learns of the end.
    defer { context.terminate() }
    try serve(in: context, signals: signals)
    return 0
  }

  private func serve(in context: MessagingContext, signals: WakePipe) throws(KernelError) {
    let front = try Front(self, signals: signals, in: context)
    try writeBack(front.connection)
    try front.serve()
  }

  private func writeBack(_ bound: ConnectionInfo) throws(KernelError) {
    guard let connectionFile, bound != connection else { return }
    do {
      try bound.write(toFile: connectionFile)
    } catch {
      throw KernelError(code: .connectionFile, message: error.message, cause: error.cause ?? "")
    }
  }
}
